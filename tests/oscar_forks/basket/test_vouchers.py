"""A voucher's code: taken, refused with the reason, and taken off."""

from decimal import Decimal as D

import pytest

from tests.factories import BasketFactory, ProductFactory, UserFactory
from tests.oscar_forks.basket.offers import a_voucher, an_offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def basket(client):
    basket = BasketFactory(owner=UserFactory(), lines=[(ProductFactory(title="Rye", price=D("3.40")), 2)])
    client.force_login(basket.owner)
    return basket


def use(client, code):
    answer = client.post("/basket/vouchers/add/", {"code": code}, follow=True)
    return [str(message) for message in answer.context["messages"]], answer


def test_it_says_what_it_gives_and_takes_it_off_the_total(client, basket):
    voucher = a_voucher("HALF", an_offer("Half", 50, offer_type="Voucher"))
    said, answer = use(client, " half ")
    assert said == ["Voucher HALF is used."]
    assert [(each.name, each.amount, each.code) for each in answer.context["sums"].given] == [
        ("Half", D("3.40"), "HALF")
    ]
    assert use(client, "HALF")[0] == ["Voucher HALF is in use already."]
    for _ in range(2):
        answer = client.post(f"/basket/vouchers/{voucher.pk}/remove/", follow=True)
        assert answer.context["sums"].total == D("6.80")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "Write the voucher's code first."),
        ("NONE", "There is no voucher NONE. Look at its letters and numbers once more."),
        ("OVER", "Voucher OVER ended on "),
        ("SOON", "Voucher SOON begins on "),
        ("MUCH", "Voucher MUCH gives nothing for what is in your basket: it needs “Basket includes 9 item(s)"),
        ("HUSH", "Voucher HUSH gives nothing for what is in your basket"),
    ],
)
def test_it_is_refused_with_the_reason_and_what_was_typed_stays(client, basket, code, words):
    half = an_offer("Half", 50, offer_type="Voucher")
    a_voucher("OVER", half, begins=-9, ends=-2)
    a_voucher("SOON", half, begins=2, ends=9)
    a_voucher("MUCH", an_offer("Nine", 50, least=9, offer_type="Voucher"))
    hushed = an_offer("Hushed", 50, offer_type="Voucher")
    hushed.suspend()
    a_voucher("HUSH", hushed)
    said, answer = use(client, code)
    assert len(said) == 1 and said[0].startswith(words)
    assert f'value="{code}"' in answer.content.decode()
    assert not basket.vouchers.exists()


def test_one_for_each_customer_asks_a_visitor_to_sign_in(client):
    a_voucher("ONCE", an_offer("Half", 50, offer_type="Voucher"), usage="Once per customer")
    client.post(f"/basket/add/{ProductFactory().pk}/", {"quantity": 1})
    assert use(client, "ONCE")[0][-1] == "Voucher ONCE can be used once by each customer: sign in to use it."

"""Who is calling: found by whatever they say of themselves, and by staff who may."""

from datetime import timedelta

import pytest
from django.utils import timezone

from shop.accounts.roles import ROLES
from shop.taking.models import Taking
from shop.taking.tasks import tidy
from tests.factories import CafeFactory, LocationFactory, MemberFactory, TradeAccountFactory, UserFactory
from tests.shop.ordering.orders import ordered, ordered_as_guest
from tests.shop.taking.calls import FIND, begin, fields, for_account, held, soup, taking, text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "said",
    [
        "hartley",
        "BS1 4DJ",
        "bs14dj",
        "BS9 9ZZ",
        "0117 496 0018",
        "+44 117 496 0018",
        "ada@h.example",
        "Ada Hartley",
        "Bristol",
    ],
)
def test_an_account_is_found_by_what_is_said_on_the_telephone(olive, account, ada, said):
    LocationFactory(account=account, name="Barn", postcode="BS9 9ZZ")
    TradeAccountFactory(name="Somebody else", town="Leeds", postcode="LS1 1AA")
    found = [each.get_text(" ", strip=True) for each in soup(olive.get(FIND, {"q": said})).select(".take-found h2")]
    assert [words.split(" Active")[0] for words in found] == ["Hartley's Kitchen"]


def test_who_ordered_as_a_guest_is_found_again_with_their_address(olive, cafe, loaf):
    order = ordered_as_guest("gwen@example.com", now=timezone.now(), lines=[(loaf, 2)])
    for said in ("gwen", "gwen@example.com", order.number):
        assert "Gwen Guest" in text(olive.get(FIND, {"q": said}))
    page = begin(olive, order=order.number)
    known = fields(olive.get(page))
    assert (known["email"], known["name"], known["postcode"]) == ("gwen@example.com", "Gwen Guest", "BS1 4DJ")


def test_an_orders_page_leads_to_another_one_for_the_same_customer(olive, account, ada, loaf):
    [order] = ordered(ada, now=timezone.now(), lines=[(loaf, 2)])
    assert "Take another order for them" in text(olive.get(f"/dashboard/orders/{order.number}/"))
    assert "Take an order" in text(olive.get(f"/dashboard/accounts/{account.pk}/"))
    begin(olive, order=order.number)
    assert (taking(olive).account, taking(olive).user) == (account, ada.user)


def test_nobody_by_that_name_leads_to_a_new_guest(olive, cafe):
    page = text(olive.get(FIND, {"q": "zebedee"}))
    assert "Nobody goes by “zebedee”" in page
    assert "New guest" in page


def test_what_was_begun_waits_on_the_first_page_until_it_is_thrown_away(olive, account, ada, loaf):
    page = for_account(olive, account, EL_LOAF=4)
    assert "1 line, begun" in text(olive.get(FIND))
    assert begin(olive, account=account.pk) == page
    olive.post(f"{page}discard/")
    assert not Taking.objects.exists()
    assert "begun" not in text(olive.get(FIND))


def test_two_take_orders_for_the_same_customer_each_their_own(olive, works, account, ada, loaf):
    first = for_account(olive, account, EL_LOAF=4)
    sam = works("Sales", name="Sam")
    second = for_account(sam, account, EL_LOAF=6)
    assert (held(olive), held(sam)) == ({"EL-LOAF": 4}, {"EL-LOAF": 6})
    for client, others in ((olive, second), (sam, first)):
        assert client.get(others).status_code == 404
        assert client.post(f"{others}discard/").status_code == 404


MAY = {"Administrator", "Operations", "Sales", "Café staff"}


@pytest.mark.parametrize("role", [role.name for role in ROLES])
def test_who_takes_orders(works, cafe, role):
    client = works(role, cafe if role == "Café staff" else None)
    assert client.get(FIND).status_code == (200 if role in MAY else 403)
    assert client.post(FIND, {"guest": "GBP"}).status_code == (302 if role in MAY else 403)


def test_a_customer_takes_none(client, ada):
    client.force_login(ada.user)
    assert client.get(FIND).status_code == 403
    assert client.post(FIND, {"account": ada.account.pk}).status_code == 403


def test_people_of_a_cafe_find_its_customers_alone(works, account, ada, cafe, loaf):
    theirs = CafeFactory(name="Liffey Larder")
    far = TradeAccountFactory(name="Far Hartley", cafe=theirs)
    MemberFactory(account=far, user=UserFactory())
    order = ordered_as_guest("gwen@example.com", now=timezone.now(), lines=[(loaf, 2)])
    nuala = works("Café staff", theirs, name="Nuala")
    page = text(nuala.get(FIND, {"q": "hartley"}))
    assert "Far Hartley" in page
    assert "Hartley's Kitchen" not in page
    assert "Gwen" not in text(nuala.get(FIND, {"q": "gwen"}))
    assert nuala.post(FIND, {"account": account.pk}).status_code == 404
    assert nuala.post(FIND, {"order": order.number}).status_code == 404


def test_looking_changes_nothing(olive, account, ada):
    olive.get(FIND, {"q": "hartley"})
    assert not Taking.objects.exists()
    page = begin(olive, account=account.pk)
    before = taking(olive).typed
    olive.get(f"{page}?asked=place&goods=EL-LOAF")
    assert taking(olive).typed == before
    assert held(olive) == {}


def test_what_is_left_lying_is_forgotten_after_two_weeks(olive, account, ada, loaf):
    for_account(olive, account, EL_LOAF=4)
    basket = taking(olive).basket
    tidy()
    assert Taking.objects.exists()
    Taking.objects.update(begun_at=timezone.now() - timedelta(days=15))
    tidy()
    assert not Taking.objects.exists()
    assert not type(basket).objects.filter(pk=basket.pk).exists()

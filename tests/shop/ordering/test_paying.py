"""Around a payment at the bank, over a real line: back from it, declined, unheard, given up."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from oscar.core.loading import get_model

from sandbox.models import Debit, Outage
from sandbox.money import cancel
from shop.payments.models import Payment
from shop.rounds.actions.making import make_rounds
from tests.factories import BasketFactory, LocationFactory, MemberFactory, ProductFactory
from tests.shop.ordering.checkouts import a_cafe
from tests.shop.ordering.page import VERA, look, send, soup, text
from tests.testbed.bank import Bank, open_bank

Order, Basket = get_model("order", "Order"), get_model("basket", "Basket")


@pytest.fixture(scope="module")
def open_books(django_db_setup, django_db_blocker) -> Iterator[Bank]:
    with django_db_blocker.unblock(), open_bank() as bank:
        yield bank


@pytest.fixture
def bank(open_books, django_db_blocker) -> Iterator[Bank]:
    with django_db_blocker.unblock():
        yield open_books
        Outage.objects.all().delete()


@pytest.fixture
def loaf(bank):
    loaf = ProductFactory(title="Rye loaf", price="3.20", num_in_stock=50, cafe=a_cafe(name=f"Loaf {timezone.now()}"))
    make_rounds(now=timezone.now())
    return loaf


@pytest.fixture
def vera(client, loaf):
    """Has placed two loaves, and stands at the bank's page."""
    client.post(reverse("basket:add", args=[loaf.pk]), {"quantity": 2})
    answer = send(client, look(client) | VERA)
    assert "/sandbox/bank/pay/" in answer.url
    return client


def newest():
    return Payment.objects.latest("pk")


def page(payment):
    return reverse("checkout:payment", args=[payment.token])


def the_order(client):
    return Order.objects.get(number=client.session["placed"][-1])


def declines(payment):
    cancel(debit=Debit.objects.get(key=payment.key), now=timezone.now())


def test_who_comes_back_having_paid_is_thanked_and_the_order_received(vera, bank):
    bank.pays(newest().key)
    answer = vera.get(page(newest()))
    assert answer.url == reverse("checkout:thanks", args=[the_order(vera).number])
    assert the_order(vera).status == "Received"


def test_what_the_address_says_of_the_payment_is_not_believed(vera):
    answer = vera.get(page(newest()), {"state": "done", "paid": "yes"})
    assert "We have not heard yet that it is paid" in text(answer)
    assert the_order(vera).status == "Pending"


def test_the_waiting_page_asks_every_few_seconds_and_goes_on_once_it_is_paid(vera, bank):
    waiting = soup(vera.get(page(newest()))).find(id="paying")
    assert (waiting["hx-get"], waiting["hx-trigger"]) == (page(newest()), "every 5s")
    bank.pays(newest().key)
    answer = vera.get(page(newest()), HTTP_HX_REQUEST="true")
    assert answer["HX-Redirect"] == reverse("checkout:thanks", args=[the_order(vera).number])


def test_one_that_was_declined_and_tried_again_makes_one_paid_order(vera, bank):
    first = newest()
    declines(first)
    assert "We keep the goods for you until" in text(vera.get(page(first)))
    again = vera.post(reverse("checkout:pay", args=[first.token]))
    assert "/sandbox/bank/pay/" in again.url
    assert newest() != first
    bank.pays(newest().key)
    assert vera.get(page(first)).url == page(newest())
    vera.get(page(newest()))
    assert the_order(vera).status == "Received"
    assert [payment.state for payment in Payment.objects.filter(checkout=first.checkout).order_by("pk")] == [
        "failed",
        "paid",
    ]


def test_going_to_the_bank_again_leads_to_the_same_page_there(vera):
    urls = {vera.post(reverse("checkout:pay", args=[newest().token])).url for _ in range(2)}
    assert len(urls) == 1
    assert Debit.objects.filter(key=newest().key).count() == 1


def test_a_bank_that_does_not_answer_is_said_and_nothing_is_given_up_or_charged_twice(client, loaf, bank):
    client.post(reverse("basket:add", args=[loaf.pk]), {"quantity": 1})
    sent = look(client) | VERA
    bank.breaks("error", times=9)
    answer = send(client, sent)
    payment = newest()
    assert answer.url == page(payment)
    assert "As far as we know, nothing was taken" in text(client.get(answer.url))
    client.post(reverse("checkout:give-up", args=[payment.token]))
    assert the_order(client).status == "Pending"
    Outage.objects.all().delete()
    assert "/sandbox/bank/pay/" in client.post(reverse("checkout:pay", args=[payment.token])).url


def test_whoever_holds_the_address_alone_gives_up_nothing_and_gets_no_goods(vera, loaf):
    stranger, payment = Client(), newest()
    assert "Give up" not in text(stranger.get(page(payment)))
    assert stranger.post(reverse("checkout:give-up", args=[payment.token])).url == page(payment)
    assert the_order(vera).status == "Pending"
    assert "Rye loaf" not in text(stranger.get(reverse("basket:summary")))


def test_giving_up_cancels_the_order_and_puts_the_goods_back_once(vera, loaf):
    token = newest().token
    for _ in range(2):
        assert vera.post(reverse("checkout:give-up", args=[token])).url == reverse("basket:summary")
    assert the_order(vera).status == "Cancelled"
    assert loaf.stockrecords.get().num_allocated == 0
    assert "Rye loaf" in text(vera.get(reverse("basket:summary")))
    assert [line.quantity for line in Basket.objects.latest("pk").lines.all()] == [2]
    send(vera, look(vera) | VERA)
    assert the_order(vera).status == "Pending"


def test_giving_up_what_has_just_been_paid_leads_to_the_thanks(vera, bank):
    bank.pays(newest().key)
    answer = vera.post(reverse("checkout:give-up", args=[newest().token]))
    assert answer.url == reverse("checkout:thanks", args=[the_order(vera).number])
    assert the_order(vera).status == "Received"


def test_another_way_calls_off_the_bank_and_puts_it_on_account(client, loaf, bank):
    member = MemberFactory(account__terms="net_30", account__credit_limit=500)
    LocationFactory(account=member.account, is_default=True)
    client.force_login(member.user)
    BasketFactory(owner=member.user, lines=[(loaf, 2)])
    send(client, look(client) | {"pays_by": "bank"})
    at_bank = newest()
    answer = client.post(reverse("checkout:another-way", args=[at_bank.token]), {"pays_by": "account"})
    assert answer.url == reverse("checkout:thanks", args=[the_order(client).number])
    assert (the_order(client).status, newest().state) == ("Received", "due")
    assert bank.debits(at_bank.key) == ["declined"]


def test_whoever_found_a_payments_address_is_told_that_it_is_paid_and_nothing_of_whose_it_is(vera, bank):
    bank.pays(newest().key)
    stranger = Client()
    told = stranger.get(page(newest()))
    assert "It is paid" in text(told)
    order = the_order(vera)
    assert order.status == "Received"
    for secret in (order.number, "Vera", VERA["email"], "Rye loaf"):
        assert secret not in told.content.decode()
    for name in ("pay", "another-way", "give-up"):
        assert stranger.post(reverse(f"checkout:{name}", args=[newest().token])).url == page(newest())
    assert stranger.get(page(newest()), HTTP_HX_REQUEST="true")["HX-Redirect"] == page(newest())
    assert stranger.get(reverse("checkout:thanks", args=[order.number])).status_code == 404
    assert vera.get(page(newest())).url == reverse("checkout:thanks", args=[order.number])


def test_a_payments_address_alone_puts_nothing_on_a_companys_account(client, loaf, bank):
    member = MemberFactory(account__terms="net_30", account__credit_limit=500)
    LocationFactory(account=member.account, is_default=True)
    client.force_login(member.user)
    BasketFactory(owner=member.user, lines=[(loaf, 2)])
    send(client, look(client) | {"pays_by": "bank"})
    assert "On account" in text(client.get(page(newest()))).replace("on account", "On account")
    stranger = Client()
    assert "account" not in soup(stranger.get(page(newest()))).find(id="paying").get_text()
    answer = stranger.post(reverse("checkout:another-way", args=[newest().token]), {"pays_by": "account"})
    assert answer.url == page(newest())
    assert (newest().gateway, bank.debits(newest().key)) == ("bank", ["waiting"])


def test_what_was_paid_in_time_and_is_heard_of_late_is_not_asked_for_again(vera, bank):
    bank.pays(newest().key)
    Payment.objects.filter(pk=newest().pk).update(expires_at=timezone.now())
    answer = vera.post(reverse("checkout:pay", args=[newest().token]))
    assert answer.url == reverse("checkout:thanks", args=[the_order(vera).number])
    assert the_order(vera).status == "Received"


def test_another_amount_than_was_asked_for_is_said_and_flagged_once(vera, bank):
    Debit.objects.filter(key=newest().key).update(amount=Decimal("6.41"))
    bank.pays(newest().key)
    for _ in range(2):
        answer = vera.get(page(newest()))
        assert (answer.status_code, "another amount" in text(answer)) == (200, True)
    assert vera.post(reverse("checkout:give-up", args=[newest().token])).url == page(newest())
    order = the_order(vera)
    assert order.status == "Pending"
    [flag] = order.flags.all()
    assert "£6.41 was taken, and £6.40 asked for" in flag.words


def test_nobody_finds_a_payment_by_guessing(client, bank):
    for name in ("payment",):
        assert client.get(reverse(f"checkout:{name}", args=["x" * 32])).status_code == 404
    for name in ("pay", "another-way", "give-up"):
        assert client.post(reverse(f"checkout:{name}", args=["x" * 32])).status_code == 404

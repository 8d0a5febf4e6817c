"""What a card did not give is asked for by a link: whoever holds it pays, once, and reads nothing of the order."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from oscar.core.loading import get_model

from shop.ordering.actions.collecting import ask_for_rest, due_of
from shop.ordering.actions.sweeping import sweep
from shop.ordering.domain import NothingDue
from shop.ordering.keys import guest_page, rest_page
from shop.outbox.models import Message
from shop.payments.models import Payment, Transfer
from shop.payments.promises import Promise
from tests.fake_stripe import outages
from tests.testbed.bank import an_order
from tests.testbed.stripes import begun_by_card

Order = get_model("order", "Order")


@pytest.fixture
def order(stripe):
    """Completed; £10.00 of its £12.50 came from the card that stood behind it."""
    payment = begun_by_card("10.00", promise=Promise(timezone.now(), Decimal(0)))
    stripe.pays(payment.ticket)
    sweep(now=timezone.now() + timedelta(minutes=1))
    order = Order.objects.get(shares__payment=payment)
    Order.objects.filter(pk=order.pk).update(status="Completed", total_incl_tax=Decimal("12.50"))
    sweep(now=timezone.now())
    order.refresh_from_db()
    return order


def path(order):
    return "/orders/" + rest_page(order.number).partition("/orders/")[2]


def reads(order):
    answer = Client().get(path(order))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def charged(order):
    return list(Transfer.objects.filter(share__order=order).order_by("pk").values_list("amount", flat=True))


def test_the_rest_is_asked_for_paid_by_the_link_and_is_due_no_more(stripe, order):
    assert due_of(order) == Decimal("2.50")
    ask_for_rest(order=order, by=None)
    letter = Message.objects.latest("pk")
    assert (letter.subject, rest_page(order.number) in letter.body) == (f"£2.50 to pay for order {order.number}", True)

    page = reads(order)
    assert f"Still to pay for order {order.number}" in page
    assert "£2.50" in page
    led = Client().post(path(order), {"pays_by": "card"})
    assert led["Location"].startswith(stripe.address)
    assert Client().post(path(order), {"pays_by": "card"})["Location"] == led["Location"]
    stripe.pays(Payment.objects.latest("pk").ticket)
    assert "Thank you. It is paid." in reads(order)
    assert charged(order) == [Decimal("10.00"), Decimal("2.50")]
    with pytest.raises(NothingDue):
        ask_for_rest(order=order, by=None)
    assert Client().post(path(order), {"pays_by": "card"})["Location"] == path(order)
    assert charged(order) == [Decimal("10.00"), Decimal("2.50")]


def test_a_browser_may_say_where_its_form_stands(order):
    """From a page that forbids it, a form comes from nowhere, and is refused."""
    answer = Client().get(path(order))
    assert (answer["Referrer-Policy"], "no-referrer" in answer.content.decode()) == ("same-origin", False)


def test_the_link_opens_nothing_else_and_another_link_does_not_open_it(order):
    rest, guest = path(order), "/orders/" + guest_page(order.number).partition("/orders/")[2]
    assert Client().get(rest.removesuffix("pay/")).status_code == 404
    assert Client().get(f"{guest}pay/").status_code == 404
    other = an_order()
    assert Client().get(rest.replace(order.number, other.number)).status_code == 404


def test_who_takes_another_way_leaves_the_first_and_a_silent_stripe_is_said_to_be_so(stripe, order):
    stripe.outages.begin(outages.ERROR)
    assert Client().post(path(order), {"pays_by": "card"}, follow=True).context["due"] == Decimal("2.50")
    for wrong in ("account", "", "gold"):
        assert Client().post(path(order), {"pays_by": wrong})["Location"] == path(order)
    assert charged(order) == [Decimal("10.00")]


def test_nothing_is_due_while_a_card_still_stands_behind_it(stripe):
    payment = begun_by_card("10.00", promise=Promise(timezone.now(), Decimal(0)))
    stripe.pays(payment.ticket)
    sweep(now=timezone.now() + timedelta(minutes=1))
    order = Order.objects.get(shares__payment=payment)
    assert due_of(order) == 0
    assert f"Nothing is due for order {order.number}" in reads(order)

"""From a held card to money: when all its orders are completed, not before; nothing for what came to nothing."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from oscar.core.loading import get_model

from shop.ordering.actions.sweeping import sweep
from shop.payments.models import Payment, Transfer
from shop.payments.promises import Promise
from tests.testbed.stripes import begun_by_card

Order = get_model("order", "Order")


def ordered(stripe, *amounts):
    """Orders behind which a card stands, and their payment."""
    payment = begun_by_card(*amounts, promise=Promise(timezone.now() + timedelta(days=2), Decimal(0)))
    orders = Order.objects.filter(shares__payment=payment).order_by("pk")
    for order, amount in zip(orders, amounts, strict=True):
        Order.objects.filter(pk=order.pk).update(status="Pending", total_incl_tax=Decimal(amount))
    stripe.pays(payment.ticket)
    sweep(now=timezone.now() + timedelta(minutes=1))
    return payment, orders.all()


def become(order, status, total=None):
    Order.objects.filter(pk=order.pk).update(status=status, total_incl_tax=total or order.total_incl_tax)


def charged(payment):
    taken = Transfer.objects.filter(share__payment=payment, kind="charge").order_by("share")
    return list(taken.values_list("amount", flat=True))


def flags(order):
    return list(order.flags.values_list("words", flat=True))


def state(payment):
    return Payment.objects.get(pk=payment.pk).state


def test_an_order_is_received_once_its_card_is_held_and_charged_once_it_is_completed(stripe):
    payment, orders = ordered(stripe, "12.50")
    assert (orders[0].status, state(payment), charged(payment)) == ("Received", "authorised", [])
    become(orders[0], "In progress")
    sweep(now=timezone.now())
    assert charged(payment) == []
    become(orders[0], "Completed", Decimal("11.20"))
    for _ in range(2):
        sweep(now=timezone.now())
    assert (state(payment), charged(payment), flags(orders[0])) == ("paid", [Decimal("11.20")], [])


def test_of_two_orders_the_first_waits_for_the_second(stripe):
    payment, orders = ordered(stripe, "12.50", "30.05")
    become(orders[0], "Completed")
    sweep(now=timezone.now())
    assert charged(payment) == []
    become(orders[1], "Cancelled")
    sweep(now=timezone.now())
    assert (state(payment), charged(payment)) == ("paid", [Decimal("12.50")])


def test_what_the_card_does_not_give_is_flagged_for_staff_once(stripe):
    payment, orders = ordered(stripe, "12.50")
    become(orders[0], "Completed", Decimal("14.00"))
    for _ in range(2):
        sweep(now=timezone.now())
    assert charged(payment) == [Decimal("12.50")]
    assert flags(orders[0]) == ["£1.50 could not be taken from the card. Ask for it by a payment link."]


def test_orders_that_came_to_nothing_set_the_card_free(stripe):
    payment, orders = ordered(stripe, "12.50")
    become(orders[0], "Cancelled")
    sweep(now=timezone.now())
    assert (state(payment), charged(payment)) == ("failed", [])
    assert stripe.books.things[Payment.objects.get(pk=payment.pk).number]["status"] == "canceled"


def test_before_a_hold_ends_staff_are_told_and_after_it_all_is_due(stripe):
    payment, orders = ordered(stripe, "12.50")
    nearly = timezone.now() + timedelta(days=6, hours=13)
    for _ in range(2):
        sweep(now=nearly)
    assert len(flags(orders[0])) == 1
    assert "hold on its card ends" in flags(orders[0])[0]
    stripe.books.later = 8 * 24 * 3600
    become(orders[0], "Completed")
    sweep(now=nearly + timedelta(days=1))
    assert state(payment) == "failed"
    assert any(words.startswith("£12.50 could not be taken") for words in flags(orders[0]))


def test_of_a_hold_that_ends_what_is_completed_is_taken_and_the_other_is_due(stripe):
    payment, orders = ordered(stripe, "12.50", "30.05")
    become(orders[0], "Completed")
    sweep(now=timezone.now() + timedelta(days=6, hours=13))
    assert (state(payment), charged(payment)) == ("paid", [Decimal("12.50")])
    assert flags(orders[1]) == [
        "£30.05 could not be taken from the card. The hold on it is over. Ask for it by a payment link."
    ]

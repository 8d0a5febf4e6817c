"""Two payments for one order: both are kept, staff read at once that one has to go back, and it goes back."""

from decimal import Decimal
from uuid import uuid4

from django.utils import timezone
from oscar.core.loading import get_model

from shop.ordering.actions.confirming import follow
from shop.payments.actions.opening import open_payment
from shop.payments.actions.refunding import refund
from shop.payments.actions.settling import settle
from shop.payments.domain import Portion
from shop.payments.models import Payment
from tests.testbed.bank import an_order
from tests.testbed.stripes import begin_by_card

Order = get_model("order", "Order")


def paid(stripe, order):
    """In a window of its own: neither knows of the other."""
    payment = open_payment(
        checkout=uuid4().hex,
        portions=[Portion(order.pk, order.number, order.total_incl_tax)],
        currency="GBP",
        by_way_of="card",
        account=None,
        now=timezone.now(),
    )
    begin_by_card(payment)
    stripe.pays(Payment.objects.get(pk=payment.pk).ticket)
    for _ in range(2):
        follow(settle(payment=payment, now=timezone.now()), now=timezone.now())
    return Payment.objects.get(pk=payment.pk)


def flags(order):
    return list(order.flags.values_list("words", flat=True))


def test_an_order_that_is_paid_twice_is_flagged_once_and_the_second_goes_back(stripe):
    order = an_order()
    Order.objects.filter(pk=order.pk).update(total_incl_tax=Decimal("12.50"))
    order.refresh_from_db()
    first = paid(stripe, order)
    assert flags(order) == []
    second = paid(stripe, order)
    assert first.is_paid
    assert second.is_paid
    assert flags(order) == ["It was paid more than once: pay £12.50 back."]
    share = second.shares.get()
    back = refund(share=share, amount=share.amount, reason="Paid twice", by=None, now=timezone.now())
    assert back.state == "done"
    follow(settle(payment=second, now=timezone.now()), now=timezone.now())
    assert len(flags(order)) == 1

"""Two windows, two payments, one order: what is too much goes back, and staff are told so at once."""

from datetime import datetime
from typing import Any

from shop.money import NOTHING
from shop.ordering.models import Flag
from shop.payments.domain import DUE
from shop.payments.models import Payment
from shop.payments.queries import money_of
from shop.trade.domain import money


def flag_if_paid_twice(*, payment: Payment, order: Any, now: datetime) -> None:
    """Of an order that goes on, and that the caller has locked."""
    if not payment.is_paid or not payment.amount:
        return
    is_on_account = order.shares.filter(payment__state=DUE).exists()
    too_much = money_of([order.pk])[order.pk].kept - (NOTHING if is_on_account else order.total_incl_tax)
    if too_much <= NOTHING:
        return
    words = f"It was paid more than once: pay {money(too_much, order.currency)} back."
    if not order.flags.filter(words=words).exists():
        Flag.objects.create(order=order, words=words, at=now)

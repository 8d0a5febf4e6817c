"""We cancel orders: stock and offers go back, what was paid is flagged to be paid back, and each customer is told."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from oscar.core.loading import get_model

from shop.ordering import letters
from shop.ordering.actions.giving import give_back_of_all
from shop.ordering.domain import CANCELLED
from shop.ordering.models import Flag
from shop.payments.models import Payment, Share
from shop.payments.queries import money_of

PAY_BACK = "It was cancelled by us after it had been paid: pay it back."


@transaction.atomic
def cancel(*, orders: Collection[int], reason: str, by: Any, now: datetime) -> None:
    """orders: by their keys."""
    lock_payments(orders=orders)
    found = get_model("order", "Order").objects.filter(pk__in=orders).order_by("pk")
    found = found.select_for_update(of=("self",)).select_related("user", "slot", "round__cafe")
    cancel_locked(orders=list(found), reason=reason, by=by, now=now)


def lock_payments(*, orders: Collection[int]) -> None:
    """Before the orders, as whoever hears of money locks them."""
    shares = Share.objects.filter(order__in=orders)
    payments = Payment.objects.filter(pk__in=shares.values("payment")).order_by("pk")
    list(payments.select_for_update(of=("self",)).values_list("pk"))


def cancel_locked(*, orders: Sequence[Any], reason: str, by: Any, now: datetime) -> None:
    """Whose payments, and then they themselves, the caller has locked. What is cancelled already stays as it is."""
    going = [order for order in orders if order.status != CANCELLED]
    said = f"{reason.rstrip('.')}." if reason else ""
    lock_stock(going)
    for order in going:
        order.set_status(CANCELLED, by=by, reason=said)
    give_back_of_all(orders=going)
    money = money_of(order.pk for order in going)
    paid = {pk for pk, each in money.items() if each.charged > each.refunded}
    Flag.objects.bulk_create(Flag(order=order, words=PAY_BACK, at=now) for order in going if order.pk in paid)
    letters.tell_cancelled(orders=going, paid=paid, reason=said)


def lock_stock(orders: Sequence[Any]) -> None:
    """For all of them in key order, as whoever places an order meanwhile does."""
    records = get_model("partner", "StockRecord").objects.filter(line__order__in=orders).values("pk")
    locked = get_model("partner", "StockRecord").objects.filter(pk__in=records).order_by("pk")
    list(locked.select_for_update(of=("self",), no_key=True).values_list("pk"))

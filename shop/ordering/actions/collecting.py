"""What is still to be paid of an order that goes on: asked for by a link, and paid by whoever holds it."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from oscar.core.loading import get_model

from shop.money import NOTHING
from shop.ordering import domain, letters
from shop.payments import disputes
from shop.payments.actions.opening import open_payment
from shop.payments.domain import DUE, OPEN, PROMISED, Portion, still_due
from shop.payments.models import Payment
from shop.payments.queries import money_of

GOES_ON = frozenset({domain.RECEIVED, domain.IN_PROGRESS, domain.COMPLETED, domain.ISSUED})


def due_of(order: Any) -> Decimal:
    """Nothing while a card still stands behind it or a dispute is open, nor where it is on account."""
    waits = Q(payment__state__in=[DUE, *PROMISED]) | Q(payment__disputes__state=disputes.OPEN)
    if order.status not in GOES_ON or order.shares.filter(waits).exists():
        return NOTHING
    money = money_of([order.pk])[order.pk]
    return max(still_due(order.total_incl_tax, money.charged, money.refunded), NOTHING)


def rest_payments(order: Any) -> Any:
    return Payment.objects.filter(checkout__startswith=name_of(order, "")).order_by("pk")


def name_of(order: Any, turn: int | str) -> str:
    return f"rest of order {order.pk}, {turn}"


@transaction.atomic
def open_rest(*, order: Any, by_way_of: str, now: datetime) -> Payment:
    """One at a time: who comes while one is open goes on with that."""
    held = get_model("order", "Order").objects.select_for_update(of=("self",)).get(pk=order.pk)
    earlier = list(rest_payments(held))
    for payment in earlier:
        if payment.state in OPEN:
            return payment
    due = due_of(held)
    if not due:
        raise domain.NothingDue(held.number)
    return open_payment(
        checkout=name_of(held, len(earlier) + 1),
        portions=[Portion(held.pk, held.number, due)],
        currency=held.currency,
        by_way_of=by_way_of,
        account=None if by_way_of == "account" else held.account,
        now=now,
    )


@transaction.atomic
def ask_for_rest(*, order: Any, by: Any) -> str:
    """By a letter with the link. Returns whom it went to."""
    due = due_of(order)
    if not due:
        raise domain.NothingDue(order.number)
    if not order.email:
        raise domain.NobodyToWriteTo
    letters.tell_due(order=order, due=due, by=by)
    return str(order.email)

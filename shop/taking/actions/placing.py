"""An order that staff took is placed as any other, and says who took it, for whom, and why past a rule."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from shop.ordering.actions.placing import Placed, place
from shop.ordering.drafts import Checkout
from shop.taking.letters import tell_to_pay
from shop.taking.models import Taken, Taking
from shop.trade.actions.recording import record
from shop.trade.domain import money


@transaction.atomic
def place_taken(
    *, taking: Taking, checkout: Checkout, past_of: Callable[[int], str], reason: str, by: Any, now: datetime
) -> Placed:
    """past_of: which rules an order went past, by its round. What is paid by link is kept as long as that is good."""
    placed = place(checkout=checkout, now=now)
    customer = checkout.buyer.name or checkout.buyer.email
    notes = [
        Taken(
            order=order,
            by=by,
            customer=customer[:120],
            at=now,
            past=past_of(order.round_id),
            reason=reason if past_of(order.round_id) else "",
            kept_until=checkout.kept_until,
        )
        for order in placed.orders
    ]
    Taken.objects.bulk_create(notes)
    for order, taken in zip(placed.orders, notes, strict=True):
        order.notes.create(note_type="System", message=taken.in_full, user=by)
        if checkout.buyer.account:
            record(
                account=checkout.buyer.account,
                by=by,
                what=f"Order {order.number}, taken on the phone",
                new=f"For {customer}: {money(order.total_incl_tax, order.currency)}. {taken.past}".strip(),
                reason=taken.reason,
                at=now,
            )
    Taking.objects.filter(pk=taking.pk).update(placed_at=now, typed={})
    if checkout.kept_until and placed.payment.is_open:
        tell_to_pay(orders=placed.orders, payment=placed.payment, until=checkout.kept_until, by=by)
    return placed

"""A round's row with its load, as the plain value that decisions are made on."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from shop.rounds.domain.choosing import NO_WEIGHT, Offer, SlotOffer
from shop.rounds.models import Round


def offer_of(round: Round, *, orders: int, kg: Decimal | None, slots: Iterable[SlotOffer] | None = None) -> Offer:
    return Offer(
        name=round.name,
        departure=round.departure,
        closed_because=round.closed_because or round.stopped_because,
        capacity_orders=round.capacity_orders,
        capacity_kg=round.capacity_kg,
        orders=orders,
        kg=kg or NO_WEIGHT,
        slots=None if slots is None else tuple(slots),
    )


def slot_offer(slot: Any) -> SlotOffer:
    """slot: with its orders_taken."""
    return SlotOffer(slot.starts_at, str(slot), slot.capacity, slot.orders_taken)

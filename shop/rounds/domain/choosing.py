"""Which rounds an order may join at an instant, and which of them is the earliest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from shop.refusals import Refusal
from shop.rounds.domain import refusals
from shop.rounds.domain.departures import Departure

# Orders in these states hold no place. They are states of shop.ordering, which rests on this.
HOLDS_NO_PLACE = frozenset({"Cancelled", "Lapsed"})
NO_WEIGHT = Decimal(0)


@dataclass(frozen=True)
class Order:
    """What of an order decides when it can go: its weight, and the days its goods need, by their names."""

    weight: Decimal = NO_WEIGHT
    lead_days: Mapping[str, int] = field(default_factory=dict)

    @property
    def longest(self) -> int:
        return max(self.lead_days.values(), default=0)


@dataclass(frozen=True)
class SlotOffer:
    starts_at: datetime
    words: str
    capacity: int | None = None
    orders: int = 0

    @property
    def is_full(self) -> bool:
        return self.capacity is not None and self.orders >= self.capacity


@dataclass(frozen=True)
class Offer:
    """A round as it stands. slots: None where none are chosen, as for a van."""

    name: str
    departure: Departure
    closed_because: str = ""
    capacity_orders: int | None = None
    capacity_kg: Decimal | None = None
    orders: int = 0
    kg: Decimal = NO_WEIGHT
    slots: tuple[SlotOffer, ...] | None = None

    def why_not(self, order: Order, now: datetime, *, late: bool = False) -> Refusal | None:
        """late: staff take it after the cut-off, as long as the round is there."""
        name, day = self.name, self.departure.date
        if self.closed_because:
            return refusals.Closed(name, day, self.closed_because)
        if too_late := self._gone(now) if late else self.too_late(order, now):
            return too_late
        if self.capacity_orders is not None and self.orders >= self.capacity_orders:
            return refusals.Full(name, day)
        if self.capacity_kg is not None and self.kg + order.weight > self.capacity_kg:
            left = self.capacity_kg - self.kg
            return refusals.TooHeavy(name, day, left) if left > 0 else refusals.Full(name, day)
        if self.slots is not None and all(self.why_not_at(slot, now) for slot in self.slots):
            return refusals.Full(name, day)
        return None

    def too_late(self, order: Order, now: datetime) -> Refusal | None:
        name, day = self.name, self.departure.date
        if now >= self.departure.cutoff_at:
            return refusals.PastCutOff(name, day, self.departure.cutoff)
        if now >= self.departure.last_moment(order.longest):
            late = {goods: days for goods, days in order.lead_days.items() if now >= self.departure.last_moment(days)}
            return refusals.TooEarly(name, day, late)
        return None

    def _gone(self, now: datetime) -> Refusal | None:
        return refusals.HasLeft() if now >= max(self.departure.leaves_at, self.departure.cutoff_at) else None

    def why_not_at(self, slot: SlotOffer, now: datetime) -> Refusal | None:
        if now >= slot.starts_at:
            return refusals.SlotOver(self.name, self.departure.date, slot.words)
        return refusals.SlotFull(self.name, self.departure.date, slot.words) if slot.is_full else None


def open_rounds(offers: Iterable[Offer], *, order: Order, now: datetime) -> list[Offer]:
    return [offer for offer in offers if offer.why_not(order, now) is None]


def earliest(offers: Iterable[Offer], *, order: Order, now: datetime) -> Offer | None:
    """The first to leave of those that take the whole order: its slowest goods decide."""
    fitting = open_rounds(offers, order=order, now=now)
    return min(fitting, key=lambda offer: (offer.departure.leaves_at, offer.departure.cutoff_at), default=None)

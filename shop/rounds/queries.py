"""Rounds for pages: what an order may join, and why not."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from shop.cafes.models import Cafe
from shop.postal import country_of_postcode
from shop.refusals import Refusal
from shop.rounds.domain import choosing, words
from shop.rounds.domain.charges import Terms, Zone, zone_of
from shop.rounds.domain.departures import COLLECTION, DELIVERY
from shop.rounds.domain.refusals import NotInArea
from shop.rounds.models import Area, Round, Slot
from shop.rounds.offers import offer_of, slot_offer


@dataclass(frozen=True)
class Wish:
    """What one café's part of a basket asks for. postcode: None where it is collected."""

    cafe: Cafe
    order: choosing.Order
    postcode: str | None = None


@dataclass(frozen=True)
class SlotChoice:
    slot: Slot
    why_not: Refusal | None


@dataclass(frozen=True)
class Choice:
    round: Round
    offer: choosing.Offer
    terms: Terms
    why_not: Refusal | None
    lead_days: int = 0
    slots: tuple[SlotChoice, ...] = ()
    late: Refusal | None = None  # what a customer would be told, of what staff may choose all the same

    @property
    def last_moment(self) -> datetime:
        """For this order: its slowest goods may have to be ordered before the cut-off."""
        return self.offer.departure.last_moment(self.lead_days)

    @property
    def order_by(self) -> str:
        return words.order_by(self.offer.departure.closes(self.lead_days), self.round.date)

    def countdown(self, now: datetime) -> str:
        return words.countdown(now, self.last_moment)


@dataclass(frozen=True)
class Choices:
    """All rounds that are known, in the order in which they leave. why_none: the address, where that is the reason."""

    all: tuple[Choice, ...] = ()
    why_none: Refusal | None = None

    @property
    def open(self) -> tuple[Choice, ...]:
        return tuple(choice for choice in self.all if choice.why_not is None)

    @property
    def earliest(self) -> Choice | None:
        return next(iter(self.open), None)

    def of(self, pk: int) -> Choice | None:
        return next((choice for choice in self.all if choice.round.pk == pk), None)


def choices(
    *, wishes: Collection[Wish], now: datetime, late: bool = False, beside: Collection[int] = ()
) -> dict[int, Choices]:
    """By café, in three statements for all of them. late: for staff, who may choose what is past its cut-off. beside:
    the keys of orders that are about to give up their places."""
    found = choices_of_each(wishes=wishes, now=now, late=late, beside=beside)
    return {wish.cafe.pk: each for wish, each in zip(wishes, found, strict=True)}


def choices_of_each(
    *, wishes: Collection[Wish], now: datetime, late: bool = False, beside: Collection[int] = ()
) -> list[Choices]:
    """In the order of the wishes, of which a café may have many; three statements all the same."""
    delivering = {wish.cafe.pk for wish in wishes if wish.postcode is not None}
    collecting = {wish.cafe.pk for wish in wishes if wish.postcode is None}
    wanted = Q(cafe__in=collecting) & ~Q(kind=DELIVERY) | Q(cafe__in=delivering, kind=DELIVERY)
    slots = Prefetch("slots", queryset=slots_with_orders(beside), to_attr="offered")
    cafes = {wish.cafe.pk: wish.cafe for wish in wishes}
    rounds: dict[tuple[int, bool], list[Any]] = defaultdict(list)
    for round in _ahead(now, beside).filter(wanted).prefetch_related(slots):
        round.cafe = cafes[round.cafe_id]
        if is_chosen_from(round, now):
            rounds[round.cafe_id, round.kind == DELIVERY].append(round)
    zones = _zones(delivering) if delivering else {}
    return [_choices(wish, rounds[wish.cafe.pk, wish.postcode is not None], zones, now, late) for wish in wishes]


def _choices(wish: Wish, rounds: Iterable[Any], zones: Mapping[int, list[Zone]], now: datetime, late: bool) -> Choices:
    if wish.postcode is None:
        return Choices(tuple(_choice(round, round.terms, wish.order, now, late) for round in rounds))
    listed = [(round, zone_of(zones.get(round.route_id, ()), wish.postcode)) for round in rounds]
    country = country_of_postcode(wish.postcode)
    serving = [(round, zone) for round, zone in listed if zone and round.route.country == country]
    if not serving:
        return Choices(why_none=NotInArea(wish.cafe.name, wish.postcode))
    return Choices(tuple(_choice(round, round.terms.at(zone), wish.order, now, late) for round, zone in serving))


def _choice(round: Any, terms: Terms, order: choosing.Order, now: datetime, late: bool) -> Choice:
    slots = [(slot, slot_offer(slot)) for slot in round.offered]
    offered = [offer for _, offer in slots] if round.kind == COLLECTION else None
    offer = offer_of(round, orders=round.orders_taken, kg=round.kg_taken, slots=offered)
    chosen = tuple(SlotChoice(slot, offer.why_not_at(each, now)) for slot, each in slots)
    told = offer.too_late(order, now) if late else None
    return Choice(round, offer, terms, offer.why_not(order, now, late=late), order.longest, chosen, told)


def _zones(cafes: Collection[int]) -> dict[int, list[Zone]]:
    """By route."""
    found: dict[int, list[Zone]] = defaultdict(list)
    for area in Area.objects.filter(route__cafe__in=cafes):
        found[area.route_id].append(area.zone)
    return found


def _ahead(now: datetime, beside: Collection[int] = ()) -> QuerySet[Round]:
    """Not left yet, or still to be ordered for."""
    coming = Round.objects.filter(Q(leaves_at__gt=now) | Q(cutoff_at__gt=now))
    holding = _holding(beside)
    return (
        coming.select_related("route", "counter")
        .annotate(orders_taken=Count("orders", filter=holding), kg_taken=Sum("orders__weight", filter=holding))
        .order_by("leaves_at", "pk")
    )


def is_chosen_from(round: Round, now: datetime) -> bool:
    """A counter says how far ahead customers may choose."""
    return round.counter is None or (round.date - now.date()).days <= round.counter.days_ahead


def slots_with_orders(beside: Collection[int] = ()) -> QuerySet[Slot]:
    return Slot.objects.annotate(orders_taken=Count("orders", filter=_holding(beside))).order_by("starts_at", "pk")


def _holding(beside: Collection[int]) -> Q:
    holding = ~Q(orders__status__in=choosing.HOLDS_NO_PLACE)
    return holding & ~Q(orders__in=beside) if beside else holding

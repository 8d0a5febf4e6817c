"""An order takes its place in a round. Called in the transaction that places the order, which holds the lock till then.

However many lines and rounds: four statements.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce
from oscar.core.loading import get_model

from shop.goods.supply import TO_ORDER
from shop.rounds.asking import lead_days_of
from shop.rounds.domain import choosing, refusals
from shop.rounds.models import Round, Slot
from shop.rounds.offers import offer_of, slot_offer


@dataclass(frozen=True)
class Place:
    """What one order asks of a round. lines: of a basket, each with product and quantity. is_late: staff take it after
    the cut-off."""

    round: Round
    lines: Sequence[Any]
    slot: Slot | None = None
    weight: Decimal = choosing.NO_WEIGHT
    is_late: bool = False
    order: choosing.Order = field(init=False)

    def __post_init__(self) -> None:
        needs = lead_days_of(line.product for line in self.lines)
        object.__setattr__(self, "order", choosing.Order(self.weight, needs))


def hold_places(*, places: Collection[Place], now: datetime) -> dict[int, Round]:
    """All of them, or it is refused in words. The orders are written next, in the same transaction."""
    rounds = lock_rounds(pks={place.round.pk for place in places})
    loads = _loads(rounds)
    slots = _slots(places)
    made = _made(places)
    for place in places:
        found = rounds.get(place.round.pk)
        if found is None:
            raise refusals.RoundGone
        orders, kg = loads.get(found.pk, (0, choosing.NO_WEIGHT))
        offer = offer_of(found, orders=orders, kg=kg)
        if why_not := offer.why_not(place.order, now, late=place.is_late):
            raise why_not
        _check_slot(place, found, offer, slots, now)
        _check_capacity(place, found, made)
        loads[found.pk] = orders + 1, kg + place.weight
    return rounds


def lock_rounds(*, pks: Iterable[int]) -> dict[int, Round]:
    """In key order, so that two orders never wait for each other."""
    return {
        round.pk: round for round in Round.objects.filter(pk__in=pks).order_by("pk").select_for_update(of=("self",))
    }


def _holding() -> Q:
    return ~Q(status__in=choosing.HOLDS_NO_PLACE)


def _loads(rounds: Collection[int]) -> dict[int, tuple[int, Decimal]]:
    """In a statement of its own, after the lock: what was counted while waiting for it would be out of date."""
    orders = get_model("order", "Order").objects.filter(_holding(), round__in=rounds).order_by()
    counted = orders.values_list("round").annotate(count=Count("pk"), kg=Sum("weight"))
    return {pk: (count, kg or choosing.NO_WEIGHT) for pk, count, kg in counted}


def _slots(places: Collection[Place]) -> dict[int, Slot]:
    holding = Count("orders", filter=~Q(orders__status__in=choosing.HOLDS_NO_PLACE))
    asked = Slot.objects.filter(pk__in={place.slot.pk for place in places if place.slot})
    return {slot.pk: slot for slot in asked.order_by().annotate(orders_taken=holding)}


def _check_slot(place: Place, round: Round, offer: choosing.Offer, slots: dict[int, Any], now: datetime) -> None:
    if place.slot is None:
        if round.counter_id is not None:
            raise refusals.ChooseASlot(round.name, round.date)
        return
    slot = slots.get(place.slot.pk)
    if slot is None or slot.round_id != round.pk:
        raise refusals.RoundGone
    if why_not := offer.why_not_at(slot_offer(slot), now):
        raise why_not
    slot.orders_taken += 1


def _made(places: Collection[Place]) -> Counter[tuple[int, int]]:
    """What each round has to make already, by round and goods. A variant is made of what its family is."""
    limited = {
        line.product.family.pk
        for place in places
        for line in place.lines
        if line.product.family.supply == TO_ORDER and line.product.family.capacity is not None
    }
    if not limited:
        return Counter()
    lines = get_model("order", "Line").objects.exclude(order__status__in=choosing.HOLDS_NO_PLACE)
    family = Coalesce(F("product__parent"), F("product"))
    made = (
        lines.filter(order__round__in={place.round.pk for place in places})
        .annotate(family=family)
        .filter(family__in=limited)
        .order_by()
        .values_list("order__round", "family")
        .annotate(made=Sum("quantity"))
    )
    return Counter({(round, product): quantity for round, product, quantity in made})


def _check_capacity(place: Place, round: Round, made: Counter[tuple[int, int]]) -> None:
    for line in place.lines:
        family = line.product.family
        if family.supply != TO_ORDER or family.capacity is None:
            continue
        left = family.capacity - made[round.pk, family.pk]
        if line.quantity > left:
            raise refusals.CantMakeMore(round.name, round.date, line.product.get_title(), max(left, 0))
        made[round.pk, family.pk] += line.quantity

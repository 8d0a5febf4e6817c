"""The orders of a round that shall not go are moved to other rounds, or cancelled; each customer is told, once."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from oscar.core.loading import get_model

from shop.cafes.models import Cafe
from shop.desk import moving_letters as letters
from shop.desk.moving_letters import Step
from shop.ordering.actions.cancelling import cancel_locked, lock_payments
from shop.ordering.letters import round_words
from shop.refusals import Refusal
from shop.rounds.actions.closing import close_round
from shop.rounds.actions.holding import Place, hold_places, lock_rounds
from shop.rounds.actions.making import lock_cafes, make_rounds
from shop.rounds.domain.choosing import HOLDS_NO_PLACE, NO_WEIGHT
from shop.rounds.domain.refusals import HasLeft, RoundGone, SlotFull
from shop.rounds.models import Round, Slot
from shop.rounds.offers import slot_offer
from shop.rounds.planning import window
from shop.rounds.queries import Choices, Wish, choices_of_each, slots_with_orders
from shop.rounds.recording import Change, record


@dataclass(frozen=True)
class Done:
    moved: int
    cancelled: int
    closed: bool


class OrdersChanged(Refusal):
    def __str__(self) -> str:
        return "Some of these orders were moved or cancelled meanwhile. Look at what is left, and say it once more."


def waiting_in(round: Round) -> Any:
    """Those that hold a place in it."""
    goods = get_model("order", "Line").objects.select_related("product__parent")
    return (
        get_model("order", "Order")
        .objects.filter(round=round)
        .exclude(status__in=HOLDS_NO_PLACE)
        .select_related("user", "account", "slot", "shipping_address")
        .prefetch_related(Prefetch("lines", queryset=goods))
        .order_by("slot__starts_at", "pk")
    )


def place_of(order: Any, round: Round, slot: Slot | None = None) -> Place:
    """What has left the catalogue since needs no days and no capacity that anybody knows of."""
    lines = [line for line in order.lines.all() if line.product]
    return Place(round, lines, slot, order.weight or NO_WEIGHT)


def choices_for(orders: Sequence[Any], *, round: Round, now: datetime) -> list[Choices]:
    """For each order, the other rounds of its café: those that go to its address, or where it can be fetched."""
    wishes = []
    for order in orders:
        address = order.shipping_address
        wishes.append(Wish(round.cafe, place_of(order, round).order, address.postcode if address else None))
    return choices_of_each(wishes=wishes, now=now)


@transaction.atomic
def move(
    *,
    round: Round,
    to: Mapping[int, Round],
    cancel: Collection[int],
    reason: str,
    close: bool,
    by: Any,
    now: datetime,
) -> Done:
    """to and cancel: by the orders' keys. All of it, or nothing and a refusal. Locks: payments, café, its rounds,
    orders, stock, offers."""
    lock_payments(orders=cancel)
    cafe = lock_cafes([round.cafe])[0]
    rounds = lock_rounds(pks={round.pk, *(each.pk for each in to.values()), *_coming(cafe, now)})
    if round.pk not in rounds or any(each.pk not in rounds for each in to.values()):
        raise RoundGone
    for each in rounds.values():
        each.cafe = cafe
    source = rounds[round.pk]
    if source.leaves_at <= now:
        raise HasLeft
    orders = _locked([*to, *cancel], source)
    moving = [(orders[pk], rounds[target.pk]) for pk, target in to.items()]
    slots = _slots(moving, now)
    hold_places(places=[place_of(order, target, slots.get(order.pk)) for order, target in moving], now=now)
    _move_all(moving, source, slots, reason=reason, by=by, now=now)
    ending = [orders[pk] for pk in sorted(cancel)]
    cancel_locked(orders=ending, reason=reason, by=by, now=now)
    gone = [Change(f"Order {order.number} cancelled", round_words(source, order.slot)) for order in ending]
    record(about=source, changes=gone, by=by)
    if close and not source.closed_at:
        close_round(round=source, reason=reason, by=by, now=now)
    else:
        make_rounds(now=now, cafes=[cafe])
    return Done(len(moving), len(cancel), close)


def _coming(cafe: Cafe, now: datetime) -> set[int]:
    """All that are made anew at the end. Later, whoever holds one of them may wait for stock that we hold."""
    today, _ = window(cafe, now=now, days=0)
    return set(Round.objects.filter(cafe=cafe, date__gte=today).values_list("pk", flat=True))


def _locked(pks: Collection[int], source: Round) -> dict[int, Any]:
    """As they are now: who was moved or cancelled a moment ago is not told twice."""
    wanted = get_model("order", "Order").objects.filter(pk__in=pks).order_by("pk")
    list(wanted.select_for_update(of=("self",)).values_list("pk"))
    orders = {order.pk: order for order in waiting_in(source).filter(pk__in=pks)}
    if orders.keys() != set(pks):
        raise OrdersChanged
    for order in orders.values():
        order.round = source
    return orders


def _slots(moving: Sequence[tuple[Any, Round]], now: datetime) -> dict[int, Slot]:
    """At a counter: the same time of day as before, else the nearest that is free."""
    counters = {target.pk: target for _, target in moving if target.counter_id}
    if not counters:
        return {}
    offered = list(slots_with_orders().filter(round__in=counters))
    taken: Counter[int] = Counter()
    found: dict[int, Slot] = {}
    for order, target in moving:
        if target.pk not in counters:
            continue
        wanted = _minutes(order.slot.starts) if order.slot else 0
        free = [
            slot
            for slot in offered
            if slot.round_id == target.pk
            and slot.starts_at > now
            and (slot.capacity is None or slot_offer(slot).orders + taken[slot.pk] < slot.capacity)
        ]
        if not free:
            raise SlotFull(target.name, target.date, "Each time")
        found[order.pk] = slot = min(free, key=lambda each: (abs(_minutes(each.starts) - wanted), each.starts_at))
        taken[slot.pk] += 1
    return found


def _minutes(at: Any) -> int:
    return at.hour * 60 + at.minute


def _move_all(
    moving: Sequence[tuple[Any, Round]],
    source: Round,
    slots: Mapping[int, Slot],
    *,
    reason: str,
    by: Any,
    now: datetime,
) -> None:
    steps = []
    for order, target in moving:
        was, slot = round_words(source, order.slot), slots.get(order.pk)
        order.round, order.slot = target, slot
        order.shipping_method, order.shipping_code = target.get_kind_display(), target.kind
        steps.append(Step(order, was, round_words(target, slot)))
    Order, OrderNote = get_model("order", "Order"), get_model("order", "OrderNote")
    Order.objects.bulk_update([step.order for step in steps], ["round", "slot", "shipping_method", "shipping_code"])
    notes = OrderNote.objects.bulk_create(
        OrderNote(
            order=step.order,
            user=by,
            note_type=OrderNote.SYSTEM,
            message=f"Moved from {step.was} to {step.becomes}. {reason}.",
        )
        for step in steps
    )
    _record_moves(steps, source, by)
    letters.tell_moved(steps=zip(steps, notes, strict=True), reason=reason, now=now)


def _record_moves(steps: Sequence[Step], source: Round, by: Any) -> None:
    record(
        about=source,
        changes=[Change(f"Order {step.order.number} moved away", step.was, step.becomes) for step in steps],
        by=by,
    )
    for target in {step.order.round for step in steps}:
        came = [step for step in steps if step.order.round == target]
        changes = [Change(f"Order {step.order.number} moved in", step.was, step.becomes) for step in came]
        record(about=target, changes=changes, by=by)

"""The orders of a round that shall not go are moved to other rounds, or cancelled; each customer is told, once."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from oscar.core.loading import get_model

from shop.desk import moving_letters as letters
from shop.ordering.actions.confirming import flag
from shop.ordering.actions.giving import give_offers_back
from shop.ordering.domain import CANCELLED
from shop.payments.domain import PAID
from shop.payments.models import Payment
from shop.refusals import Refusal
from shop.rounds.actions.closing import close_round
from shop.rounds.actions.holding import Place, hold_places, lock_rounds
from shop.rounds.actions.making import lock_cafes, make_rounds
from shop.rounds.domain.choosing import HOLDS_NO_PLACE, NO_WEIGHT
from shop.rounds.domain.refusals import HasLeft, RoundGone, SlotFull
from shop.rounds.domain.words import day_words
from shop.rounds.models import Round, Slot
from shop.rounds.offers import slot_offer
from shop.rounds.queries import Choices, Wish, choices_of_each, slots_with_orders
from shop.rounds.recording import Change, record

PAY_BACK = "It was cancelled by us after it had been paid: pay it back."


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
    """to and cancel: by the orders' keys. All of it, or nothing and a refusal. Locks: café, rounds, orders."""
    cafe = lock_cafes([round.cafe])[0]
    rounds = lock_rounds(pks={round.pk, *(each.pk for each in to.values())})
    if round.pk not in rounds or any(each.pk not in rounds for each in to.values()):
        raise RoundGone
    source = rounds[round.pk]
    if source.leaves_at <= now:
        raise HasLeft
    orders = _locked([*to, *cancel], source)
    moving = [(orders[pk], rounds[target.pk]) for pk, target in to.items()]
    slots = _slots(moving, now)
    hold_places(places=[place_of(order, target, slots.get(order.pk)) for order, target in moving], now=now)
    for order, target in moving:
        _move(order, source, target, slots.get(order.pk), reason=reason, by=by, now=now)
    _cancel_all([orders[pk] for pk in cancel], source, reason=reason, by=by, now=now)
    if close and not source.closed_at:
        close_round(round=source, reason=reason, by=by, now=now)
    else:
        make_rounds(now=now, cafes=[cafe])
    return Done(len(moving), len(cancel), close)


def _locked(pks: Collection[int], source: Round) -> dict[int, Any]:
    """As they are now: who was moved or cancelled a moment ago is not told twice."""
    _lock("order.Order", pks)
    orders = {order.pk: order for order in waiting_in(source).filter(pk__in=pks)}
    if orders.keys() != set(pks):
        raise OrdersChanged
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


def _move(order: Any, source: Round, target: Round, slot: Slot | None, *, reason: str, by: Any, now: datetime) -> None:
    was = said(source, order.slot)
    order.round, order.slot = target, slot
    order.shipping_method, order.shipping_code = target.get_kind_display(), target.kind
    order.save(update_fields=["round", "slot", "shipping_method", "shipping_code"])
    becomes = said(target, slot)
    note = order.notes.create(user=by, note_type="System", message=f"Moved from {was} to {becomes}. {reason}.")
    record(about=source, changes=[Change(f"Order {order.number} moved away", was, becomes)], by=by)
    record(about=target, changes=[Change(f"Order {order.number} moved in", was, becomes)], by=by)
    letters.tell_moved(order=order, was=was, becomes=becomes, reason=reason, key=f"order note {note.pk}", now=now)


def _cancel_all(orders: Sequence[Any], source: Round, *, reason: str, by: Any, now: datetime) -> None:
    """Stock, then offers, each in key order for all of them: as whoever places an order meanwhile locks them."""
    lines = [line for order in orders for line in order.lines.all()]
    _lock("partner.StockRecord", {line.stockrecord_id for line in lines})
    for order in orders:
        order.set_status(CANCELLED, by=by, reason=f"{reason}.")
    given = get_model("order", "OrderDiscount").objects.filter(order__in=orders)
    _lock("offer.ConditionalOffer", set(given.values_list("offer_id", flat=True)))
    _lock("voucher.Voucher", set(given.values_list("voucher_id", flat=True)))
    for order in orders:
        give_offers_back(order=order)
        was = said(source, order.slot)
        paid = Payment.objects.filter(shares__order=order, state=PAID).exists()
        if paid:
            flag(order=order, words=PAY_BACK, now=now)
        record(about=source, changes=[Change(f"Order {order.number} cancelled", was)], by=by)
        letters.tell_cancelled(order=order, was=was, reason=reason, paid=paid)


def _lock(model: str, pks: Collection[int | None]) -> None:
    rows = get_model(*model.split(".")).objects.filter(pk__in=[pk for pk in pks if pk]).order_by("pk")
    list(rows.select_for_update(of=("self",)).values_list("pk"))


def said(round: Round, slot: Slot | None) -> str:
    day = f"{day_words(round.date)}, {slot}" if slot else day_words(round.date)
    return f"{day} ({round.name})"

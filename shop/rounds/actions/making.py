"""Rounds are made ahead of what staff set, and follow it until somebody has ordered for them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from oscar.core.loading import get_model

from shop.cafes.domain import DAY
from shop.cafes.models import Cafe
from shop.rounds.domain.choosing import HOLDS_NO_PLACE
from shop.rounds.domain.departures import EVENT
from shop.rounds.models import Closure, Counter, Round, Route, Slot
from shop.rounds.planning import PRICED, Wanted, days_of_counter, rounds_of_route, window

log = structlog.get_logger(__name__)

AT_ONCE = 100
NO_LONGER = "It doesn't go on this day any more"
TIMES = {
    "leaves": "leaves",
    "arrives_from": "arrives from",
    "arrives_until": "arrives until",
    "cutoff_date": "orders close on",
    "cutoff_time": "orders close at",
}
FOLLOWED = (
    *PRICED,
    *TIMES,
    *("name", "place", "time_zone", "leaves_at", "cutoff_at", "change_until", "moved_from"),
    *("closed_at", "closed_because", "stopped_because", "misfit"),
)
SET_BY_HAND = (*PRICED, "cutoff_date", "cutoff_time", "cutoff_at", "change_until")
Key = tuple[str, int | None, date]
Windows = dict[int, tuple[date, date]]


@dataclass
class Made:
    """How many; misfits are rounds with orders that no longer are as they should be."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    misfits: int = 0


@transaction.atomic
def make_rounds(*, now: datetime, days: int | None = None, cafes: Collection[Cafe] | None = None) -> Made:
    """Once or often: it comes to the same. Rounds with orders, and those closed by hand, stay as they are."""
    sellers = lock_cafes(cafes)
    ahead = settings.ROUNDS_DAYS_AHEAD if days is None else days
    windows = {cafe.pk: window(cafe, now=now, days=ahead) for cafe in sellers}
    wanted = _wanted(sellers, windows, now=now)
    there = _lock_rounds(windows)
    named, ordered = _with_orders(there)

    made, new, changed, gone = Made(), [], [], []
    for key, each in wanted.items():
        if each.round.closed_because:
            each.round.closed_at = now
        if key not in there and each.round.leaves_at > now:
            new.append(each.round)
    for key, old in there.items():
        want = wanted.get(key)
        if _stays(old, now):
            continue
        if want and old.is_set_by_hand:
            _keep_what_was_set(old, want.round)
        if old.pk in ordered:
            differs = _mark(old, want.round if want else None)
            made.misfits += bool(old.misfit)
        elif want:
            differs = _follow(old, want.round)
        elif old.pk in named:
            differs = _close(old, now)
        else:
            gone.append(old.pk)
            continue
        if differs:
            changed.append(old)

    Round.objects.filter(pk__in=gone).delete()
    Round.objects.bulk_create(new, batch_size=AT_ONCE)
    Round.objects.bulk_update(changed, FOLLOWED, batch_size=AT_ONCE)
    settled = named | {round.pk for round in there.values() if _stays(round, now)}
    _make_slots(wanted, there, keep=settled)
    made.new, made.changed, made.gone = len(new), len(changed), len(gone)
    log.info("rounds made", cafes=len(sellers), new=made.new, changed=made.changed, gone=made.gone)
    return made


def follow_hours(*, cafe: Cafe, **_: Any) -> None:
    """Slots lie within the hours that a café has now, and nothing goes out on its days off."""
    make_rounds(now=timezone.now(), cafes=[cafe])


def lock_cafes(cafes: Collection[Cafe] | None) -> list[Cafe]:
    """Before anything else of theirs: two makers follow each other, and what they make rounds of stays as it is."""
    sellers = Cafe.objects.all() if cafes is None else Cafe.objects.filter(pk__in=[c.pk for c in cafes])
    locked = sellers.order_by("pk").select_for_update(of=("self",), no_key=True)
    return list(locked.select_related("partner", "change_rule").prefetch_related("openings", "special_days"))


def _wanted(sellers: list[Cafe], windows: Windows, *, now: datetime) -> dict[Key, Wanted]:
    cafes = {cafe.pk: cafe for cafe in sellers}
    closures = list(Closure.objects.filter(Q(cafe=None) | Q(cafe__in=cafes), last_day__gte=now.date() - DAY))
    found: list[Wanted] = []
    for route in Route.objects.filter(cafe__in=cafes, is_active=True):
        cafe = cafes[route.cafe_id]
        first, last = windows[cafe.pk]
        found += rounds_of_route(route, cafe=cafe, closures=closures, first=first, last=last)
    for counter in Counter.objects.filter(cafe__in=cafes, is_active=True):
        cafe = cafes[counter.cafe_id]
        first, last = windows[cafe.pk]
        found += days_of_counter(counter, cafe=cafe, closures=closures, first=first, last=last)
    return {_key(each.round): each for each in found}


def _key(round: Round) -> Key:
    return round.kind, round.route_id or round.counter_id, round.date


def _lock_rounds(windows: Windows) -> dict[Key, Round]:
    first = min((first for first, _ in windows.values()), default=date.max)
    ahead = Round.objects.filter(cafe__in=windows, date__gte=first).exclude(kind=EVENT).order_by("pk")
    locked = ahead.select_for_update(of=("self",))
    return {_key(round): round for round in locked if _within(round.date, *windows[round.cafe_id])}


def _within(day: date, first: date, last: date) -> bool:
    return first <= day <= last


def _stays(round: Round, now: datetime) -> bool:
    return round.is_closed_by_hand or round.leaves_at <= now


def _keep_what_was_set(old: Round, want: Round) -> None:
    own_times = SET_BY_HAND if old.cutoff_at <= want.leaves_at or old.counter_id else PRICED
    for name in own_times:
        setattr(want, name, getattr(old, name))


def _with_orders(rounds: dict[Key, Round]) -> tuple[set[int], set[int]]:
    """Those that an order names; of these, where one holds its place. Asked once they are locked."""
    Order = get_model("order", "Order")
    pks = [round.pk for round in rounds.values()]
    rows = Order.objects.filter(round__in=pks).order_by().values_list("round", "status").distinct()
    return {pk for pk, _ in rows}, {pk for pk, status in rows if status not in HOLDS_NO_PLACE}


def _mark(old: Round, want: Round | None) -> bool:
    before = old.stopped_because, old.misfit
    if want is None or want.closed_because:
        old.stopped_because = want.closed_because if want else NO_LONGER
        old.misfit = old.stopped_because
    else:
        old.stopped_because = ""
        old.misfit = "; ".join(
            f"{words} {_said(getattr(old, name))}, and now would {_said(getattr(want, name))}"
            for name, words in TIMES.items()
            if getattr(old, name) != getattr(want, name)
        )
    return before != (old.stopped_because, old.misfit)


def _said(value: Any) -> str:
    return f"{value:%H:%M}" if hasattr(value, "hour") else str(value)


def _follow(old: Round, want: Round) -> bool:
    if old.closed_at and want.closed_at:
        want.closed_at = old.closed_at
    differs = [name for name in FOLLOWED if getattr(old, name) != getattr(want, name)]
    for name in differs:
        setattr(old, name, getattr(want, name))
    return bool(differs)


def _close(old: Round, now: datetime) -> bool:
    if old.closed_at:
        return False
    old.closed_at, old.closed_because = now, NO_LONGER
    return True


def _make_slots(wanted: dict[Key, Wanted], there: dict[Key, Round], *, keep: set[int]) -> None:
    """Of a round that is kept, slots stay as they are. One that has left before it was made has none."""
    had: dict[int, dict[tuple, int]] = {}
    for slot in Slot.objects.filter(round__in=[round.pk for round in there.values() if round.counter_id]):
        had.setdefault(slot.round_id, {})[_times(slot)] = slot.pk
    new: list[Slot] = []
    gone: list[int] = []
    for key, each in wanted.items():
        old = there.get(key)
        if old is None:
            coming = each.slots if each.round.pk else []
            _belong(coming, each.round)
            new += coming
        elif old.pk not in keep:
            has = had.get(old.pk, {})
            wants = {_times(slot): slot for slot in each.slots}
            gone += [pk for times, pk in has.items() if times not in wants]
            coming = [slot for times, slot in wants.items() if times not in has]
            _belong(coming, old)
            new += coming
    Slot.objects.filter(pk__in=gone).delete()
    Slot.objects.bulk_create(new, batch_size=10 * AT_ONCE)


def _belong(slots: list[Slot], round: Round) -> None:
    for slot in slots:
        slot.round = round


def _times(slot: Slot) -> tuple:
    return slot.starts_at, slot.ends_at, slot.capacity

"""From what staff set to rounds and slots as they should be: rows not yet saved, to compare with those that are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from shop.cafes.domain import DAY, Hours
from shop.cafes.models import Cafe
from shop.rounds.domain.cutoffs import ChangeTerms, closing
from shop.rounds.domain.departures import COLLECTION, DELIVERY, instant_of
from shop.rounds.domain.slots import SlotTimes, slots
from shop.rounds.domain.timetable import FURTHEST, Planned, plan
from shop.rounds.models import ChangeRule, Closure, Counter, Round, Route, Slot
from shop.rounds.public_holidays import public_holidays

PRICED = ("minimum", "charge", "free_from", "tax_class_id", "capacity_orders", "capacity_kg", "driver_note")
MARGIN = FURTHEST * DAY


@dataclass
class Wanted:
    round: Round
    slots: list[Slot] = field(default_factory=list)


def change_terms(cafe: Cafe) -> ChangeTerms:
    try:
        return cafe.change_rule.terms
    except ChangeRule.DoesNotExist:
        return ChangeTerms()


def closed_days(
    closures: Iterable[Closure], *, cafe: Cafe, route: Route | None, first: date, last: date
) -> dict[date, str]:
    """What concerns a route, or where there is none the café's counter. Of two reasons the later one given is told."""
    days = [first + number * DAY for number in range((last - first).days + 1)]
    return {
        day: closure.reason
        for closure in closures
        if closure.cafe_id in (None, cafe.pk) and closure.route_id in (None, route and route.pk)
        for day in days
        if closure.first_day <= day <= closure.last_day
    }


def days_off(hours: Hours, first: date, last: date) -> dict[date, str]:
    return {each.date: each.reason for each in hours.special_days if not each.openings and first <= each.date <= last}


def rounds_of_route(route: Route, *, cafe: Cafe, closures: Iterable[Closure], first: date, last: date) -> list[Wanted]:
    around = first - MARGIN, last + MARGIN
    planned = plan(
        route.timetable,
        closed=closed_days(closures, cafe=cafe, route=route, first=around[0], last=around[1]),
        holidays=public_holidays(route.calendar, *around) | days_off(cafe.hours, *around),
        first=first,
        last=last,
    )
    return [Wanted(_delivery(route, each, cafe)) for each in planned]


def _delivery(route: Route, planned: Planned, cafe: Cafe) -> Round:
    leaves = datetime.combine(planned.day, route.leaves)
    wanted = Round(
        kind=DELIVERY,
        route_id=route.pk,
        name=route.name,
        arrives_from=route.arrives_from,
        arrives_until=route.arrives_until,
        **{name: getattr(route, name) for name in PRICED},
    )
    set_times(wanted, cafe=cafe, leaves=leaves, cutoff=closing(route.cutoff, planned.day, not_after=leaves))
    wanted.moved_from = planned.moved_from
    wanted.closed_because = planned.closed_because
    return wanted


def days_of_counter(
    counter: Counter, *, cafe: Cafe, closures: Iterable[Closure], first: date, last: date
) -> Iterator[Wanted]:
    hours = cafe.hours
    closed = closed_days(closures, cafe=cafe, route=None, first=first, last=last)
    holidays = public_holidays(counter.calendar, first, last)
    for number in range((last - first).days + 1):
        wanted = _collection(counter, first + number * DAY, cafe, hours, closed, holidays)
        if wanted:
            yield wanted


def _collection(
    counter: Counter, day: date, cafe: Cafe, hours: Hours, closed: dict[date, str], holidays: dict[date, str]
) -> Wanted | None:
    today = hours.on(day)
    because = closed.get(day, "")
    if today.special and not today.openings:
        because = because or today.reason
    elif not today.special:
        because = because or holidays.get(day, "")
    usual = today if today.openings else Hours(hours.zone, hours.week).on(day)
    times = slots(usual, zone=cafe.time_zone, minutes=counter.slot_minutes)
    if not times:
        return None
    begin, end = times[0], times[-1]
    wanted = Round(
        kind=COLLECTION,
        counter_id=counter.pk,
        name=f"Collection at {cafe.name}",
        place=cafe.name,
        arrives_from=begin.starts,
        arrives_until=end.ends,
        minimum=counter.minimum,
    )
    last_start = datetime.combine(day if end.starts >= begin.starts else day + DAY, end.starts)
    cutoff = closing(counter.cutoff, day, not_after=last_start)
    set_times(wanted, cafe=cafe, leaves=datetime.combine(day, begin.starts), cutoff=cutoff)
    wanted.closed_because = because
    return Wanted(wanted, [] if because else [_slot(each, counter) for each in times])


def _slot(times: SlotTimes, counter: Counter) -> Slot:
    return Slot(
        starts=times.starts,
        ends=times.ends,
        starts_at=times.starts_at,
        ends_at=times.ends_at,
        capacity=counter.orders_per_slot,
    )


def set_times(round: Round, *, cafe: Cafe, leaves: datetime, cutoff: datetime) -> None:
    """leaves and cutoff as the wall shows them at the café."""
    zone = cafe.time_zone
    change_until = change_terms(cafe).deadline(leaves=leaves, cutoff=cutoff)
    round.cafe_id, round.time_zone = cafe.pk, zone
    round.date, round.leaves, round.leaves_at = leaves.date(), leaves.time(), instant_of(leaves, zone)
    round.cutoff_date, round.cutoff_time, round.cutoff_at = cutoff.date(), cutoff.time(), instant_of(cutoff, zone)
    round.change_until = instant_of(change_until, zone)


def window(cafe: Cafe, *, now: datetime, days: int) -> tuple[date, date]:
    today = now.astimezone(ZoneInfo(cafe.time_zone)).date()
    return today, today + timedelta(days=days)

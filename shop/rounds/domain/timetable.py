"""On which dates a route goes: its weekdays, without those that are closed, and what it does on holidays.

Holidays are public ones, and the café's own days off.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

STAYS, DAY_BEFORE, DAY_AFTER, AS_USUAL = "stays", "before", "after", "usual"
ON_HOLIDAYS = {
    STAYS: "It doesn't go",
    DAY_BEFORE: "It goes the day before",
    DAY_AFTER: "It goes the day after",
    AS_USUAL: "It goes as usual",
}
STEPS = {DAY_BEFORE: timedelta(days=-1), DAY_AFTER: timedelta(days=1)}
FURTHEST = 5  # Christmas on a Saturday, with its two days off in lieu


@dataclass(frozen=True)
class Timetable:
    weekdays: frozenset[int]
    first: date | None = None
    last: date | None = None
    on_holidays: str = STAYS

    def holds_on(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Planned:
    """A date: it goes, perhaps in place of another one, or is closed for a reason that customers read."""

    day: date
    moved_from: date | None = None
    closed_because: str = ""


def plan(
    timetable: Timetable,
    *,
    closed: Mapping[date, str],
    holidays: Mapping[date, str],
    first: date,
    last: date,
) -> list[Planned]:
    """Each date once, in order. The mappings reach FURTHEST days beyond both ends, so that what moves in is known."""
    planned: dict[date, Planned] = {}
    moving: list[date] = []
    days = (last - first).days
    for number in range(-FURTHEST, days + FURTHEST + 1):
        day = first + timedelta(days=number)
        if day.weekday() not in timetable.weekdays or not timetable.holds_on(day):
            continue
        if day in closed:
            planned[day] = Planned(day, closed_because=closed[day])
        elif day not in holidays or timetable.on_holidays == AS_USUAL:
            planned[day] = Planned(day)
        elif timetable.on_holidays == STAYS:
            planned[day] = Planned(day, closed_because=holidays[day])
        else:
            moving.append(day)
    for day in moving:
        to = _moved(day, timetable, closed, holidays)
        planned[day] = Planned(day, closed_because=f"{holidays[day]}{_instead(to)}")
        if to:
            planned.setdefault(to, Planned(to, moved_from=day))
    return [planned[day] for day in sorted(planned) if first <= day <= last]


def _moved(day: date, timetable: Timetable, closed: Mapping[date, str], holidays: Mapping[date, str]) -> date | None:
    step = STEPS[timetable.on_holidays]
    ways = (day + number * step for number in range(1, FURTHEST + 1))
    return next((to for to in ways if to not in closed and to not in holidays and timetable.holds_on(to)), None)


def _instead(to: date | None) -> str:
    return f": it goes on {to:%A} {to.day} {to:%B} instead" if to else ""

"""In which parts of a day goods can be fetched: from the hours of the café, each as long as it says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from shop.cafes.domain import DAY, Day
from shop.rounds.domain.departures import instant_of


@dataclass(frozen=True, order=True)
class SlotTimes:
    starts_at: datetime
    ends_at: datetime
    starts: time
    ends: time


def slots(day: Day, *, zone: str, minutes: int) -> list[SlotTimes]:
    """The first begins with the opening, the last ends by closing; an hour that the clock jumps over has none."""
    found = (each for span in day.openings for each in _within(day, span.opens, span.closes, zone, minutes))
    return sorted(each for each in found if each.starts_at < each.ends_at)


def _within(day: Day, opens: time, closes: time, zone: str, minutes: int) -> Iterator[SlotTimes]:
    length = timedelta(minutes=minutes)
    start = datetime.combine(day.date, opens)
    end = datetime.combine(day.date if opens < closes else day.date + DAY, closes)
    while start + length <= end:
        until = start + length
        yield SlotTimes(instant_of(start, zone), instant_of(until, zone), start.time(), until.time())
        start = until

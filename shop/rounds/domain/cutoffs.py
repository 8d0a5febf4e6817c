"""Until when orders join a round, and until when they may be changed: wall time, so that no clock change moves it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from shop.cafes.domain import DAY, WEEK, WEEKDAYS

DAYS_BEFORE, WEEK_BEFORE = "days", "week"
KINDS = {
    DAYS_BEFORE: "Days before, at a time",
    WEEK_BEFORE: "On a day of the week before, for all of the week",
}


@dataclass(frozen=True)
class DaysBefore:
    """14:00 the day before."""

    days: int
    at: time

    def for_date(self, day: date) -> datetime:
        return datetime.combine(day - self.days * DAY, self.at)

    def __str__(self) -> str:
        when = {0: "on the day", 1: "the day before"}.get(self.days, f"{self.days} days before")
        return f"{self.at:%H:%M} {when}"


@dataclass(frozen=True)
class WeekBefore:
    """Friday 12:00 for all of next week."""

    weekday: int
    at: time

    def for_date(self, day: date) -> datetime:
        monday = day - day.weekday() * DAY
        return datetime.combine(monday - WEEK + self.weekday * DAY, self.at)

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.weekday]} {self.at:%H:%M} for all of next week"


CutOff = DaysBefore | WeekBefore


def closing(rule: CutOff, day: date, *, not_after: datetime) -> datetime:
    """When orders for a date close, as the wall shows it: at the latest when the goods leave."""
    return min(rule.for_date(day), not_after)


@dataclass(frozen=True)
class ChangeTerms:
    """past_cutoff: the café lets its customers change what nobody may order any more."""

    hours: int = 48
    past_cutoff: bool = False

    def deadline(self, *, leaves: datetime, cutoff: datetime) -> datetime:
        """All three as the clock on the wall shows them."""
        hours_before = leaves - timedelta(hours=self.hours)
        return hours_before if self.past_cutoff else min(cutoff, hours_before)

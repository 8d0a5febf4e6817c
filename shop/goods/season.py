"""When goods are sold: always, between two dates, or between the same two days of each year."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Season:
    first: date | None = None
    last: date | None = None
    yearly: bool = False

    def includes(self, day: date) -> bool:
        if self.yearly and self.first and self.last:
            first, last, today = day_of_year(self.first), day_of_year(self.last), day_of_year(day)
            return first <= today <= last if first <= last else today >= first or today <= last
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def next_first(self, day: date) -> date | None:
        """The first day of the next season, for goods that are out of it; None if there will be none."""
        if self.first is None or self.includes(day):
            return None
        if not (self.yearly and self.last):
            return self.first if day < self.first else None
        this_year = on_day(self.first, day.year)
        return this_year if this_year > day else on_day(self.first, day.year + 1)


def day_of_year(day: date) -> int:
    """Months and days only: 15 January is 115."""
    return day.month * 100 + day.day


def on_day(day: date, year: int) -> date:
    """The same day in another year; 29 February is 1 March where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)

"""When a café is open: wall time in its own zone, so that nothing moves when the clocks change.

A wall time that the clock jumps over happens at the jump; one that it shows twice happens the first time.
Hours that close at or before they open go on past midnight and belong to the day on which they began.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo, available_timezones

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
MIDNIGHT = time(0)


@dataclass(frozen=True, order=True)
class Span:
    """Hours of one day."""

    opens: time
    closes: time

    @property
    def past_midnight(self) -> bool:
        return self.closes <= self.opens

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}–{self.closes:%H:%M}"


@dataclass(frozen=True, order=True)
class Opening:
    """Hours of a weekday (0 is Monday), every week."""

    weekday: int
    opens: time
    closes: time

    @property
    def span(self) -> Span:
        return Span(self.opens, self.closes)

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.weekday]} {self.span}"


@dataclass(frozen=True)
class SpecialDay:
    """A date that doesn't follow the week; without openings the café stays closed."""

    date: date
    openings: tuple[Span, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Day:
    """What a date comes to."""

    date: date
    openings: tuple[Span, ...]
    reason: str = ""
    special: bool = False

    @property
    def name(self) -> str:
        return WEEKDAYS[self.date.weekday()]


@dataclass(frozen=True)
class Hours:
    zone: str
    week: tuple[Opening, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()

    def on(self, day: date) -> Day:
        for special in self.special_days:
            if special.date == day:
                return Day(day, tuple(sorted(special.openings)), special.reason, special=True)
        return Day(day, tuple(sorted(opening.span for opening in self.week if opening.weekday == day.weekday())))


@dataclass(frozen=True)
class Stretch:
    """Open from one instant to another. A café that never closes has no end."""

    opens: datetime
    closes: datetime | None


def open_now(hours: Hours, now: datetime) -> bool:
    return current_stretch(hours, now) is not None


def current_stretch(hours: Hours, now: datetime) -> Stretch | None:
    first = next(stretches(hours, now), None)
    return first if first and first.opens.astimezone(UTC) <= now.astimezone(UTC) else None


def next_opening(hours: Hours, now: datetime) -> datetime | None:
    """When the doors open next after now; None if they never do."""
    coming = (s.opens for s in stretches(hours, now) if s.opens.astimezone(UTC) > now.astimezone(UTC))
    return next(coming, None)


def coming_week(hours: Hours, now: datetime) -> tuple[Day, ...]:
    today = now.astimezone(ZoneInfo(hours.zone)).date()
    return tuple(hours.on(today + n * DAY) for n in range(7))


def in_words(hours: Hours, now: datetime) -> str:
    local = now.astimezone(ZoneInfo(hours.zone))
    if stretch := current_stretch(hours, now):
        if stretch.closes is None:
            return "Open now, day and night"
        soon = stretch.closes.date() - local.date() <= DAY
        return (
            f"Open now, until {stretch.closes:%H:%M}" if soon else f"Open now, until {_moment(stretch.closes, local)}"
        )
    opens = next_opening(hours, now)
    return f"Closed, opens {_moment(opens, local)}" if opens else "Closed until further notice"


def true_until(hours: Hours, now: datetime) -> datetime:
    """The next instant at which its words or its coming week change by themselves: doors, or midnight."""
    zone = ZoneInfo(hours.zone)
    stretch = current_stretch(hours, now)
    tomorrow = instant(now.astimezone(zone).date() + DAY, MIDNIGHT, zone)
    instants = [tomorrow, stretch and stretch.closes, next_opening(hours, now)]
    return min(each.astimezone(UTC) for each in instants if each)


def _moment(then: datetime, now: datetime) -> str:
    days = (then.date() - now.date()).days
    if days < 2:
        return f"{('today', 'tomorrow')[days]} {then:%H:%M}"
    weekday = WEEKDAYS[then.weekday()]
    return f"{weekday} {then:%H:%M}" if days < 7 else f"{weekday} {then.day} {then:%B %H:%M}"


def stretches(hours: Hours, now: datetime) -> Iterator[Stretch]:
    """The stretches that end after now, in order; those that touch are one."""
    zone = ZoneInfo(hours.zone)
    today = now.astimezone(zone).date()
    # Two ordinary weeks after the last special day: what hasn't come up by then never will.
    last = max([today, *(special.date for special in hours.special_days)]) + 2 * WEEK
    end = instant(last + DAY, MIDNIGHT, zone)

    current: tuple[datetime, datetime] | None = None
    for opens, closes in _instants(hours, today - DAY, last, zone):
        if closes <= now:
            continue
        if current and opens <= current[1]:
            current = (current[0], max(current[1], closes))
        else:
            if current:
                yield _stretch(*current, end, zone)
            current = (opens, closes)
    if current:
        yield _stretch(*current, end, zone)


def _instants(hours: Hours, first: date, last: date, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """In UTC: Python compares two times of the same zone by their wall time."""
    for number in range((last - first).days + 1):
        day = first + number * DAY
        for span in hours.on(day).openings:
            opens = instant(day, span.opens, zone)
            closes = instant(day + DAY if span.past_midnight else day, span.closes, zone)
            if opens < closes:
                yield opens, closes


def _stretch(opens: datetime, closes: datetime, end: datetime, zone: ZoneInfo) -> Stretch:
    return Stretch(opens.astimezone(zone), closes.astimezone(zone) if closes < end else None)


def instant(day: date, wall: time, zone: tzinfo) -> datetime:
    """The instant, in UTC, at which the clock on the wall shows this, or would have."""
    local = datetime.combine(day, wall, tzinfo=zone)
    shown = local.astimezone(UTC)
    if shown.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return shown
    before, after = local.replace(fold=1).astimezone(UTC), shown
    offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after


def is_zone(name: str) -> bool:
    return name in available_timezones()


def faults_in_week(week: Sequence[Opening]) -> list[str]:
    """What is wrong with a week, in words for the person who typed it."""
    openings = sorted(week)
    faults = [
        f"{one} and {other} overlap."
        for one, other in pairwise(openings)
        if _overlap(one.span, other.span, (other.weekday - one.weekday) * DAY)
    ]
    if len(openings) > 1:
        last, first = openings[-1], openings[0]
        if _overlap(last.span, first.span, (first.weekday - last.weekday) * DAY + WEEK):
            faults.append(f"{last} and {first} overlap.")
    return faults


def faults_in_special_days(days: Sequence[SpecialDay]) -> list[str]:
    faults = []
    for day, group in groupby(sorted(days, key=lambda special: special.date), key=lambda special: special.date):
        same = list(group)
        written = f"{day.day} {day:%B %Y}"
        if len(same) > 1 and not all(special.openings for special in same):
            faults.append(
                f"{written} is both open and closed." if any(s.openings for s in same) else f"{written} is there twice."
            )
        spans = sorted(span for special in same for span in special.openings)
        faults += [f"{written}: {one} and {other} overlap." for one, other in pairwise(spans) if _overlap(one, other)]
    return faults


def _overlap(earlier: Span, later: Span, apart: timedelta = timedelta(0)) -> bool:
    begin = datetime.combine(date(2000, 1, 1), earlier.closes) + (DAY if earlier.past_midnight else timedelta(0))
    return datetime.combine(date(2000, 1, 1), later.opens) + apart < begin

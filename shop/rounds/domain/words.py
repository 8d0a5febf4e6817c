"""Days and times as they are said: Thursday 4 June; Tue 14:00; in 1 day 4 h."""

from datetime import date, datetime, timedelta

MINUTE = timedelta(minutes=1)


def day_words(day: date, *, today: date | None = None) -> str:
    """With the year where it is not this one."""
    year = f" {day.year}" if today and day.year != today.year else ""
    return f"{day:%A} {day.day} {day:%B}{year}"


def short_day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def moment_words(wall: datetime) -> str:
    return f"{day_words(wall.date())} at {wall:%H:%M}"


def order_by(cutoff: datetime, day: date) -> str:
    """Order by Tue 14:00 for Thursday. The same weekday, or one more than six days off, is told by its date."""
    apart = (day - cutoff.date()).days
    if apart == 0:
        return f"Order by {cutoff:%H:%M} for the same day, {day_words(day)}"
    if apart < 7:
        return f"Order by {cutoff:%a %H:%M} for {day:%A}"
    return f"Order by {cutoff:%a} {cutoff.day} {cutoff:%b %H:%M} for {day_words(day)}"


def countdown(now: datetime, then: datetime) -> str:
    """Rounded down, so that nobody is promised a minute too many."""
    if then <= now:
        return "over"
    minutes = (then - now) // MINUTE
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    if days:
        return f"in {days} day{'' if days == 1 else 's'}{f' {hours} h' if hours else ''}"
    if hours:
        return f"in {hours} h{f' {left} min' if left else ''}"
    return f"in {left} min" if left else "in less than a minute"


def until_when_changed(change_until: datetime, now: datetime) -> str:
    """change_until: in the café's own zone, so that it is said as its clocks show it."""
    if change_until <= now:
        return "You can't change this order yourself any more. Please call us."
    return f"You can change or cancel this order until {moment_words(change_until)}."

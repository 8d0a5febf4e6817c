"""Public holidays by the place that goods are brought to: England, Scotland, Northern Ireland and Ireland differ."""

from datetime import date
from functools import lru_cache

CALENDARS = {
    "ENG": "England",
    "WLS": "Wales",
    "SCT": "Scotland",
    "NIR": "Northern Ireland",
    "IE": "Ireland",
}


def country_of(calendar: str) -> str:
    return "IE" if calendar == "IE" else "GB"


def public_holidays(calendar: str, first: date, last: date) -> dict[date, str]:
    """Their names by date; none without a calendar."""
    if not calendar:
        return {}
    years = range(first.year, last.year + 1)
    return {day: name for year in years for day, name in _of_year(calendar, year) if first <= day <= last}


@lru_cache(maxsize=200)
def _of_year(calendar: str, year: int) -> tuple[tuple[date, str], ...]:
    # Asked for only where rounds are made: its tables of all the world need not be in every process.
    from holidays import country_holidays

    subdivision = None if calendar == "IE" else calendar
    found = country_holidays(country_of(calendar), subdiv=subdivision, years=year)
    return tuple(sorted((day, name) for day, name in found.items() if day.year == year))

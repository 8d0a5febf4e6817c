"""The demo's cafés and people by name, one at a time, for tests that want a known one."""

from datetime import UTC, datetime

from demo.cafes import EARLY_LOAF, HARBOUR_ROAST, LIFFEY_LARDER, open_cafe
from shop.cafes.models import Cafe

A_FRIDAY = datetime(2026, 6, 5, 9, 0, tzinfo=UTC)  # ten o'clock in London and Dublin


def early_loaf(now: datetime = A_FRIDAY) -> Cafe:
    """Bristol, Tuesday to Sunday, days only."""
    return open_cafe(EARLY_LOAF, now)


def harbour_roast(now: datetime = A_FRIDAY) -> Cafe:
    """Cardiff, Monday to Saturday, on Fridays and Saturdays until one in the morning."""
    return open_cafe(HARBOUR_ROAST, now)


def liffey_larder(now: datetime = A_FRIDAY) -> Cafe:
    """Dublin, Wednesday to Sunday, closed at lunch on weekdays."""
    return open_cafe(LIFFEY_LARDER, now)

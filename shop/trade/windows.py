"""When somebody is there to take a delivery in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

from shop.cafes.domain import WEEKDAYS


@dataclass(frozen=True, order=True)
class Window:
    weekday: int  # Monday is 0
    opens: time
    closes: time


def faults_in_windows(windows: Collection[Window]) -> list[str]:
    faults = []
    ordered = sorted(windows)
    for window in ordered:
        if window.closes <= window.opens:
            faults.append(f"{WEEKDAYS[window.weekday]}: {window.closes:%H:%M} is not after {window.opens:%H:%M}.")
    for one, next_ in pairwise(ordered):
        if one.weekday == next_.weekday and next_.opens < one.closes:
            faults.append(f"{WEEKDAYS[one.weekday]}: the two times overlap. Give them as one.")
    return faults


def windows_in_words(windows: Collection[Window]) -> str:
    times = [f"{WEEKDAYS[each.weekday]} {each.opens:%H:%M}–{each.closes:%H:%M}" for each in sorted(windows)]
    return ", ".join(times) or "any time"

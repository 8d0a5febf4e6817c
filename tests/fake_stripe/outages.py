"""Answers that go wrong on demand."""

from collections import Counter
from dataclasses import dataclass, field
from threading import Lock

ERROR = "error"  # 500 before anything was looked at
BROKEN = "broken"  # 500 in the middle of it: nothing was done, and under its key it says so again
UNTOLD = "untold"  # 500 at the end of it: it was done, and under its key it says the same again
BUSY = "busy"  # 409, and nothing was done
DROP = "drop"  # the work is done, and the answer is lost
LATE = "late"  # the answer comes late
DOUBLED = "doubled"  # events are sent twice
LOST = "lost"  # events are not sent
KINDS = (ERROR, BROKEN, UNTOLD, BUSY, DROP, LATE, DOUBLED, LOST)


@dataclass
class Outages:
    seconds: float = 0
    left: Counter[str] = field(default_factory=Counter)
    well_until: Counter[str] = field(default_factory=Counter)
    lock: Lock = field(default_factory=Lock)

    def begin(self, kind: str, times: int = 1, *, after: int = 0, seconds: float = 0) -> None:
        """after: as many answers go well first."""
        if kind not in KINDS:
            raise ValueError(kind)
        with self.lock:
            self.left[kind], self.well_until[kind] = times, after
            self.seconds = seconds or self.seconds

    def mend(self) -> None:
        with self.lock:
            self.left.clear()

    def take(self, kind: str) -> bool:
        with self.lock:
            if self.left[kind] <= 0:
                return False
            if self.well_until[kind] > 0:
                self.well_until[kind] -= 1
                return False
            self.left[kind] -= 1
            return True

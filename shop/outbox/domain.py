"""When a message is tried again, when it is given up, and what no header may hold."""

from collections.abc import Iterable
from datetime import timedelta

# After 16 attempts, some 32 hours: longer than a mail server's bad day.
MOST_ATTEMPTS = 16
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)

# One delivery is stopped after DELIVERY_SECONDS. A claim outlives it, so that nobody else sends the message meanwhile;
# with the sweep every 20 seconds, what a killed worker held is out within a minute.
DELIVERY_SECONDS = 30
LEASE = timedelta(seconds=DELIVERY_SECONDS + 5)

# What was asked for and is still not done is asked for again. Asking twice is harmless, asking without end is not.
ASKED_AGAIN_AFTER = timedelta(minutes=1)

KEPT = timedelta(days=90)


def wait_after(attempts: int) -> timedelta:
    """The pause after so many failed attempts: a minute, doubled each time, never above four hours."""
    doublings = min(max(attempts - 1, 0), 16)
    return min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)


def is_hopeless(attempts: int) -> bool:
    return attempts >= MOST_ATTEMPTS


def broken_headers(headers: Iterable[tuple[str, str]]) -> list[str]:
    """The names of the headers that would smuggle in another header by a line break."""
    return [" ".join(name.split()) for name, value in headers if {"\n", "\r"} & set(name + value)]

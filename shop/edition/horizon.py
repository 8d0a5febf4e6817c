"""How long what a page says stays true by itself: until a café closes, until ordering opens."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime


class Horizon:
    """The earliest of all instants named while a page is made."""

    until: datetime | None = None

    def comes(self, instant: datetime) -> None:
        self.until = min(self.until, instant) if self.until else instant


_horizon: ContextVar[Horizon | None] = ContextVar("horizon", default=None)


@contextmanager
def looking_ahead() -> Iterator[Horizon]:
    horizon = Horizon()
    token = _horizon.set(horizon)
    try:
        yield horizon
    finally:
        _horizon.reset(token)


def true_until(instant: datetime | None) -> None:
    """Said by whoever writes into a page what the clock alone will make untrue; None: nothing will."""
    horizon = _horizon.get()
    if horizon and instant:
        horizon.comes(instant)

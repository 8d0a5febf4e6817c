"""What a card promises before anything is taken: how it is asked for, how much is held, and what may be taken of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from shop.money import NOTHING, half_up
from shop.payments.domain import AUTHORISED, FAILED, PAID, PROMISED
from shop.refusals import Refusal

NOW, HOLD, KEEP = "now", "hold", "keep"
TAKINGS = {NOW: "Taken at once", HOLD: "Held, and taken when completed", KEEP: "Kept, and charged when completed"}

HOLDS_LAST = timedelta(days=7)
# An order is completed on the day it leaves, and nobody should have to hurry.
SPARE = timedelta(days=1)
MARGIN = Decimal("0.15")


@dataclass(frozen=True)
class Promise:
    """leaves_at: when the last of the orders goes out. weighed: what of them is an estimate until it is weighed."""

    leaves_at: datetime | None = None
    weighed: Decimal = NOTHING


AT_ONCE = Promise()


def how_taken(*, leaves_at: datetime | None, now: datetime) -> str:
    """leaves_at: of the last that goes out. Further off than a hold lasts, the card itself is kept."""
    if leaves_at is None:
        return NOW
    return HOLD if leaves_at - now <= HOLDS_LAST - SPARE else KEEP


def to_hold(amount: Decimal, weighed: Decimal) -> Decimal:
    """weighed: what of it is an estimate until it has been on the scales."""
    return amount + half_up(weighed * MARGIN)


def at_most(came_to: Decimal, *, state: str, held: Decimal) -> Decimal:
    """A card that is kept has no bound but what was ordered came to."""
    return max(min(came_to, held) if state == AUTHORISED else came_to, NOTHING)


def shared_out(taken: Decimal, wanted: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """To each order what it came to, in their order, as long as there is some."""
    shares = {}
    for key in sorted(wanted):
        shares[key] = min(wanted[key], taken)
        taken -= shares[key]
    return shares


def after(state: str, said: str) -> str:
    """What was taken stays taken, and a card that was let go can't be taken from."""
    return said if state in PROMISED and said in (PAID, FAILED) else state


def is_ending(*, held_at: datetime, now: datetime) -> bool:
    """The card's bank is about to let it go."""
    return now >= held_at + HOLDS_LAST - SPARE / 2


class NotPromised(Refusal):
    def __str__(self) -> str:
        return f"Nothing is {AUTHORISED} here, so nothing can be taken from a card."

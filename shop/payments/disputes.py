"""What a card's bank takes back: the states of a dispute, and which order's money it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from shop.money import NOTHING

OPEN, WON, LOST = "open", "won", "lost"
STATES = {OPEN: "Open", WON: "Decided for us", LOST: "Decided against us"}
WARNINGS = frozenset({"warning_needs_response", "warning_under_review", "warning_closed"})


@dataclass(frozen=True)
class Said:
    """What the provider says of a dispute. Its own words for the state are told apart by `state_of`."""

    number: str
    amount: Decimal
    status: str
    reason: str = ""
    answer_by: datetime | None = None

    @property
    def is_mere_question(self) -> bool:
        """The card's bank asks, and takes nothing back."""
        return self.status in WARNINGS


def state_of(status: str) -> str:
    """A mere question that is closed has cost nothing."""
    return {"won": WON, "warning_closed": WON, "lost": LOST}.get(status, OPEN)


def next_state(state: str, said: str) -> str:
    """What was decided is not open again; it may still be turned in our favour."""
    return said if state == OPEN or said == WON else state


def words_of(*, amount: str, reason: str, by: str) -> str:
    why = f" ({reason})" if reason else ""
    until = f" Answer it at Stripe by {by}." if by else " Answer it at Stripe."
    return f"{amount} of it is disputed: the card's owner told their bank that it is not theirs to pay{why}.{until}"


def words_of_loss(*, amount: str) -> str:
    return f"The dispute is decided against us: {amount} stays with the card's owner, and is due again."


def words_of_late_failure(*, amount: str, why: str) -> str:
    reason = f" {why}" if why else ""
    return f"{amount} could not be paid back after all, and came back to us.{reason} Pay it back another way."


def shared_out(taken: Decimal, kept: Sequence[Decimal]) -> list[Decimal]:
    """Of each order as much as was kept for it, in their order. What goes beyond that is the last one's."""
    shares = []
    for amount in kept:
        shares.append(max(min(amount, taken), NOTHING))
        taken -= shares[-1]
    if shares:
        shares[-1] += taken
    return shares

"""A payment's states and what may follow which, what a provider may say of it, and why a payment is refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from shop.money import NOTHING
from shop.refusals import Refusal
from shop.trade.domain import money

WAITING, ASKED, PAID, DUE, FAILED, EXPIRED = "waiting", "asked", "paid", "due", "failed", "expired"
AUTHORISED, KEPT = "authorised", "kept"
STATES = {
    WAITING: "Not begun",
    ASKED: "Being paid",
    PAID: "Paid",
    DUE: "On account",
    AUTHORISED: "Held on the card",
    KEPT: "Card kept",
    FAILED: "Not paid",
    EXPIRED: "Not paid in time",
}
OPEN = frozenset({WAITING, ASKED})
PROMISED = frozenset({AUTHORISED, KEPT})
WITH_AMOUNT = frozenset({PAID, AUTHORISED})
SETTLED = frozenset({PAID, DUE}) | PROMISED

CHARGE, REFUND, DISPUTED, BACK = "charge", "refund", "dispute", "back"
KINDS = {
    CHARGE: "Paid",
    REFUND: "Paid back",
    DISPUTED: "Taken back by the card's bank",
    BACK: "Came back to us",
}
COMES_IN = frozenset({CHARGE, BACK})

ASKED_BACK, PAID_BACK, NOT_PAID_BACK = "asked", "done", "failed"
REFUND_STATES = {ASKED_BACK: "On its way", PAID_BACK: "Paid back", NOT_PAID_BACK: "Not paid back"}

LONGEST_REFERENCE = 120
LONGEST_NUMBER = 80


@dataclass(frozen=True)
class Portion:
    """What one order asks of a payment."""

    order: int
    number: str
    amount: Decimal


@dataclass(frozen=True)
class CardFacts:
    """A card that is kept, by the provider's names for it."""

    customer: str
    method: str
    brand: str
    last4: str
    month: int
    year: int


@dataclass(frozen=True)
class Outcome:
    """What a provider says of a payment or a refund. Silence, and not knowing it, are answers too."""

    state: str
    number: str = ""
    reason: str = ""
    amount: Decimal = NOTHING
    card: CardFacts | None = None


UNHEARD, UNKNOWN, UNDECIDED = "unheard", "unknown", "undecided"
SILENCE = Outcome(UNHEARD)
NEVER_HEARD_OF_IT = Outcome(UNKNOWN)
NOT_YET = Outcome(UNDECIDED)


def next_state(state: str, outcome: Outcome) -> str:
    """Money that came in is never lost, however late; what is settled stays; a provider's silence changes nothing."""
    if state in SETTLED:
        return state
    if outcome.state == PAID or outcome.state in PROMISED:
        return outcome.state
    return outcome.state if state in OPEN and outcome.state in (DUE, FAILED) else state


def reference(numbers: Iterable[str]) -> str:
    """What the payer reads at the provider and on a statement."""
    words = "Order " + ", ".join(sorted(numbers))
    return words if len(words) <= LONGEST_REFERENCE else words[: LONGEST_REFERENCE - 1] + "…"


def expires(now: datetime, minutes: int) -> datetime:
    return now + timedelta(minutes=minutes)


def refundable(charged: Decimal, refunds: Iterable[tuple[str, Decimal]]) -> Decimal:
    """What is on its way back counts as gone already."""
    return charged - sum((amount for state, amount in refunds if state != NOT_PAID_BACK), NOTHING)


def still_due(total: Decimal, charged: Decimal, refunded: Decimal) -> Decimal:
    """Of an order that changed after it was paid: more is collected if this is above nothing, less is paid back."""
    return total - (charged - refunded)


class NoSuchWay(Refusal):
    def __str__(self) -> str:
        return "This way to pay isn't offered just now. Please choose another one."


class NothingToPay(Refusal):
    def __str__(self) -> str:
        return "There is no order to pay for."


class OtherCurrency(Refusal):
    def __init__(self, theirs: str, ours: str) -> None:
        super().__init__(theirs, ours)
        self.theirs, self.ours = theirs, ours

    def __str__(self) -> str:
        return f"This order is in {self.theirs}, and the account in {self.ours}. You can pay with the order."


class NotOnAccount(Refusal):
    """Its words are those of shop.trade.domain.why_not_on_account."""


class AlreadyPaid(Refusal):
    def __str__(self) -> str:
        return "This has been paid already."


class BeingPaid(Refusal):
    def __str__(self) -> str:
        return "This is being paid in another window. Finish there, or leave there without paying."


class CardIsNeeded(Refusal):
    def __str__(self) -> str:
        return "An order is still to be charged to this card, so it can't be removed yet."


class NotForgotten(Refusal):
    def __str__(self) -> str:
        return "Stripe doesn't answer just now, so the card is not removed. Please try again a little later."


class NotSettled(Refusal):
    def __str__(self) -> str:
        return "Nothing has been paid here, so nothing can be paid back."


class MoreThanWasPaid(Refusal):
    def __init__(self, asked: Decimal, left: Decimal, currency: str) -> None:
        super().__init__(asked, left, currency)
        self.asked, self.left, self.currency = asked, left, currency

    def __str__(self) -> str:
        asked, left = money(self.asked, self.currency), money(self.left, self.currency)
        return f"{asked} can't be paid back: of what was paid, {left} is left."


class PaidBackMeanwhile(Refusal):
    def __init__(self, left: Decimal, currency: str) -> None:
        super().__init__(left, currency)
        self.left, self.currency = left, currency

    def __str__(self) -> str:
        left = money(self.left, self.currency)
        return f"Something was paid back since this page was opened. Of what was paid, {left} is left: look again."

"""The ledger's rules, and in which words it is said that something doesn't agree."""

from dataclasses import dataclass
from decimal import Decimal

from shop.payments.domain import COMES_IN
from shop.refusals import Refusal
from shop.trade.domain import money

TAKEN, GIVEN, WRITTEN, ORDERED, POSTED = "taken", "given", "written", "ordered", "posted"
KINDS = {
    TAKEN: "Provider and payment",
    GIVEN: "Provider and refund",
    WRITTEN: "Payment and what moved",
    ORDERED: "Order and payment",
    POSTED: "What moved and ledger",
}


@dataclass(frozen=True)
class Found:
    """subject: names one row, so that the same thing found again is known to be the same."""

    kind: str
    subject: str
    words: str
    payment: int | None = None
    order: int | None = None


def owed_by(kind: str, amount: Decimal) -> Decimal:
    """What a transfer does to what is owed: money that comes in lessens it, money that goes back restores it."""
    return -amount if kind in COMES_IN else amount


def two_sides(theirs: str, said: Decimal, ours: str, written: Decimal, currency: str) -> str:
    return f"{theirs} {money(said, currency)}; {ours} {money(written, currency)}."


class AlreadyReversed(Refusal):
    def __str__(self) -> str:
        return "This has been reversed already."


class ItselfAReversal(Refusal):
    def __str__(self) -> str:
        return "This is a reversal itself. Post what it reversed anew instead."


class NeedsAReason(Refusal):
    def __str__(self) -> str:
        return "Say why it is reversed: whoever reads the ledger later wants to know."

"""The life of an order: its states and which may follow which, and why an order is refused."""

from datetime import datetime, timedelta
from typing import Any

from shop.refusals import Refusal

PENDING = "Pending"
RECEIVED = "Received"
IN_PROGRESS = "In progress"
COMPLETED = "Completed"
ISSUED = "Issued"
CANCELLED = "Cancelled"
LAPSED = "Lapsed"

PIPELINE: dict[str, tuple[str, ...]] = {
    PENDING: (RECEIVED, CANCELLED, LAPSED),
    RECEIVED: (IN_PROGRESS, CANCELLED),
    IN_PROGRESS: (COMPLETED, CANCELLED),
    COMPLETED: (ISSUED, IN_PROGRESS, CANCELLED),
    ISSUED: (),
    CANCELLED: (),
    LAPSED: (),
}

GIVES_STOCK_BACK = frozenset({CANCELLED, LAPSED})
TAKES_STOCK_OUT = frozenset({ISSUED})

PAID_AFTER_ALL = "It was paid after it had ended. Pay it back, or take the order again."


def paid_too_late(round: str) -> str:
    return f"Its payment came after orders for {round} had closed. It is kept: see whether it can still go along."


def kept_until(placed_at: datetime, minutes: int) -> datetime:
    """However often its payment is tried again: others wait for the same goods. minutes: what one try is given."""
    return placed_at + 2 * timedelta(minutes=minutes)


def in_time_until(order: Any) -> datetime:
    """For its payment: of what staff took after the cut-off, until its round leaves."""
    closed: datetime = order.round.cutoff_at
    leaves: datetime = order.round.leaves_at
    return closed if order.date_placed < closed or not hasattr(order, "taken") else leaves


def may_follow(state: str, to: str) -> bool:
    return to in PIPELINE.get(state, ())


class CantBecome(Refusal):
    def __init__(self, number: str, state: str, to: str) -> None:
        super().__init__(number, state, to)
        self.number, self.state, self.to = number, state, to

    def __str__(self) -> str:
        return f"Order {self.number} is {self.state.lower()}, so it can't become {self.to.lower()}."


class AlreadyOrdered(Refusal):
    """A second click, or a second tab: its page can lead to the order."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number

    def __str__(self) -> str:
        return f"This basket has been ordered already: it is order {self.number}."


class NotWaiting(Refusal):
    """For a payment: it has gone on, or come to an end, since the page was drawn."""

    def __init__(self, number: str, state: str) -> None:
        super().__init__(number, state)
        self.number, self.state = number, state

    def __str__(self) -> str:
        return f"Order {self.number} is {self.state.lower()}, so it no longer waits for a payment."


class KeptLongEnough(Refusal):
    def __str__(self) -> str:
        return "We can't keep these goods for you any longer. Give the order up: they go back into your basket."


class ClosedMeanwhile(Refusal):
    """Nothing was taken yet, so another day can still be chosen."""

    def __init__(self, round: str) -> None:
        super().__init__(round)
        self.round = round

    def __str__(self) -> str:
        return (
            f"Orders for {self.round} have closed meanwhile, and nothing was taken. Give the order up: the goods go "
            "back into your basket, and you can choose another day."
        )


class BasketClosed(Refusal):
    def __str__(self) -> str:
        return "This basket is closed. Look at your basket again; nothing has been ordered."


class BasketChanged(Refusal):
    def __str__(self) -> str:
        return "Your basket was changed in another window. Check it once more, then order."


class NotOnTheseTerms(Refusal):
    def __init__(self, product: str, why_not: str) -> None:
        super().__init__(product, why_not)
        self.product, self.why_not = product, why_not

    def __str__(self) -> str:
        return f"{self.product}: {self.why_not}"


class BasketEmpty(Refusal):
    def __str__(self) -> str:
        return "Your basket is empty."


class AccountIsClosed(Refusal):
    def __str__(self) -> str:
        return "This account is closed, so nothing can be ordered with it."


class NeedsPurchaseOrder(Refusal):
    def __str__(self) -> str:
        return "Your company wants a purchase order number with each order. Give it, then place the order."


class SeveralCurrencies(Refusal):
    def __init__(self, *currencies: str) -> None:
        super().__init__(*currencies)
        self.currencies = currencies

    def __str__(self) -> str:
        both = " and ".join(self.currencies)
        return f"Your basket holds goods in {both}, which can't be paid together. Order them one after the other."


class OfferUsedUp(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"The offer “{self.name}” has just been used up. Look at your basket once more."


class VoucherUsedUp(Refusal):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return f"Voucher {self.code} can't be used any more. Look at your basket once more."


class SettledAlready(Refusal):
    def __str__(self) -> str:
        return "Somebody has settled this already."


class NothingDue(Refusal):
    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number

    def __str__(self) -> str:
        return f"Nothing is to be paid for order {self.number}."


class NobodyToWriteTo(Refusal):
    def __str__(self) -> str:
        return "This order has no e-mail address to write to."

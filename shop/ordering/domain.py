"""The life of an order: its states and which may follow which, and why an order is refused."""

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

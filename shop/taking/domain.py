"""What staff may go past when they take an order, and how long what is taken is kept."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal

from shop.refusals import Refusal
from shop.trade.domain import Standing, money, needs_approval, why_not_on_account

# A provider's page is open for a day at most.
LINK_LASTS = timedelta(hours=23)
KEPT_FOR = timedelta(days=14)

LONGEST_ANSWER, LONGEST_NOTE, MOST_ANSWERS = 300, 2000, 700


def link_good_until(*, now: datetime, closes: Iterable[datetime], at_least: timedelta) -> datetime:
    """closes: when each of its rounds can't be joined any more. at_least: what everybody has who pays."""
    return max(min([now + LINK_LASTS, *closes]), now + at_least)


def above_limit(standing: Standing, total: Decimal) -> str:
    """Empty where the account would let it through, or where more than the limit is in the way."""
    if total <= standing.left or why_not_on_account(standing, Decimal(0)):
        return ""
    left, limit = money(standing.left, standing.currency), money(standing.credit_limit, standing.currency)
    return f"It goes beyond the account's limit: {left} of {limit} is left."


def above_their_limit(name: str, spend_limit: Decimal | None, total: Decimal, currency: str) -> str:
    if spend_limit is None or not needs_approval(spend_limit, total):
        return ""
    return f"{name} may order up to {money(spend_limit, currency)} at a time, so an owner or approver has to agree."


class StillBeingWritten(Refusal):
    """What stands in a field, and is in the order already, would be ordered as it was before."""

    def __str__(self) -> str:
        return "Some of the goods are not clear yet."


class CustomerIsClosed(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"{self.name} is closed, so nothing can be ordered with it."


class AnothersCustomer(Refusal):
    def __init__(self, account: str) -> None:
        super().__init__(account)
        self.account = account

    def __str__(self) -> str:
        return f"{self.account} is looked after by another café, which takes its orders."

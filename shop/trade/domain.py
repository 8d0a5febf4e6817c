"""Terms, limits and standing of a trade account: what follows from them, and in which words."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from babel.numbers import format_currency

from shop.refusals import Refusal

ACTIVE, ON_HOLD, CLOSED = "active", "on_hold", "closed"
STATUSES = {ACTIVE: "Active", ON_HOLD: "On hold", CLOSED: "Closed"}

PREPAY, ON_DELIVERY, END_OF_MONTH = "prepay", "on_delivery", "end_of_month"
NET_DAYS = {"net_7": 7, "net_14": 14, "net_30": 30}
TERMS = {
    PREPAY: "Pays with the order",
    ON_DELIVERY: "Pays on delivery",
    **{key: f"{days} days from the invoice" for key, days in NET_DAYS.items()},
    END_OF_MONTH: "End of the month after the invoice",
}

INVITATION_LASTS = timedelta(days=14)


@dataclass(frozen=True)
class Standing:
    """What decides whether an account may order without paying at once."""

    status: str
    terms: str
    credit_limit: Decimal
    currency: str
    owed: Decimal = Decimal(0)
    hold_reason: str = ""

    @property
    def left(self) -> Decimal:
        return max(self.credit_limit - self.owed, Decimal(0))


def why_not_on_account(standing: Standing, amount: Decimal) -> str:
    """In words for the customer why this order can't go on account; empty if it can."""
    if standing.status == CLOSED:
        return "This account is closed, so nothing can be ordered with it."
    if standing.status == ON_HOLD:
        return f"Ordering on account is on hold: {standing.hold_reason} You can still pay with the order."
    if standing.terms == PREPAY:
        return "This account pays with the order."
    if amount > standing.left:
        left, limit = (
            format_currency(sum_, standing.currency, locale="en_GB") for sum_ in (standing.left, standing.credit_limit)
        )
        return (
            f"This order goes beyond the account's credit limit: {left} of {limit} is left. You can pay with the order."
        )
    return ""


def why_limit_does_not_fit(terms: str, credit_limit: Decimal) -> str:
    """In words for the staff; empty if terms and limit go together."""
    if terms == PREPAY and credit_limit:
        return "Who pays with the order needs no limit: give 0."
    if terms != PREPAY and not credit_limit:
        return "With these terms nothing could be ordered at a limit of 0. Give a limit."
    return ""


class LimitDoesNotFit(Refusal):
    """Its words are those of why_limit_does_not_fit."""


def due_on(terms: str, invoiced: date) -> date:
    if terms == END_OF_MONTH:
        year, before = divmod(invoiced.year * 12 + invoiced.month, 12)
        return date(year, before + 1, calendar.monthrange(year, before + 1)[1])
    return invoiced + timedelta(days=NET_DAYS.get(terms, 0))


def needs_approval(spend_limit: Decimal | None, total: Decimal) -> bool:
    return spend_limit is not None and total > spend_limit


def money(amount: Decimal, currency: str) -> str:
    return format_currency(amount, currency, locale="en_GB")


def limit_in_words(spend_limit: Decimal | None, currency: str) -> str:
    if spend_limit is None:
        return "no limit"
    return f"up to {money(spend_limit, currency)} an order"


def place_in_words(role: str, spend_limit: Decimal | None, currency: str) -> str:
    return role if spend_limit is None else f"{role}, {limit_in_words(spend_limit, currency)}"


def is_open(
    *, expires_at: datetime, accepted_at: datetime | None, withdrawn_at: datetime | None, now: datetime
) -> bool:
    """Whether an invitation still lets somebody in."""
    return accepted_at is None and withdrawn_at is None and now < expires_at


class NotYourRole(Refusal):
    def __str__(self) -> str:
        return "Your role in this account doesn't allow that. An owner of the account can change it."


class OtherAccountNow(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"You act for {self.name} now, and that page was of another account. Nothing was changed."


class LastOwner(Refusal):
    def __str__(self) -> str:
        return "An account needs an owner. Make somebody else an owner first."


class AlreadyAMember(Refusal):
    def __init__(self, email: str) -> None:
        super().__init__(email)
        self.email = email

    def __str__(self) -> str:
        return f"{self.email} is in this account already."


class AlreadyInvited(Refusal):
    def __init__(self, email: str) -> None:
        super().__init__(email)
        self.email = email

    def __str__(self) -> str:
        return f"{self.email} has an invitation already. Send it again, or withdraw it first."


class InvitationOver(Refusal):
    def __str__(self) -> str:
        return "This invitation is no longer open. Ask whoever invited you for a new one."


class InvitationSettled(Refusal):
    def __str__(self) -> str:
        return "This invitation has been accepted or withdrawn already."


class SignInFirst(Refusal):
    def __init__(self, email: str) -> None:
        super().__init__(email)
        self.email = email

    def __str__(self) -> str:
        return f"There is a sign-in for {self.email} here already. Sign in, then accept."


class NotAMember(Refusal):
    def __str__(self) -> str:
        return "This person doesn't belong to the account any more."


class InvitedSomebodyElse(Refusal):
    def __init__(self, email: str) -> None:
        super().__init__(email)
        self.email = email

    def __str__(self) -> str:
        return f"This invitation is for {self.email}. Sign out, and come back by the link in the mail."


class StillTheDefault(Refusal):
    def __str__(self) -> str:
        return "Deliveries go here unless told otherwise. Choose another default first."


class PlaceArchived(Refusal):
    def __str__(self) -> str:
        return "This place is archived. Bring it back first."


class AccountClosed(Refusal):
    def __str__(self) -> str:
        return "This account is closed, so nothing in it can be changed."


class CantMerge(Refusal):
    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

    def __str__(self) -> str:
        return f"These accounts can't be merged: {self.why}"


class OtherCurrency(Refusal):
    def __init__(self, cafe: str, theirs: str, ours: str) -> None:
        super().__init__(cafe, theirs, ours)
        self.cafe, self.theirs, self.ours = cafe, theirs, ours

    def __str__(self) -> str:
        return (
            f"{self.cafe} trades in {self.theirs}, and this account in {self.ours}: "
            f"what is owed in one can't become the other. Open a second account there."
        )


class NotOnHold(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"{self.name} is not on hold."


class NotClosed(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"{self.name} is not closed."


class CantReopen(Refusal):
    def __str__(self) -> str:
        return "This account was merged into another one, so it stays closed. Work with the one that was kept."


class StillUnderWay(Refusal):
    def __init__(self, what: Sequence[str]) -> None:
        super().__init__(tuple(what))
        self.what = tuple(what)

    def __str__(self) -> str:
        return f"This account can't be closed yet. Still under way: {', '.join(self.what)}."

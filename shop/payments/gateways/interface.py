"""What every way to pay can do."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from shop.payments import domain

if TYPE_CHECKING:
    from shop.payments.models import Payment, Refund
    from shop.trade.models import TradeAccount


@dataclass(frozen=True)
class Wish:
    """What somebody would pay. beyond_limit: staff let it go on account all the same."""

    amount: Decimal
    currency: str
    account: "TradeAccount | None" = None
    beyond_limit: bool = False


@dataclass(frozen=True)
class Begun:
    """Where the payer goes; else the outcome, where there is nowhere to go. ticket: by what the provider is asked."""

    page: str = ""
    outcome: domain.Outcome = domain.NOT_YET
    ticket: str = ""


class Gateway(Protocol):
    """`check` belongs to the order's transaction. All that asks a provider is done outside of any."""

    code: str
    name: str
    words: str
    provider: str
    begins: str
    """The state of a payment of which nobody has been asked yet."""

    def is_offered(self, wish: Wish) -> bool: ...

    def why_not(self, wish: Wish) -> str:
        """For the page, in the customer's words; empty if it can be paid so."""

    def check(self, wish: Wish) -> None:
        """Refuses what can't be paid so, with a row locked where two might slip through together."""

    def start(self, payment: "Payment", *, return_url: str) -> Begun:
        """Asking again with the same payment begins nothing new."""

    def ask(self, payment: "Payment") -> domain.Outcome: ...

    def call_off(self, payment: "Payment") -> domain.Outcome:
        """See to it that it can't be paid any more. If it is paid already, that is the answer."""

    def refund(self, refund: "Refund") -> domain.Outcome: ...

    def ask_refund(self, refund: "Refund") -> domain.Outcome:
        """What became of it. Nothing is paid back by asking."""

"""Nothing is charged now: the order is owed, as far as the account's terms, limit and standing allow."""

from dataclasses import replace
from typing import TYPE_CHECKING

from shop.money import NOTHING
from shop.payments import domain
from shop.payments.gateways.interface import Begun, Wish
from shop.payments.owed import owed
from shop.trade.domain import PREPAY, why_not_on_account
from shop.trade.models import TradeAccount

if TYPE_CHECKING:
    from shop.payments.models import Payment, Refund

NOT_PUT_ON = domain.Outcome(domain.FAILED, reason="The order was not put on account.")


class OnAccount:
    code = "account"
    name = "On account"
    words = "Nothing to pay now: it goes on your account, by your terms."
    provider = "your account"
    begins = domain.DUE

    def is_offered(self, wish: Wish) -> bool:
        return wish.account is not None and wish.account.terms != PREPAY

    def why_not(self, wish: Wish) -> str:
        if wish.account is None:
            return "Only a trade account orders without paying at once."
        if wish.account.currency != wish.currency:
            return str(domain.OtherCurrency(wish.currency, wish.account.currency))
        asked = NOTHING if wish.beyond_limit else wish.amount
        return why_not_on_account(replace(wish.account.standing, owed=owed(wish.account)), asked)

    def check(self, wish: Wish) -> None:
        """The account's row is locked: of two orders that fit only singly, the second sees the first."""
        if wish.account:
            locked = TradeAccount.objects.select_for_update(of=("self",)).select_related("cafe")
            wish = replace(wish, account=locked.get(pk=wish.account.pk))
        if why_not := self.why_not(wish):
            raise domain.NotOnAccount(why_not)

    def start(self, payment: "Payment", *, return_url: str) -> Begun:
        return Begun(outcome=self.ask(payment))

    def ask(self, payment: "Payment") -> domain.Outcome:
        """Ours to decide: one that is over stays so, whoever looks at its page."""
        return domain.Outcome(domain.DUE, amount=payment.amount) if payment.is_open else NOT_PUT_ON

    def call_off(self, payment: "Payment") -> domain.Outcome:
        return NOT_PUT_ON

    def refund(self, refund: "Refund") -> domain.Outcome:
        return domain.Outcome(domain.FAILED, reason="Nothing was charged, so nothing can be paid back.")

    def ask_refund(self, refund: "Refund") -> domain.Outcome:
        return self.refund(refund)

"""For whom an order is taken, as the checkout knows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shop.ordering.drafts import Buyer
from shop.ordering.forms import WHO, CheckoutForm
from shop.ordering.visiting import Visitor
from shop.taking import queries
from shop.taking.models import Taking
from shop.trade.models import Member, TradeAccount
from shop.trade.queries import locations


@dataclass(frozen=True)
class Customer(Visitor):
    """company: that pays. Without a person who may order for it, it is reached by its own address."""

    company: TradeAccount | None = None
    callers: tuple[Member, ...] = ()

    @property
    def account(self) -> Any:
        return self.company

    @property
    def may_order(self) -> bool:
        return True

    @property
    def asks(self) -> tuple[str, ...]:
        if self.company:
            return ()
        return tuple(name for name in WHO if name != "email") if self.user else WHO

    @property
    def requires_po(self) -> bool | None:
        return self.company.requires_po if self.company else None

    @property
    def known(self) -> dict[str, str]:
        return {"name": self.user.get_full_name()} if self.user and not self.company else {}

    @property
    def caller(self) -> str:
        if self.user:
            return self.user.get_full_name() or self.user.email
        return self.company.name if self.company else ""

    @property
    def email(self) -> str:
        if self.user:
            return str(self.user.email)
        return self.company.email if self.company else ""

    def buyer(self, form: CheckoutForm) -> Buyer:
        if self.company:
            return Buyer(self.email, self.user, self.company, self.caller, str(self.company.phone or ""))
        return super().buyer(form)


def customer_of(taking: Taking, typed: Mapping[str, str]) -> Customer:
    """Who calls for a company: as it was chosen, else whoever may order for it."""
    account = taking.account
    if account is None:
        return Customer(taking.user, None, ())
    callers = tuple(queries.callers(account))
    chosen = next((each for each in callers if str(each.pk) == typed.get("caller")), None)
    chosen = chosen or next((each for each in callers if each.user_id == taking.user_id), None)
    caller = chosen or next(iter(callers), None)
    if caller:
        caller.account = account
    places = list(locations(account).prefetch_related(None))
    return Customer(caller and caller.user, caller, places, company=account, callers=callers)

"""A checkout before it is placed: each café's part of the basket, with the round it goes with, as an order to be."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from shop.cafes.models import Cafe
from shop.ordering.bill import Bill, Delivery, Sums
from shop.pricing.domain import NoRate
from shop.rounds.asking import weight_of
from shop.rounds.domain.charges import Terms
from shop.rounds.models import Round, Slot
from shop.trade.models import TradeAccount


@dataclass(frozen=True)
class Address:
    """Where a van goes. name: who takes it in."""

    name: str
    line1: str
    town: str
    postcode: str
    country: str
    line2: str = ""
    phone: str = ""
    company: str = ""
    notes: str = ""


@dataclass(frozen=True)
class Draft:
    """part: of the basket's sums, all of this café. address: None where it is collected."""

    cafe: Cafe
    part: Any
    bill: Bill
    round: Round
    slot: Slot | None = None
    address: Address | None = None
    is_late: bool = False  # staff take it after the cut-off

    @property
    def lines(self) -> tuple[Any, ...]:
        return self.part.lines

    @cached_property
    def weight(self) -> Decimal:
        return weight_of((line.product, line.quantity) for line in self.lines)


@dataclass(frozen=True)
class Buyer:
    """user: None for a guest, who is reached by e-mail alone. account: whom a member orders for."""

    email: str
    user: Any = None
    account: TradeAccount | None = None
    name: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Checkout:
    """All that is placed in one go, under one payment. Staff alone may go beyond the account's limit, and have it kept
    for longer than a checkout."""

    basket: Any
    drafts: tuple[Draft, ...]
    buyer: Buyer
    pays_by: str
    note: str = ""
    po_number: str = ""
    beyond_limit: bool = False
    kept_until: datetime | None = None

    @property
    def name(self) -> str:
        """What its payment is of: there is one for a basket."""
        return f"basket {self.basket.pk}"

    @property
    def currency(self) -> str:
        return self.drafts[0].cafe.currency

    @cached_property
    def sums(self) -> Sums:
        return Sums(tuple(draft.bill for draft in self.drafts))


def bill_of(part: Any, *, round: Round | None, terms: Terms | None, book: Any) -> Bill:
    """part: of a basket's sums. Without a round yet, without its charge."""
    delivery = delivery_of(part, round=round, terms=terms, book=book) if round and terms else None
    return Bill(tuple(line.amount for line in part.priced), delivery, part.deposited, part.gross)


def delivery_of(part: Any, *, round: Round, terms: Terms, book: Any) -> Delivery | None:
    if net := terms.charge_for(part.amounts.net):
        return Delivery(net, percent_of(round, part.partner.cafe, book), str(round.tax_class_id))
    return None


def percent_of(round: Round, cafe: Cafe, book: Any) -> Decimal:
    try:
        return book.rates[round.tax_class_id, cafe.country]
    except KeyError:
        raise NoRate(round.tax_class_id, cafe.country, book.day) from None

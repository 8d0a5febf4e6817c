"""A price of a list as staff write it, and what about it may be a slip."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from shop.money import HUNDRED
from shop.pricing.domain import ALWAYS, Span, words

TIMES = 10
TENTH = Decimal("0.1")
UNUSUAL_SHARE = Decimal(90)


@dataclass(frozen=True)
class Entry:
    price: Decimal
    from_quantity: int = 1
    span: Span = ALWAYS

    @property
    def place(self) -> tuple[int, date | None]:
        """At which a list has one price for a product."""
        return self.from_quantity, self.span.first

    def __str__(self) -> str:
        parts = [f"{self.price:,.2f}"]
        if self.from_quantity > 1:
            parts.append(f"from {self.from_quantity:,}")
        if self.span != ALWAYS:
            parts.append(days(self.span))
        return ", ".join(parts)


def days(span: Span) -> str:
    """ "from 1 May 2026", "until 31 May 2026", "1 May 2026 to 31 May 2026", "always"."""
    if span.first and span.last:
        return f"{words(span.first)} to {words(span.last)}"
    if span.first:
        return f"from {words(span.first)}"
    return f"until {words(span.last)}" if span.last else "always"


def doubt(price: Decimal, list_price: Decimal | None) -> str:
    """Why a price that is allowed may be a slip of the fingers; empty if it looks like one of ours."""
    if price == 0:
        return "With 0 it is given away."
    if list_price and price * TIMES <= list_price:
        return f"This is a tenth of the list price, {list_price:,.2f}, or less."
    if list_price and price >= list_price * TIMES:
        return f"This is ten times the list price, {list_price:,.2f}, or more."
    return ""


def has_no_effect(price: Decimal, list_price: Decimal | None) -> bool:
    """The best price wins, so one that is no better than the list price is never charged."""
    return list_price is not None and price >= list_price


def difference(price: Decimal, list_price: Decimal | None) -> Decimal | None:
    """To the list price, in per cent: -15.0."""
    if not list_price:
        return None
    return ((price - list_price) * HUNDRED / list_price).quantize(TENTH, rounding=ROUND_HALF_UP)

"""A price as the shop shows it: net first to companies, gross to everybody else, with breaks and comparisons."""

from dataclasses import dataclass
from functools import cached_property

from oscar.apps.partner.prices import FixedPrice

from shop.pricing.book import UnitPrice, amount, comparisons
from shop.pricing.domain import Amount


@dataclass(frozen=True)
class Shown:
    """first is what the reader pays by; second is the other one, where it differs."""

    first: object
    second: object | None
    is_net: bool


class Price(FixedPrice):
    def __init__(self, *, book, product, record, quantity, net_first):
        self.book, self.product, self.record, self.net_first = book, product, record, net_first
        self.unit = UnitPrice.at(book, product, record, quantity=quantity)
        one = self.unit.one
        super().__init__(record.price_currency, one.net, one.gross - one.net, tax_code=f"{product.family.tax_class_id}")

    @property
    def percent(self):
        return self.unit.one.percent

    @property
    def is_weighed(self):
        return self.product.is_weighed

    @cached_property
    def shown(self):
        return self.in_order(self.unit.one)

    @cached_property
    def per_kg(self):
        """What is weighed is priced so; None for all else."""
        return self.unit.per_kg and self.in_order(Amount(self.unit.per_kg, self.percent))

    @cached_property
    def comparisons(self):
        """[("piece", …), ("kg", …)]"""
        found = {} if self.is_weighed else comparisons(self.unit.one, self.product.content)
        return [(unit, self.in_order(each)) for unit, each in found.items()]

    @cached_property
    def breaks(self):
        """(from how many, price of one) for each step that is cheaper, the first included; () if there is but one."""
        steps = self.book.breaks(self.record, first=self.product.quantities.first)
        if len(steps) < 2:
            return ()
        shown = [amount(self.product, step.price, self.percent) for step in steps]
        return tuple((step.from_quantity, self.in_order(each)) for step, each in zip(steps, shown, strict=True))

    @property
    def lowest(self):
        """The last break, for "from £x at 5 cases"."""
        return self.breaks[-1] if self.breaks else None

    @property
    def is_own(self):
        """Whether a list, not the list price, gives it."""
        return self.unit.one.net < amount(self.product, self.record.price, self.percent).net

    @property
    def is_yours(self):
        """Whether a list gives it that is not for everybody."""
        lists = self.book.lists.values()
        return self.is_own and any(each.name == self.unit.source and not each.is_for_everybody for each in lists)

    def in_order(self, each):
        first, second = (each.net, each.gross) if self.net_first else (each.gross, each.net)
        return Shown(first, second if second != first else None, self.net_first)

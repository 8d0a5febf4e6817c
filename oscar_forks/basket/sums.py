"""What a basket comes to. Each café's part becomes an order of its own, so its tax is reckoned on its own lines, and
the basket comes to what its orders will."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any

from shop import money


@dataclass(frozen=True)
class Deposited:
    """What is paid until crates and bottles come back: counted, and no supply, so it bears no tax."""

    deposit: Any
    count: int

    @property
    def amount(self):
        return self.deposit.price * self.count


@dataclass(frozen=True)
class Given:
    """What an offer takes off the goods; with a voucher, by its code."""

    name: str
    amount: Decimal
    code: str = ""


@dataclass(frozen=True)
class Part:
    """Goods of one café."""

    lines: tuple[Any, ...]
    gross: bool

    @property
    def partner(self):
        return self.lines[0].stockrecord.partner

    @cached_property
    def priced(self):
        return [line for line in self.lines if line.purchase_info.price.exists]

    @cached_property
    def amounts(self):
        return money.total((line.amount for line in self.priced), gross=self.gross)

    @property
    def goods(self):
        """After discounts, as its buyer reads prices."""
        return self.amounts.gross if self.gross else self.amounts.net

    @cached_property
    def before_discounts(self):
        return sum((line.line_sum for line in self.priced), money.NOTHING)

    @cached_property
    def deposits(self):
        counts: dict[Any, int] = defaultdict(int)
        for line in self.priced:
            if deposited := line.deposited:
                counts[deposited.deposit] += deposited.count
        return tuple(Deposited(deposit, count) for deposit, count in counts.items())

    @property
    def deposited(self):
        return sum((each.amount for each in self.deposits), money.NOTHING)

    @property
    def total(self):
        return self.amounts.gross + self.deposited

    @property
    def included(self):
        """What its total holds beside the goods, in words to go on with."""
        beside = [word for word, there in (("deposits", self.deposits), ("VAT", self.amounts.tax)) if there]
        return f", with {' and '.join(beside)}" if beside else ""


@dataclass(frozen=True)
class Sums:
    parts: tuple[Part, ...]
    gross: bool
    given: tuple[Given, ...] = ()

    @classmethod
    def of(cls, basket) -> "Sums":
        gross = not basket.strategy.net_first
        lines = sorted(basket.all_lines(), key=by_cafe)
        parts = tuple(Part(tuple(each), gross) for _, each in groupby(lines, key=lambda line: by_cafe(line)[:2]))
        return cls(parts, gross, tuple(given(basket)))

    @cached_property
    def amounts(self):
        rates: dict[Decimal, money.TaxSum] = {}
        for each in (rate for part in self.parts for rate in part.amounts.rates):
            so_far = rates.get(each.percent, money.TaxSum(each.percent, money.NOTHING, money.NOTHING))
            rates[each.percent] = money.TaxSum(each.percent, so_far.net + each.net, so_far.tax + each.tax)
        return money.Total(tuple(rates[percent] for percent in sorted(rates)))

    @property
    def before_discounts(self):
        return sum((part.before_discounts for part in self.parts), money.NOTHING)

    @property
    def deposits(self):
        counts: dict[Any, int] = defaultdict(int)
        for each in (deposited for part in self.parts for deposited in part.deposits):
            counts[each.deposit] += each.count
        return tuple(Deposited(deposit, count) for deposit, count in counts.items())

    @property
    def deposited(self):
        return sum((part.deposited for part in self.parts), money.NOTHING)

    @property
    def total(self):
        return self.amounts.gross + self.deposited

    @property
    def has_estimates(self):
        return any(line.purchase_info.price.is_weighed for part in self.parts for line in part.priced)

    @property
    def has_tax(self):
        return bool(self.amounts.tax)


def by_cafe(line):
    partner = line.stockrecord.partner
    return partner.display_name, partner.pk, line.pk


def given(basket):
    for each in basket.offer_applications:
        if each["discount"]:
            voucher = each["voucher"]
            yield Given(each["name"], each["discount"], voucher.code if voucher else "")

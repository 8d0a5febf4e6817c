"""Pennies. Amounts have two places and are rounded half up, as EN 16931 has it.

Business reads net prices: tax is reckoned on the sum of the rounded lines of one rate. A private buyer reads gross
prices and pays what is shown, so there tax is what is in the sum of the gross lines.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

PENNY = Decimal("0.01")
HUNDRED = Decimal(100)
NOTHING = Decimal("0.00")


def half_up(amount: Decimal) -> Decimal:
    return amount.quantize(PENNY, rounding=ROUND_HALF_UP)


def tax_on(net: Decimal, percent: Decimal) -> Decimal:
    return half_up(net * percent / HUNDRED)


def tax_in(gross: Decimal, percent: Decimal) -> Decimal:
    return half_up(gross * percent / (HUNDRED + percent))


def with_tax(net: Decimal, percent: Decimal) -> Decimal:
    return net + tax_on(net, percent)


@dataclass(frozen=True)
class Line:
    """amount: net or gross, as its buyer reads prices; already rounded."""

    amount: Decimal
    percent: Decimal


@dataclass(frozen=True)
class TaxSum:
    percent: Decimal
    net: Decimal
    tax: Decimal


@dataclass(frozen=True)
class Total:
    rates: tuple[TaxSum, ...]

    @property
    def net(self) -> Decimal:
        return sum((each.net for each in self.rates), NOTHING)

    @property
    def tax(self) -> Decimal:
        return sum((each.tax for each in self.rates), NOTHING)

    @property
    def gross(self) -> Decimal:
        return self.net + self.tax


def total(lines: Iterable[Line], *, gross: bool) -> Total:
    sums: dict[Decimal, Decimal] = defaultdict(lambda: NOTHING)
    for line in lines:
        sums[line.percent] += line.amount
    return Total(tuple(_tax_sum(amount, percent, gross=gross) for percent, amount in sorted(sums.items())))


def _tax_sum(amount: Decimal, percent: Decimal, *, gross: bool) -> TaxSum:
    if gross:
        tax = tax_in(amount, percent)
        return TaxSum(percent, amount - tax, tax)
    return TaxSum(percent, amount, tax_on(amount, percent))

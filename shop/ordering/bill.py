"""What a café's part of a basket comes to as an order: goods, delivery and deposits, as its buyer reads prices."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from shop import money


@dataclass(frozen=True)
class Delivery:
    """net: as its round has it. It bears VAT like goods of its class."""

    net: Decimal
    percent: Decimal
    tax_code: str

    @property
    def gross(self) -> Decimal:
        return money.with_tax(self.net, self.percent)


@dataclass(frozen=True)
class Bill:
    """lines: of the goods after discounts, net or gross as `gross` says. Deposits are no supply and bear no tax."""

    lines: tuple[money.Line, ...]
    delivery: Delivery | None
    deposited: Decimal
    gross: bool

    @cached_property
    def goods(self) -> money.Total:
        return money.total(self.lines, gross=self.gross)

    @cached_property
    def taxed(self) -> money.Total:
        """Goods and delivery, by rate."""
        return money.total([*self.lines, *self._charged()], gross=self.gross)

    @property
    def total(self) -> Decimal:
        return self.taxed.gross + self.deposited

    @property
    def total_without_tax(self) -> Decimal:
        return self.taxed.net + self.deposited

    @property
    def charge(self) -> Decimal:
        """As its buyer reads prices."""
        if self.delivery is None:
            return money.NOTHING
        return self.delivery.gross if self.gross else self.delivery.net

    def _charged(self) -> Iterable[money.Line]:
        if self.delivery and self.delivery.net:
            yield money.Line(self.charge, self.delivery.percent)


@dataclass(frozen=True)
class Sums:
    """What several orders come to together."""

    bills: tuple[Bill, ...]

    @property
    def total(self) -> Decimal:
        return sum((bill.total for bill in self.bills), money.NOTHING)

    @property
    def charge(self) -> Decimal:
        return sum((bill.charge for bill in self.bills), money.NOTHING)

    @property
    def deposited(self) -> Decimal:
        return sum((bill.deposited for bill in self.bills), money.NOTHING)

    @property
    def goods(self) -> Decimal:
        """As their buyer reads prices."""
        return sum((bill.goods.gross if bill.gross else bill.goods.net for bill in self.bills), money.NOTHING)

    @property
    def rates(self) -> tuple[money.TaxSum, ...]:
        sums: dict[Decimal, money.TaxSum] = {}
        for each in (rate for bill in self.bills for rate in bill.taxed.rates):
            so_far = sums.get(each.percent, money.TaxSum(each.percent, money.NOTHING, money.NOTHING))
            sums[each.percent] = money.TaxSum(each.percent, so_far.net + each.net, so_far.tax + each.tax)
        return tuple(sums[percent] for percent in sorted(sums))

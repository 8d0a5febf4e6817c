"""What an order is made of, as its buyer reads it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from shop.goods.quantities import BY_WEIGHT, counted


@dataclass(frozen=True)
class ShownLine:
    """each and amount: as the buyer reads prices; amount before what offers took off."""

    line: Any
    net_first: bool

    @property
    def title(self) -> str:
        return self.line.title

    @property
    def address(self) -> str:
        product = self.line.product
        return product.get_absolute_url() if product and product.is_public else ""

    @property
    def quantity(self) -> str:
        product = self.line.product
        return counted(self.line.quantity, product.sold_by) if product else f"{self.line.quantity:,}"

    @property
    def is_estimate(self) -> bool:
        return bool(self.line.product and self.line.product.priced_by == BY_WEIGHT)

    @property
    def each(self) -> Decimal | None:
        return self.line.unit_price_excl_tax if self.net_first else self.line.unit_price_incl_tax

    @property
    def amount(self) -> Decimal:
        if self.net_first:
            return self.line.line_price_before_discounts_excl_tax
        return self.line.line_price_before_discounts_incl_tax

    @property
    def paid(self) -> Decimal:
        """After what offers took off."""
        return self.line.line_price_excl_tax if self.net_first else self.line.line_price_incl_tax

    @property
    def percent(self) -> Decimal | None:
        return self.line.tax_percent

    @property
    def note(self) -> str:
        return self.line.note

    @property
    def answers(self) -> list[tuple[str, Any]]:
        return [(each.option.name if each.option else each.type, each.value) for each in self.line.attributes.all()]


@dataclass(frozen=True)
class Given:
    """What an offer, or a voucher, took off."""

    name: str
    amount: Decimal


@dataclass(frozen=True)
class ShownPayment:
    """number: of the transaction, the provider's."""

    payment: Any
    words: str

    @property
    def number(self) -> str:
        return self.payment.number if self.payment.is_paid else ""

    @property
    def is_open(self) -> bool:
        return self.payment.is_open

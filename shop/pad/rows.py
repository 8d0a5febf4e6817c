"""Goods as rows of the pad: what they cost this account at each quantity, and whether and how they are sold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from shop.goods import food, label
from shop.goods.quantities import PIECE, Quantities
from shop.money import NOTHING
from shop.pad.domain.remembered import Now

PENNIES = 100
ASKS = "Something has to be chosen before this is ordered. Add it on its own page."
SOLD = {"piece": "each", "case": "a case", "kg": "per kg"}


@dataclass(frozen=True, eq=False)
class Row:
    product: Any
    info: Any
    strategy: Any
    usual: int = 0

    @property
    def pk(self) -> int:
        return self.product.pk

    @cached_property
    def title(self) -> str:
        return str(self.product.get_title())

    @property
    def record(self) -> Any:
        return self.info.stockrecord

    @property
    def sku(self) -> str:
        return self.record.partner_sku if self.record else self.product.upc or ""

    @property
    def cafe(self) -> Any:
        return self.record.partner.cafe

    @property
    def currency(self) -> str:
        return self.record.price_currency

    @property
    def price(self) -> Any:
        return self.info.price

    @property
    def unit(self) -> str:
        return self.product.sold_by

    @property
    def a_unit(self) -> str:
        return SOLD[self.unit]

    @property
    def is_piece(self) -> bool:
        return self.unit == PIECE

    @cached_property
    def quantities(self) -> Quantities:
        return self.product.quantities

    @property
    def limits(self) -> str:
        return label.limits(self.quantities)

    @cached_property
    def words(self) -> Any:
        return self.info.availability.words

    @property
    def asks(self) -> bool:
        """Its own page asks what has to be chosen; here it has no field."""
        return bool(self.product.asks)

    @cached_property
    def can_be_had(self) -> bool:
        return not self.asks and self.info.availability.is_available_to_buy

    def refuse(self, quantity: int) -> str:
        """Why so many can't be bought here; empty if they can."""
        if self.asks:
            return ASKS
        return self.info.availability.is_purchase_permitted(quantity)[1] or ""

    def price_at(self, quantity: int) -> Any:
        return self.strategy.fetch_for_product(self.product, self.record, quantity=quantity).price

    def one_at(self, quantity: int) -> Decimal:
        """Of one, as its buyer reads prices, if so many are bought."""
        return self.price_at(quantity).shown.first

    @cached_property
    def steps(self) -> tuple[tuple[int, Any], ...]:
        """From how many which price holds, the first included."""
        return self.price.breaks or ((self.quantities.first, self.price.shown),)

    @property
    def breaks(self) -> tuple[tuple[int, Any], ...]:
        return self.steps[1:]

    @property
    def pennies(self) -> str:
        """ "1:350 5:320": what the page adds up at once."""
        return " ".join(f"{quantity}:{int(shown.first * PENNIES)}" for quantity, shown in self.steps)

    @cached_property
    def allergens(self) -> str:
        """As short as it can be said: "gluten, milk"; what nobody has said yet is not none."""
        shared = self.product.family
        if shared.allergens is None:
            return "Allergens: ask us"
        names = ", ".join(food.ALLERGENS[each].split(" (")[0].lower() for each in shared.allergens)
        return f"Contains {names}" if names else "None of the 14 allergens"

    @property
    def now(self) -> Now:
        """For what was noted of it once."""
        availability = self.info.availability
        bounds = (getattr(availability, name, None) for name in ("num_available", "capacity"))
        return Now(
            self.title,
            self.quantities,
            self.refuse,
            lambda quantity: self.price_at(quantity).excl_tax,
            tuple(bound for bound in bounds if bound is not None),
        )


def rows_of(products: Sequence[Any], *, strategy: Any, currency: str, usual: dict[int, int] | None = None) -> list[Row]:
    """Priced in one go; what has no price for this reader, or one in another currency, is not on their pad."""
    strategy.prepare(products)
    rows = (
        Row(product, strategy.fetch_for_product(product), strategy, (usual or {}).get(product.pk, 0))
        for product in products
    )
    return [row for row in rows if row.price.exists and row.currency == currency]


def total_of(wanted: Iterable[tuple[Row, int]]) -> Decimal:
    return sum((row.one_at(quantity) * quantity for row, quantity in wanted), NOTHING)

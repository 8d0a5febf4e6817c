"""What goods ask of the round that takes them: room for their weight, and the days that the slowest of them need."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from shop.rounds.domain import choosing

GRAMS = Decimal("0.001")
# Each product, and how many of it.
Goods = Iterable[tuple[Any, int]]


def asked_by(goods: Goods) -> choosing.Order:
    counted = list(goods)
    return choosing.Order(weight_of(counted), lead_days_of(product for product, _ in counted))


def weight_of(goods: Goods) -> Decimal:
    """By what the labels say; a litre is taken for a kilogram, and what says nothing weighs nothing."""
    kilograms = (Decimal(quantity) * (product.content.amount or 0) for product, quantity in goods)
    return sum(kilograms, Decimal(0)).quantize(GRAMS)


def lead_days_of(products: Iterable[Any]) -> dict[str, int]:
    """By the names that customers read; of what needs any."""
    days = {str(product.get_title()): product.family.lead_days for product in products}
    return {name: each for name, each in days.items() if each}

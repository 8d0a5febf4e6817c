"""What of a product can be bought on its page: the product itself, or each of its variants."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from shop.goods import label


@dataclass(frozen=True)
class Break:
    first: int
    shown: Any
    saved: Decimal
    percent: int


@dataclass(frozen=True)
class Offered:
    product: Any
    info: Any

    @cached_property
    def refusal(self):
        """Why not even the least that one has to order can be had; empty if it can."""
        return self.info.availability.is_purchase_permitted(self.product.quantities.first)[1] or ""

    @property
    def can_be_had(self):
        return not self.refusal

    @property
    def name(self):
        return label.variant(self.product.get_title(), self.product.family.get_title())

    @property
    def unit(self):
        return label.unit(self.product.sold_by, self.product.pieces)

    @property
    def limits(self):
        return label.limits(self.product.quantities)

    @cached_property
    def breaks(self):
        rows = list(self.info.price.breaks) if self.info.price.exists else []
        full = rows[0][1].first if rows else None
        return [Break(first, shown, full - shown.first, _percent(full, shown.first)) for first, shown in rows]

    @property
    def cheaper(self):
        return self.breaks[1:]


def _percent(full, less):
    """Never more than it is."""
    return int((full - less) * 100 / full) if full else 0


def offered(product, strategy):
    goods = list(product.get_public_children()) if product.is_parent else [product]
    return [Offered(each, strategy.fetch_for_product(each)) for each in goods]

"""The goods that some rows are about, in a handful of statements: products, their records, variants and parents."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from oscar.core.loading import get_model

from shop.shelf.columns import Lookups
from shop.shelf.plans import Refused


def number_of(sku: str) -> int | None:
    """Goods without a code are called by their number: #123."""
    return int(sku[1:]) if sku.startswith("#") and sku[1:].isdecimal() and len(sku) < 12 else None


def sku_of(product: Any, record: Any = None) -> str:
    return (record.partner_sku if record else "") or product.upc or f"#{product.pk}"


class Found:
    """cafes: those whose goods may be touched; None: all. skus of goods that this import made are in `ours`."""

    def __init__(
        self, *, skus: Iterable[str], lookups: Lookups, cafes: frozenset[int] | None, ours: set[str], lock: bool
    ) -> None:
        self.cafes = cafes
        self.ours = ours
        self.by_upc: dict[str, Any] = {}
        self.by_pk: dict[int, Any] = {}
        self.records_by_sku: dict[str, list[Any]] = defaultdict(list)
        self._load(set(skus) - {""}, lookups, lock)

    def _load(self, skus: set[str], lookups: Lookups, lock: bool) -> None:
        products = get_model("catalogue", "Product").objects
        records = get_model("partner", "StockRecord").objects
        numbers = {number for number in map(number_of, skus) if number}
        pks = set(products.filter(Q(upc__in=skus) | Q(pk__in=numbers)).values_list("pk", flat=True))
        pks |= set(records.filter(partner_sku__in=skus).values_list("product_id", flat=True))
        if lock:
            # In the order of their keys, as whoever orders goes through the records; its lines still point to both.
            for things in (products.filter(pk__in=pks), records.filter(product__in=pks)):
                list(things.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk"))
        found = (
            products.filter(pk__in=pks)
            .select_related("parent", "deposit")
            .prefetch_related("stockrecords", "categories", "product_options", "children__stockrecords")
            .prefetch_attribute_values()
        )
        for product in found:
            family = product.parent if product.is_child else product
            family.product_class = lookups.product_classes.get(family.product_class_id)
            self.by_pk[product.pk] = product
            if product.upc:
                self.by_upc[product.upc] = product
            for record in product.stockrecords.all():
                record.product = product
                self.records_by_sku[record.partner_sku].append(record)

    def is_mine(self, product: Any) -> bool:
        return self.cafes is None or bool(sellers(product) & self.cafes) or product.upc in self.ours

    def sold_elsewhere(self, product: Any) -> bool:
        return self.cafes is not None and bool(sellers(product) - self.cafes)

    def is_taken(self, sku: str) -> bool:
        """By goods that are not to be seen."""
        return sku in self.by_upc

    def product(self, sku: str) -> Any:
        found = self.by_upc.get(sku) or self.by_pk.get(number_of(sku) or 0)
        return found if found is not None and self.is_mine(found) else None

    def target(self, sku: str, cafe: Any) -> tuple[Any, Any]:
        """Product and stock record that a row is about; None where there is none yet."""
        if cafe is not None:
            for record in self.records_by_sku.get(sku, ()):
                if record.partner_id == cafe.pk:
                    return record.product, record
            product = self.product(sku)
            return product, self._record(product, {cafe.pk}) if product is not None else None
        product = self.product(sku)
        if product is not None:
            return product, self._record(product, self.cafes)
        records = [each for each in self.records_by_sku.get(sku, ()) if self._may(each)]
        if len(records) > 1:
            raise Refused(f"SKU: “{sku}” is sold by several cafés. Say in the column Café which one is meant.")
        return (records[0].product, records[0]) if records else (None, None)

    def _may(self, record: Any) -> bool:
        return self.cafes is None or record.partner_id in self.cafes

    def _record(self, product: Any, cafes: Iterable[int] | None) -> Any:
        found = [each for each in product.stockrecords.all() if cafes is None or each.partner_id in cafes]
        if len(found) > 1:
            raise Refused(
                f"SKU: “{sku_of(product)}” is sold by several cafés. Say in the column Café which one is meant."
            )
        return found[0] if found else None


def sellers(product: Any) -> frozenset[int]:
    own = {record.partner_id for record in product.stockrecords.all()}
    return frozenset(
        own.union(*({each.partner_id for each in child.stockrecords.all()} for child in product.children.all()))
    )

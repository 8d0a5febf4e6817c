"""Cells of goods against what stands on the shelf; the models' own rules judge what would be."""

import copy
from collections.abc import Sequence
from typing import Any

from oscar.core.loading import get_model

from shop.shelf.cells import NotReadable
from shop.shelf.columns import GOODS, PRODUCT, RECORD, Column, Lookups, by_name
from shop.shelf.plans import Plan, Refused, Wish, model_faults, wished

COLUMNS = by_name(GOODS)
BY_FIELD = {column.name.removesuffix("_id"): column for column in GOODS if column.of in (PRODUCT, RECORD)} | {
    "upc": COLUMNS["sku"],
    "partner_sku": COLUMNS["sku"],
}
# Found by us, or Oscar's own.
LEFT_TO_US = {
    *("slug", "parent", "product_class", "deposit", "tax_class", "structure", "code"),
    *("meta_title", "meta_description", "priority", "product", "partner", "price_currency"),
}
SHARED_HINT = "belongs to all variants: change it in the row of “{parent}”"


class GoodsCells:
    """What earlier rows of the import said is remembered."""

    def __init__(
        self, *, columns: Sequence[str], cafes: frozenset[int] | None, parents: set[str], ours: set[str]
    ) -> None:
        self.columns = [COLUMNS[name] for name in columns]
        self.cafes = cafes
        self.parents = parents  # SKUs that some row is a variant of
        self.ours = ours
        self.lookups = Lookups()
        self.product_model = get_model("catalogue", "Product")
        self.record_model = get_model("partner", "StockRecord")
        self.taken: dict[Any, int] = {}
        self.said: dict[tuple[int, str], tuple[str, int]] = {}
        self.fresh: dict[str, Any] = {}

    def is_as_parent(self, column: Column, text: str, parent: Any) -> bool:
        if column.name == "categories":
            return False
        try:
            return (
                wished(column, text, self.current(column, parent), self.field(column), self.lookups, is_new=False)
                is None
            )
        except NotReadable:
            return False

    def current(self, column: Column, product: Any) -> Any:
        if column.name == "categories":
            return frozenset(category.pk for category in product.categories.all())
        return getattr(product, column.name)

    def field(self, column: Column) -> Any:
        if column.name == "categories":
            return None
        return (self.product_model if column.of == PRODUCT else self.record_model)._meta.get_field(column.name)

    def currency(self, column: Column, text: str, current: str | None, cafe: Any) -> Wish | None:
        own = currency_of(cafe)
        if not text or text == current:
            return None
        if text.upper() != own:
            raise NotReadable(f"is not the café's currency, which is {own}")
        return Wish(column, current or "", own, self.lookups) if current is not None else None

    def set(self, plan: Plan, column: Column, value: Any) -> None:
        if column.name == "categories":
            plan.categories = value
        else:
            plan.values[column.name] = value

    def refuse_twice(self, plan: Plan, target: Any) -> None:
        if target in self.taken:
            raise Refused(f"SKU: “{plan.sku}” is in row {self.taken[target]} already.")

    def judge(self, plan: Plan) -> None:
        """By the models' own rules, on copies: several rows may be about one product."""
        product = copy.copy(plan.product)
        for name, value in plan.values.items():
            setattr(product, name, value)
        if plan.values or not product.pk:
            self.refuse_what_may_not_be_shown(plan, product)
            for fault in model_faults(product, without=LEFT_TO_US, columns=BY_FIELD, cells=plan.row.cells):
                plan.refuse(fault)
        if plan.record_values or (plan.record is not None and not plan.record.pk):
            record = copy.copy(plan.record) or self.record_model(product=product, partner_sku=plan.sku)
            record.product = product
            record.is_just_read = True
            for name, value in plan.record_values.items():
                setattr(record, name, value)
            for fault in model_faults(record, without=LEFT_TO_US, columns=BY_FIELD, cells=plan.row.cells):
                plan.refuse(fault if ":" in fault[:30] else f"In stock: {fault}")

    def refuse_what_may_not_be_shown(self, plan: Plan, product: Any) -> None:
        asked = {"is_public", "allergens"} & plan.values.keys()
        if "is_public" in asked and product.is_public and product.is_archived:
            plan.refuse("Visible: these goods are archived. Bring them back first.")
        if asked and product.is_public and product.allergens is None and not product.is_child:
            plan.refuse(
                "Visible: goods are shown once their allergens are said. Name them under Contains, or write “none”."
            )


def currency_of(cafe: Any) -> str:
    profile = getattr(cafe, "cafe", None) if cafe is not None else None
    return profile.currency if profile else "GBP"

"""Rows of goods that are not on the shelf yet: what they need at least, and what follows from what is not said."""

from typing import Any

from shop.shelf.cells import NotReadable
from shop.shelf.columns import PRODUCT, RECORD, Column
from shop.shelf.found import Found, number_of
from shop.shelf.goods_cells import COLUMNS, SHARED_HINT, GoodsCells, currency_of
from shop.shelf.plans import Plan, Refused, about, unguarded, wished


class NewGoods(GoodsCells):
    def new(self, plan: Plan, cafe: Any, found: Found) -> None:
        if number_of(plan.sku):
            raise Refused(f"SKU: there are no goods “{plan.sku}”.")
        if found.is_taken(plan.sku):
            raise Refused(f"SKU: “{plan.sku}” is taken. Choose another one for your goods.")
        self.refuse_twice(plan, ("new", plan.sku))
        parent = self.parent(plan, found)
        is_parent = plan.sku in self.parents and parent is None
        product = self.product_model(
            upc=plan.sku, structure=structure(parent, is_parent), parent=parent, is_public=True
        )
        record = None
        if not is_parent:
            if cafe is None:
                plan.refuse("Café: say who sells these new goods.")
            record = self.record_model(partner=cafe, partner_sku=plan.sku, price_currency=currency_of(cafe))
        for column in self.columns:
            if column.of in (PRODUCT, RECORD):
                self.fill(plan, column, product, record, parent)
        self.complete(plan, product, record, parent)
        plan.product, plan.record = product, record
        if not plan.why:
            plan.title = product.get_title()[:250]
            self.judge(plan)

    def fill(self, plan: Plan, column: Column, product: Any, record: Any, parent: Any) -> None:
        text = plan.row.cells.get(column.name, "")
        if not text:
            return
        try:
            if column.shared and parent is not None:
                if not (parent.pk and self.is_as_parent(column, text, parent)):
                    raise NotReadable(SHARED_HINT.format(parent=parent.get_title()))
                return
            if column.of == RECORD and record is None:
                raise NotReadable("can't be said of goods with variants: say it in the rows of the variants")
            if column.name == "price_currency":
                self.currency(column, text, None, plan_cafe(record))
                return
            wish = wished(column, text, None, self.field(column), self.lookups, is_new=True)
        except NotReadable as error:
            plan.refuse(about(column, text, str(error)))
            return
        if wish is None:
            return
        plan.changes.append((wish.change[0], "", wish.change[2]))
        if column.of == RECORD:
            setattr(record, column.name, wish.new)
            return
        self.set(plan, column, wish.new)
        if column.name != "categories":
            setattr(product, column.name, wish.new)

    def complete(self, plan: Plan, product: Any, record: Any, parent: Any) -> None:
        """What new goods need at least, and what follows from there being no word of it."""
        missing = [] if parent is not None else ["title", "tax_class_id", "categories"]
        missing = [name for name in missing if not plan.row.cells.get(name)]
        if record is not None and not plan.row.cells.get("price"):
            missing.append("price")
        for name in missing:
            plan.refuse(f"{COLUMNS[name].heading}: it is needed, for there are no goods “{plan.sku}” yet.")
        if parent is None:
            if product.product_class_id is None and len(self.lookups.product_classes) == 1:
                product.product_class_id = next(iter(self.lookups.product_classes))
            product.product_class = self.lookups.product_classes.get(product.product_class_id)
            if product.product_class is None:
                plan.refuse("Product type: it is needed, for we have several.")
            if "is_public" not in plan.values:
                product.is_public = product.allergens is not None

    def parent(self, plan: Plan, found: Found) -> Any:
        sku = unguarded(plan.row.cells.get("parent", ""))
        if not sku:
            return None
        parent = self.fresh.get(sku) or found.product(sku)
        if parent is None:
            raise Refused(f"Variant of: there are no goods “{sku[:60]}”, or their own row is refused.")
        if not parent.is_parent:
            raise Refused(f"Variant of: “{parent.get_title()}” is sold by itself, so it can't have variants.")
        if found.sold_elsewhere(parent):
            raise Refused(f"Variant of: another café sells “{parent.get_title()}” too, so Operations add its variants.")
        return parent


def structure(parent: Any, is_parent: bool) -> str:
    return "child" if parent is not None else "parent" if is_parent else "standalone"


def plan_cafe(record: Any) -> Any:
    return record.partner if record is not None and record.partner_id else None

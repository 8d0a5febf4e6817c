"""What rows of goods would change on the shelf. Nothing is written here."""

from collections.abc import Iterable
from typing import Any

from shop.shelf.cells import NotReadable, refuse_hostile, text_of
from shop.shelf.columns import PRODUCT, RECORD, Column
from shop.shelf.found import Found, number_of
from shop.shelf.goods_cells import COLUMNS, SHARED_HINT, currency_of
from shop.shelf.goods_new import NewGoods
from shop.shelf.models import ImportRow
from shop.shelf.plans import Plan, Refused, Wish, about, unguarded, wished


class GoodsPlanner(NewGoods):
    """Goes through the rows of one import, some at a time."""

    def plan(self, rows: Iterable[ImportRow], *, lock: bool = False) -> list[Plan]:
        rows = list(rows)
        skus = {unguarded(row.cells.get(name, "")) for row in rows for name in ("sku", "parent")}
        found = Found(skus=skus, lookups=self.lookups, cafes=self.cafes, ours=self.ours, lock=lock)
        return [self.of_row(row, found) for row in rows]

    def of_row(self, row: ImportRow, found: Found) -> Plan:
        plan = Plan(row, sku=unguarded(row.cells.get("sku", ""))[:130], title=row.cells.get("title", "")[:250])
        is_new = False
        try:
            cafe = self.cafe(row)
            refuse_hostile(plan.sku)
            if not plan.sku:
                raise Refused("SKU: it is empty, so nobody knows which goods are meant.")
            product, record = found.target(plan.sku, cafe)
            is_new = product is None
            if is_new:
                self.new(plan, cafe, found)
            else:
                self.known(plan, product, record, cafe, found)
        except Refused as refused:
            plan.refuse(str(refused))
        except NotReadable as error:
            plan.refuse(about(COLUMNS["sku"], plan.sku, str(error)))
        plan.settle(is_new=is_new)
        self.remember(plan, is_new=is_new)
        return plan

    def cafe(self, row: ImportRow) -> Any:
        name = unguarded(row.cells.get("cafe", ""))
        if not name:
            return None
        for pk, cafe in self.lookups.cafes.items():
            if name.casefold() in (cafe.name.casefold(), (cafe.code or "").casefold()):
                if self.cafes is not None and pk not in self.cafes:
                    raise Refused(f"Café: “{name}” is not yours. You can change the goods of your own café.")
                return cafe
        raise Refused(f"Café: there is no “{name[:60]}” among our cafés.")

    def known(self, plan: Plan, product: Any, record: Any, cafe: Any, found: Found) -> None:
        plan.product, plan.record = product, record
        plan.title = product.get_title()[:250]
        self.refuse_twice(plan, (product.pk, record.partner_id if record else cafe and cafe.pk))
        self.refuse_other_parent(plan, product)
        said: dict[str, str] = {}
        for column in self.columns:
            text = plan.row.cells.get(column.name, "")
            try:
                if column.of == PRODUCT and (wish := self.of_product(column, text, product, said)):
                    self.set(plan, column, wish.new)
                    plan.changes.append(wish.change)
                elif column.of == RECORD and (wish := self.of_record(column, text, product, record, cafe)):
                    plan.record_values[column.name] = wish.new
                    plan.changes.append(wish.change)
            except NotReadable as error:
                plan.refuse(about(column, text, str(error)))
        self.refuse_contradiction(plan, product, said)
        if (plan.values or plan.categories is not None) and found.sold_elsewhere(product):
            plan.refuse(
                f"{plan.changes[0][0]}: another café sells this too, so you can change its price and stock only."
            )
        if plan.record_values and record is None:
            self.put_at(plan, cafe)
        if not plan.why:
            self.judge(plan)
        plan.row.title = plan.title

    def of_product(self, column: Column, text: str, product: Any, said: dict[str, str]) -> Wish | None:
        if column.shared and product.is_child:
            if text and not self.is_as_parent(column, text, product.parent):
                raise NotReadable(SHARED_HINT.format(parent=product.parent.get_title()))
            return None
        if column.name == "title" and product.is_child and not text:
            return Wish(column, product.title, "", self.lookups) if product.title else None
        current = self.current(column, product)
        wish = wished(column, text, current, self.field(column), self.lookups, is_new=False)
        said[column.name] = text_of(column.show(wish.new if wish else current, self.lookups))
        return wish

    def of_record(self, column: Column, text: str, product: Any, record: Any, cafe: Any) -> Wish | None:
        if product.is_parent:
            if text:
                raise NotReadable("can't be said of goods with variants: say it in the rows of the variants")
            return None
        if record is None and not text:
            return None
        current = getattr(record, column.name) if record else None
        if column.name == "price_currency":
            return self.currency(column, text, current, cafe or (record and self.lookups.cafes[record.partner_id]))
        return wished(column, text, current, self.field(column), self.lookups, is_new=False)

    def put_at(self, plan: Plan, cafe: Any) -> None:
        """The goods are there; that this café sells them is new."""
        if cafe is None:
            plan.refuse("Café: say who sells these goods, now that they have a price or stock.")
            return
        if plan.record_values.get("price") is None:
            plan.refuse(f"Price: it is needed, for {cafe.name} doesn't sell these goods yet.")
        plan.record_values |= {"partner_id": cafe.pk, "price_currency": currency_of(cafe)}
        plan.changes.insert(0, (COLUMNS["cafe"].heading, "", cafe.name))

    def refuse_other_parent(self, plan: Plan, product: Any) -> None:
        wanted = unguarded(plan.row.cells.get("parent", ""))
        if not wanted:
            return
        parent = product.parent if product.is_child else None
        if parent is None:
            raise Refused(f"Variant of: these goods stand by themselves, and can't become a variant of “{wanted}”.")
        if wanted != parent.upc and number_of(wanted) != parent.pk:
            raise Refused(
                f"Variant of: these goods are a variant of “{parent.get_title()}”, which can't be changed here."
            )

    def refuse_contradiction(self, plan: Plan, product: Any, said: dict[str, str]) -> None:
        """Goods of several cafés have several rows, which say the same of the goods; the first of them changes it."""
        for name, text in said.items():
            before = self.said.get((product.pk, name))
            if before is None:
                continue
            if before[0] != text:
                plan.refuse(f"{COLUMNS[name].heading}: row {before[1]} says otherwise of the same goods.")
            else:
                plan.values.pop(name, None)
                plan.categories = None if name == "categories" else plan.categories
                plan.changes = [change for change in plan.changes if change[0] != COLUMNS[name].heading]
        plan.said = said

    def remember(self, plan: Plan, *, is_new: bool) -> None:
        if plan.why or plan.product is None:
            return
        if is_new:
            self.taken["new", plan.sku] = plan.row.number
            if plan.product.is_parent:
                self.fresh[plan.sku] = plan.product
            return
        cafe = plan.record_values.get("partner_id") or (plan.record.partner_id if plan.record else None)
        self.taken[plan.product.pk, cafe] = plan.row.number
        for name, text in plan.said.items():
            self.said.setdefault((plan.product.pk, name), (text, plan.row.number))

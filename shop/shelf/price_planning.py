"""What rows of prices would change in the price lists. Nothing is deleted by a row that isn't there."""

import copy
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from oscar.core.loading import get_model

from shop.pricing.actions.prices import entry_of, record_prices
from shop.pricing.models import ListPrice, PriceList
from shop.shelf import cells
from shop.shelf.cells import NotReadable, refuse_hostile
from shop.shelf.columns import PRICES, ROW, Column, Lookups, by_name
from shop.shelf.models import ImportRow
from shop.shelf.plans import Plan, Refused, about, model_faults, unguarded, wished

COLUMNS = by_name(PRICES)
Key = tuple[int, int, int, date | None]  # list, record, from quantity, from day


class PricePlanner:
    def __init__(self, *, columns: Sequence[str]) -> None:
        self.columns = [COLUMNS[name] for name in columns]
        self.lookups = Lookups()
        self.taken: dict[Key, int] = {}

    def plan(self, rows: Iterable[ImportRow], *, lock: bool = False) -> list[Plan]:
        rows = list(rows)
        skus = {unguarded(row.cells.get("sku", "")) for row in rows}
        sold = (
            get_model("partner", "StockRecord").objects.filter(partner_sku__in=skus).select_related("product__parent")
        )
        self.records: dict[str, list[Any]] = {}
        for record in sold:
            self.records.setdefault(record.partner_sku, []).append(record)
        prices = ListPrice.objects.filter(stockrecord__partner_sku__in=skus)
        if lock:
            lists = {unguarded(row.cells.get("price_list", "")).casefold() for row in rows}
            pks = [pk for pk, each in self.lookups.price_lists.items() if each.name.casefold() in lists]
            list(PriceList.objects.filter(pk__in=pks).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
        self.prices: dict[Key, ListPrice] = {
            (price.price_list_id, price.stockrecord_id, price.from_quantity, price.first_day): price for price in prices
        }
        return [self.of_row(row) for row in rows]

    def of_row(self, row: ImportRow) -> Plan:
        plan = Plan(row, sku=unguarded(row.cells.get("sku", ""))[:130])
        is_new = False
        try:
            key = self.key(plan)
            if key in self.taken:
                raise Refused(f"SKU: the same list, quantity and day stand in row {self.taken[key]} already.")
            price = self.prices.get(key)
            is_new = price is None
            self.compare(plan, key, price)
            if not plan.why:
                self.taken[key] = row.number
        except Refused as refused:
            plan.refuse(str(refused))
        plan.settle(is_new=is_new)
        return plan

    def key(self, plan: Plan) -> Key:
        listed = self.price_list(plan)
        record = plan.record = self.record(plan)
        plan.title = record.product.get_title()[:200] + f", {listed.name}"
        return listed.pk, record.pk, self.cell(plan, "from_quantity") or 1, self.cell(plan, "first_day")

    def price_list(self, plan: Plan) -> PriceList:
        name = unguarded(plan.row.cells.get("price_list", ""))
        for each in self.lookups.price_lists.values():
            if name and each.name.casefold() == name.casefold():
                return each
        raise Refused(
            f"Price list: there is no “{name[:60]}”. Make the list first." if name else "Price list: it is empty."
        )

    def record(self, plan: Plan) -> Any:
        wanted = unguarded(plan.row.cells.get("cafe", ""))
        records = self.records.get(plan.sku, [])
        if wanted:
            cafes = self.lookups.cafes
            records = [each for each in records if cafes[each.partner_id].name.casefold() == wanted.casefold()]
        if len(records) > 1:
            raise Refused(f"SKU: “{plan.sku}” is sold by several cafés. Say in the column Café which one is meant.")
        if not records:
            at = f" at “{wanted[:60]}”" if wanted else ""
            raise Refused(f"SKU: nothing is sold as “{plan.sku}”{at}." if plan.sku else "SKU: it is empty.")
        return records[0]

    def cell(self, plan: Plan, name: str) -> Any:
        text = unguarded(plan.row.cells.get(name, ""))
        if not text:
            return None
        try:
            refuse_hostile(text)
            value = (cells.whole if name == "from_quantity" else cells.day)(text)
            if name == "from_quantity" and not value:
                raise NotReadable("is no quantity: the first is 1")
        except NotReadable as error:
            raise Refused(about(COLUMNS[name], text, str(error))) from error
        return value

    def compare(self, plan: Plan, key: Key, price: ListPrice | None) -> None:
        listed, record, quantity, first_day = key
        plan.was = entry_of(price) if price else None
        wanted = copy.copy(price) or ListPrice(
            price_list_id=listed, stockrecord_id=record, from_quantity=quantity, first_day=first_day
        )
        for column in self.columns:
            if column.of == ROW:
                self.take(plan, column, wanted, is_new=price is None)
        if price is None and wanted.price is None and not plan.why:
            plan.refuse("Price: it is needed, for there is no such price yet.")
        if not plan.why and (plan.changes or price is None):
            for fault in model_faults(
                wanted, without={"price_list", "stockrecord"}, columns=COLUMNS, cells=plan.row.cells
            ):
                plan.refuse(fault)
        plan.product = wanted

    def take(self, plan: Plan, column: Column, wanted: ListPrice, *, is_new: bool) -> None:
        text = plan.row.cells.get(column.name, "")
        field: Any = ListPrice._meta.get_field(column.name)
        if is_new and not text:
            return
        try:
            wish = wished(column, text, getattr(wanted, column.name), field, self.lookups, is_new=is_new)
        except NotReadable as error:
            plan.refuse(about(column, text, str(error)))
            return
        if wish is not None:
            setattr(wanted, column.name, wish.new)
            plan.changes.append(wish.change)


def write_prices(plans: Sequence[Plan], *, by: Any, now: datetime) -> None:
    ListPrice.objects.bulk_create([plan.product for plan in plans if plan.kind == ImportRow.Kind.NEW], 500)
    changed = [plan.product for plan in plans if plan.kind == ImportRow.Kind.CHANGED]
    ListPrice.objects.bulk_update(changed, ["price", "last_day"], batch_size=500)
    lists = PriceList.objects.in_bulk({plan.product.price_list_id for plan in plans})
    record_prices(
        ((lists[plan.product.price_list_id], plan.record, plan.was, entry_of(plan.product)) for plan in plans),
        by=by,
        now=now,
    )

"""What was planned is written, in a few statements for many rows. The search index learns of it in the same breath."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from oscar.core.loading import get_model
from oscar.core.utils import slugify

from shop.finding.actions import index_goods, together
from shop.goods.recording import SHOWN, STOCK, Change, record_many
from shop.shelf.columns import GOODS, RECORD
from shop.shelf.models import ImportRow
from shop.shelf.plans import Plan
from shop.stock.alerts import review_levels

AT_ONCE = 500
HISTORY = {"In stock": STOCK, "Visible": SHOWN}  # as the other ways to change them call it
OF_ONE_CAFE = {"Café", *(column.heading for column in GOODS if column.of == RECORD)}


def write_goods(plans: Sequence[Plan], *, by: Any = None) -> None:
    with together():
        write_parts(plans)
        record_many(changes=changes_of(plans), by=by)
        index_goods(plan.product.pk for plan in plans if is_found_otherwise(plan))


def changes_of(plans: Sequence[Plan]) -> Iterator[tuple[Any, Change]]:
    """For the history of the goods. What one café asks, and how much it has, is that café's."""
    sellers = {
        plan.row.pk: plan.record.partner_id if plan.record else plan.record_values.get("partner_id") for plan in plans
    }
    cafes = get_model("partner", "Partner").objects.in_bulk(set(sellers.values()) - {None})
    for plan in plans:
        if plan.kind == ImportRow.Kind.NEW:
            yield plan.product, Change("Made by an import", "", plan.product.get_title())
        for heading, old, new in plan.changes:
            cafe = cafes.get(sellers[plan.row.pk]) if heading in OF_ONE_CAFE else None
            yield plan.product, Change(HISTORY.get(heading, heading), old, new, cafe)


def is_found_otherwise(plan: Plan) -> bool:
    """A new price or count is no new word."""
    return bool(
        plan.kind == ImportRow.Kind.NEW
        or plan.values
        or plan.categories is not None
        or "partner_id" in plan.record_values
    )


def write_parts(plans: Sequence[Plan]) -> None:
    new = [plan for plan in plans if plan.kind == ImportRow.Kind.NEW]
    add([plan for plan in new if not plan.product.is_child])
    add([plan for plan in new if plan.product.is_child])
    known = [plan for plan in plans if plan.kind == ImportRow.Kind.CHANGED]
    change_products(known)
    change_records(known)
    sort_into_categories([plan for plan in plans if plan.categories is not None])


def add(plans: Sequence[Plan]) -> None:
    for plan in plans:
        product = plan.product
        product.slug = slugify(product.get_title())
        if product.is_child:
            product.parent = product.parent  # whose key is known by now
    get_model("catalogue", "Product").objects.bulk_create([plan.product for plan in plans], AT_ONCE)
    sold = [plan for plan in plans if plan.record is not None]
    for plan in sold:
        plan.record.product = plan.product
    get_model("partner", "StockRecord").objects.bulk_create([plan.record for plan in sold], AT_ONCE)
    review(plan.record for plan in sold)


def change_products(plans: Iterable[Plan]) -> None:
    """Rows of several cafés may be about one product: each changes other fields of it."""
    products: dict[int, Any] = {}
    fields: dict[int, set[str]] = defaultdict(set)
    for plan in plans:
        for name, value in plan.values.items():
            setattr(plan.product, name, value)
            products[plan.product.pk] = plan.product
            fields[plan.product.pk].add(name.removesuffix("_id"))
    update(get_model("catalogue", "Product"), products, fields)


def change_records(plans: Iterable[Plan]) -> None:
    """What is promised belongs to the orders, and is never written here."""
    records: dict[int, Any] = {}
    fields: dict[int, set[str]] = {}
    added: list[Any] = []
    for plan in plans:
        if not plan.record_values:
            continue
        if plan.record is None:
            added.append(new_record(plan))
            continue
        for name, value in plan.record_values.items():
            setattr(plan.record, name, value)
        records[plan.record.pk], fields[plan.record.pk] = plan.record, set(plan.record_values)
    update(get_model("partner", "StockRecord"), records, fields)
    get_model("partner", "StockRecord").objects.bulk_create(added, AT_ONCE)
    counted = [record for pk, record in records.items() if fields[pk] & {"num_in_stock", "low_stock_threshold"}]
    review([*counted, *added])


def new_record(plan: Plan) -> Any:
    return get_model("partner", "StockRecord")(product=plan.product, partner_sku=plan.sku, **plan.record_values)


def update(model: Any, things: dict[int, Any], fields: dict[int, set[str]]) -> None:
    """One statement for all that have the same fields changed, which is far quicker than a CASE for each field. Each is
    there and locked, so that nothing is ever inserted."""
    alike = defaultdict(list)
    for pk, thing in things.items():
        alike[frozenset(fields[pk])].append(thing)
    for names, these in alike.items():
        model.objects.bulk_create(
            these, AT_ONCE, update_conflicts=True, unique_fields=["id"], update_fields=[*sorted(names), "date_updated"]
        )


def sort_into_categories(plans: Sequence[Plan]) -> None:
    links = get_model("catalogue", "ProductCategory").objects
    wanted = {plan.product.pk: plan.categories or frozenset() for plan in plans}
    there = defaultdict(set)
    for product, category in links.filter(product__in=wanted).values_list("product", "category"):
        there[product].add(category)
    gone = [(product, category) for product, now in wanted.items() for category in there[product] - now]
    for category in {category for _, category in gone}:
        links.filter(category=category, product__in=[product for product, each in gone if each == category]).delete()
    links.bulk_create(
        links.model(product_id=product, category_id=category)
        for product, now in wanted.items()
        for category in sorted(now - there[product])
    )


def review(records: Iterable[Any]) -> None:
    review_levels(records=[record for record in records if record.low_stock_threshold is not None])

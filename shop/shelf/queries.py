"""Who may import and export what, and the shelf as tables."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from oscar.core.loading import get_model

from shop.accounts.roles import DASHBOARD
from shop.pricing.models import ListPrice
from shop.shelf.columns import GOODS, PRODUCT, RECORD, Lookups
from shop.shelf.found import sku_of
from shop.shelf.models import Import

CHANGE_GOODS = (
    "catalogue.change_product",
    "catalogue.add_product",
    "partner.change_stockrecord",
    "partner.add_stockrecord",
)
CHANGE_PRICES = ("pricing.change_pricelist",)
SEE_GOODS = "catalogue.view_product"
SEE_PRICES = "pricing.view_pricelist"
AT_A_TIME = 500


def may_see_goods(user: Any) -> bool:
    return user.has_perm(SEE_GOODS if user.is_staff else DASHBOARD)


def may_see_prices(user: Any) -> bool:
    return user.is_staff and user.has_perm(SEE_PRICES)


def may_import(user: Any) -> list[str]:
    """Which tables; none for whoever changes neither goods nor prices."""
    if not user.is_active:
        return []
    if not user.is_staff:
        return [Import.Table.GOODS] if user.has_perm(DASHBOARD) and own_cafes(user) else []
    allowed = {Import.Table.GOODS: CHANGE_GOODS, Import.Table.PRICES: CHANGE_PRICES}
    return [table for table, rights in allowed.items() if user.has_perms(rights)]


def own_cafes(user: Any) -> frozenset[int] | None:
    """None: all of them."""
    return None if user.is_staff else frozenset(user.partners.values_list("pk", flat=True))


def cafes(user: Any) -> QuerySet:
    found = get_model("partner", "Partner").objects.order_by("name")
    return found if user.is_staff else found.filter(users=user)


def imports(user: Any) -> QuerySet[Import]:
    """People of a café see their own; staff those of the tables that they may change."""
    found = Import.objects.filter(table__in=may_import(user)).select_related("by", "confirmed_by")
    return found if user.is_staff else found.filter(by=user)


def goods_rows(*, user: Any, cafe: Any = None) -> Iterator[list[Any]]:
    """A row for each of the goods at each café that sells it, all variants after what they are variants of."""
    lookups = Lookups()
    allowed = own_cafes(user)
    wanted = frozenset({cafe.pk}) if cafe is not None else allowed
    for product in shelf(wanted):
        records = [record for record in product.stockrecords.all() if wanted is None or record.partner_id in wanted]
        for record in records or [None]:
            yield goods_row(product, record, lookups)


def shelf(cafes: frozenset[int] | None) -> Iterator[Any]:
    products = get_model("catalogue", "Product").objects
    found = products.select_related("parent").prefetch_related("stockrecords", "categories")
    if cafes is not None:
        sold = get_model("partner", "StockRecord").objects.filter(partner__in=cafes)
        own = Q(pk__in=sold.values("product")) | Q(
            pk__in=sold.filter(product__parent__isnull=False).values("product__parent")
        )
        found = found.filter(own)
    yield from found.filter(parent=None).order_by("title", "pk").iterator(AT_A_TIME)
    yield from found.filter(parent__isnull=False).order_by("parent__title", "parent", "pk").iterator(AT_A_TIME)


def goods_row(product: Any, record: Any, lookups: Lookups) -> list[Any]:
    cells = []
    for column in GOODS:
        if column.name == "sku":
            cells.append(sku_of(product, record))
        elif column.name == "parent":
            cells.append(sku_of(product.parent) if product.is_child else "")
        elif column.name == "cafe":
            cells.append(lookups.cafes[record.partner_id].name if record else "")
        elif column.name == "categories":
            pks = frozenset(category.pk for category in product.categories.all())
            cells.append(column.show(pks, lookups))
        elif column.of == PRODUCT and column.shared and product.is_child:
            cells.append("")
        elif column.of == RECORD or column.name == "num_allocated":
            cells.append(column.show(getattr(record, column.name), lookups) if record else "")
        else:
            cells.append(column.show(getattr(product, column.name), lookups))
    return cells


def price_rows(*, cafe: Any = None) -> Iterator[list[Any]]:
    prices = ListPrice.objects.select_related("price_list", "stockrecord__partner", "stockrecord__product__parent")
    if cafe is not None:
        prices = prices.filter(stockrecord__partner=cafe)
    ordered = prices.order_by(
        "price_list__name", "stockrecord__partner_sku", "stockrecord", "from_quantity", "first_day"
    )
    for price in ordered.iterator(AT_A_TIME):
        record = price.stockrecord
        yield [
            price.price_list.name,
            record.partner_sku,
            record.partner.name,
            record.product.get_title(),
            price.from_quantity,
            price.price,
            record.price_currency,
            price.first_day,
            price.last_day,
        ]

"""A product once more: its facts, categories, pictures and prices, under a SKU of its own, not yet in the shop."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from oscar.core.loading import get_model

from shop.goods.recording import Change, record
from shop.refusals import Refusal

OWN = {"id", "upc", "slug", "title", "is_public", "archived_at", "date_created", "date_updated", "rating", "parent"}
LONGEST_SKU = 64


class SkuIsTaken(Refusal):
    def __init__(self, sku: str) -> None:
        super().__init__(sku)
        self.sku = sku

    def __str__(self) -> str:
        return f"Another product has the SKU {self.sku}."


def free_sku(sku: str | None) -> str:
    """ "EL-SOUR-COPY", and where that is taken "EL-SOUR-COPY-2"."""
    if not sku:
        return ""
    products = get_model("catalogue", "Product").objects
    wanted = f"{sku[: LONGEST_SKU - 10]}-COPY"
    taken = {each.casefold() for each in products.filter(upc__istartswith=wanted).values_list("upc", flat=True)}
    tries = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, len(taken) + 2))
    return next(each for each in tries if each.casefold() not in taken)


@transaction.atomic
def duplicate(*, product: Any, title: str, sku: str, by: Any, records: QuerySet) -> Any:
    """records: those whose prices go with it; their stock does not."""
    if sku and get_model("catalogue", "Product").objects.filter(upc__iexact=sku).exists():
        raise SkuIsTaken(sku)
    copy = _copied(product, title=title, sku=sku, parent=product.parent, records=records)
    for child in product.children.order_by("position", "pk"):
        sold_as = records.filter(product=child).values_list("partner_sku", flat=True).first()
        _copied(child, title=child.title, sku=free_sku(child.upc or sold_as), parent=copy, records=records)
    record(product=copy, by=by, changes=[Change("Made as a duplicate", product.upc or product.get_title(), sku)])
    return copy


def _copied(product: Any, *, title: str, sku: str, parent: Any, records: QuerySet) -> Any:
    facts = {field.attname: getattr(product, field.attname) for field in product._meta.concrete_fields}
    fresh = {name: value for name, value in facts.items() if name.removesuffix("_id") not in OWN}
    copy = type(product)(**fresh, title=title, upc=sku or None, parent=parent, is_public=False)
    _save(copy)
    copy.categories.set(product.categories.all())
    copy.product_options.set(product.product_options.all())
    for value in product.attribute_values.select_related("attribute"):
        value.attribute.save_value(copy, value.value)
    pictures = [type(each)(product=copy, original_id=each.original_id, caption=each.caption, display_order=place)
                for place, each in enumerate(product.images.order_by("display_order", "pk"))]  # fmt: skip
    get_model("catalogue", "ProductImage").objects.bulk_create(pictures)
    for each in records.filter(product=product):
        if not sku or type(each).objects.filter(partner=each.partner_id, partner_sku=sku).exists():
            raise SkuIsTaken(sku)
        type(each).objects.create(
            product=copy,
            partner_id=each.partner_id,
            partner_sku=sku,
            price_currency=each.price_currency,
            price=each.price,
            num_in_stock=0 if product.is_counted else None,
            low_stock_threshold=each.low_stock_threshold,
        )
    return copy


def _save(copy: Any) -> None:
    """Whoever took the SKU at the same instant was first."""
    try:
        with transaction.atomic():
            copy.save()
    except IntegrityError as error:
        if not type(copy).objects.filter(upc=copy.upc).exists():
            raise
        raise SkuIsTaken(copy.upc) from error

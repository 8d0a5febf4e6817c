"""Goods on pages: {% picture product "card" %} is the first picture, or a drawn stand-in."""

from collections.abc import Iterable
from typing import Any

from django import template

from shop.goods import label, pictures, quantities, queries

register = template.Library()
STAND_IN = {"line": (160, 120), "card": (480, 360), "page": (960, 720)}


@register.filter
def counted(quantity: int, unit: str) -> str:
    """ "2 cases" """
    return quantities.counted(quantity, unit)


@register.filter
def many(unit: str, quantity: int) -> str:
    """ "cases", where the number stands in a field of its own."""
    return unit if quantity == 1 else quantities.MANY[unit]


@register.filter
def per(unit: str) -> str:
    """ "a case", "per kg": after a price."""
    return quantities.PER[unit]


@register.filter
def limits(of: quantities.Quantities) -> str:
    """ "At most 2 cases in one order." Empty where one may order any number."""
    return label.limits(of)


@register.filter
def sellers(product: Any, info: Any) -> list[Any]:
    """The café whose price is shown; of goods with variants, each café that sells one of them."""
    if not product.is_parent:
        return [info.stockrecord.partner] if info.stockrecord else []
    records = [record for variant in product.get_public_children() for record in variant.stockrecords.all()]
    return list({record.partner_id: record.partner for record in records if record.price is not None}.values())


@register.simple_tag
def as_cards(products: Iterable[Any]) -> list[Any]:
    """The same products in the same order, with what a card needs: for lists that Oscar has fetched bare."""
    order = [product.pk for product in products]
    found = queries.products().in_bulk(order)
    return [found[pk] for pk in order if pk in found]


@register.simple_tag(takes_context=True)
def price_together(context: Any, products: Iterable[Any]) -> str:
    """Prices for all goods of a page in one go, before the first of them is shown."""
    context["request"].strategy.prepare(products)
    return ""


@register.inclusion_tag("components/picture.html")
def picture(product: Any, size: str = "card", alt: str = "", eager: bool = False) -> dict[str, Any]:
    first = product.primary_image()
    image = None if isinstance(first, dict) else first.original
    width, height = STAND_IN[size]
    return {
        "picture": pictures.rendition(image, size),
        "alt": alt,
        "eager": eager,
        "size": size,
        "width": width,
        "height": height,
    }

"""Goods on pages: {% picture product "card" %} is the first picture, or a drawn stand-in."""

from collections.abc import Iterable
from typing import Any

from django import template

from shop.goods import pictures, quantities, queries

register = template.Library()
STAND_IN = {"line": (160, 120), "card": (480, 360), "page": (960, 720)}


@register.filter
def counted(quantity: int, unit: str) -> str:
    """ "2 cases" """
    return quantities.counted(quantity, unit)


@register.filter
def per(unit: str) -> str:
    """ "a case", "per kg": after a price."""
    return quantities.PER[unit]


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

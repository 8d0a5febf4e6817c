"""Goods on a page, with today's price and stock, and the button that adds them."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from home.blocks.choosing import Category, Product
from home.chosen import Chosen
from shop.goods import queries

ONE_WAY = "Choose products one by one, or a category: one of the two."


class ProductGridBlock(blocks.StructBlock):
    title = blocks.CharBlock(required=False, max_length=80)
    products = blocks.ListBlock(Product(), default=[], help_text="In the order in which they shall stand.")
    category = Category(required=False, help_text="In place of single products: the newest of this category.")
    count = blocks.IntegerBlock(min_value=1, max_value=24, default=4, help_text="How many of the category.")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(len(cleaned["products"])) == bool(cleaned["category"]):
            raise StructBlockValidationError(block_errors={"category": ValidationError(ONE_WAY)})
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        return {**context, "products": goods_of(value, context.get("chosen"))}

    class Meta:
        icon = "grip"
        label = "Products"
        group = "Goods"
        template = "blocks/products.html"


class ProductBlock(blocks.StructBlock):
    product = Product()
    text = blocks.TextBlock(required=False, max_length=400, help_text="Why this one? One or two sentences.")

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        return {**context, "products": picked([value["product"]], context.get("chosen"))}

    class Meta:
        icon = "tag"
        label = "One product"
        group = "Goods"
        template = "blocks/product.html"


def goods_of(value: Any, chosen: Chosen | None) -> list[Any]:
    if not value["category"]:
        return picked(value["products"], chosen)
    # What was chosen is only a key: the category may have gone since.
    category = value.bound_blocks["category"].block.found(value["category"])
    return list(queries.listing(category=category, sort="newest")[: value["count"] or 4]) if category else []


def picked(products: Any, chosen: Chosen | None) -> list[Any]:
    """Those that are sold, in their order: from what the page has fetched, else by themselves."""
    keys = [product.pk for product in products if product]
    return (chosen or Chosen(goods=queries.products().in_bulk(keys))).products(keys)

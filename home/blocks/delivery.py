from typing import Any

from wagtail import blocks

from home.blocks.choosing import Cafe
from shop.cafes import models
from shop.edition.keeping import kept
from shop.rounds.ahead import with_routes


class DeliveryBlock(blocks.StructBlock):
    title = blocks.CharBlock(required=False, max_length=80, default="Where we deliver, and how much at least")
    cafe = Cafe(required=False, label="café", help_text="None: all cafés. Routes and prices come from the dashboard.")

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        listed = kept(context.get("request"), "where goods go", where_goods_go)
        chosen = value["cafe"]
        return {**context, "cafes": [cafe for cafe in listed if chosen is None or cafe.pk == chosen.pk]}

    class Meta:
        icon = "site"
        label = "Where we deliver"
        group = "Goods"
        template = "blocks/delivery.html"


def where_goods_go() -> list[models.Cafe]:
    """Of those whose goods leave their tables."""
    cafes: Any = with_routes(models.Cafe.objects.all())
    return [cafe for cafe in cafes if cafe.vans or getattr(getattr(cafe, "counter", None), "is_active", False)]

from typing import Any

from django.utils import timezone
from wagtail import blocks

from home.blocks.choosing import Cafe
from shop.cafes import queries


class OpeningHoursBlock(blocks.StructBlock):
    title = blocks.CharBlock(required=False, max_length=80, default="When we are open")
    cafe = Cafe(required=False, label="café", help_text="None: all cafés.")

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        cafes = queries.cafes(now=timezone.now())
        return {**context, "cafes": list(cafes.filter(pk=value["cafe"].pk) if value["cafe"] else cafes)}

    class Meta:
        icon = "time"
        label = "Opening hours"
        group = "Goods"
        template = "blocks/opening_hours.html"

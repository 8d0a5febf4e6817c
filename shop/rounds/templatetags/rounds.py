"""What cards of goods say of the days to come."""

from typing import Any

from django import template

from shop.rounds.ahead import NextDays

register = template.Library()


@register.filter
def next_day(product: Any, days: NextDays | None) -> str:
    """ "Tue 24 Nov", on a list that knows the days: the first on which this can be had."""
    if not days:
        return ""
    sold = product.get_public_children() if product.is_parent else [product]
    cafes = frozenset(record.partner.code for each in sold for record in each.stockrecords.all())
    return days.first(cafes, product.family.lead_days)

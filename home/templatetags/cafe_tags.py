"""What editorial pages show of the cafés."""

from django import template
from django.utils import timezone

from shop.cafes import domain, queries
from shop.cafes.models import Cafe

register = template.Library()


@register.simple_tag
def all_cafes() -> list[Cafe]:
    return list(queries.cafes(now=timezone.now()))


@register.filter
def open_in_words(cafe: Cafe) -> str:
    return domain.in_words(cafe.hours, timezone.now())


@register.filter
def coming_week(cafe: Cafe) -> tuple[domain.Day, ...]:
    return domain.coming_week(cafe.hours, timezone.now())

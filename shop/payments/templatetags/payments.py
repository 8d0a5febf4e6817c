from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def pays_by_card() -> bool:
    return bool(settings.STRIPE_SECRET_KEY)

from dataclasses import replace

from django import template
from django.conf import settings

from shop.payments.owed import owed
from shop.trade.domain import Standing
from shop.trade.models import TradeAccount

register = template.Library()


@register.simple_tag
def pays_by_card() -> bool:
    return bool(settings.STRIPE_SECRET_KEY)


@register.simple_tag
def owed_by(account: TradeAccount) -> Standing:
    """How much of its limit an account has used."""
    return replace(account.standing, owed=owed(account))

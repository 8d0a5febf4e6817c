"""What pages of the layers below say of orders."""

from typing import Any

from django import template
from django.db.models import Q
from django.template import Context

from shop.ordering.seeing import seen_by
from shop.payments.gateways import GATEWAYS
from shop.trade.models import Member

register = template.Library()

NEWEST = 3


@register.filter
def way(code: str) -> str:
    """ "By bank": of a payment, by its gateway's code; one that was given up keeps its code."""
    return GATEWAYS[code].name if code in GATEWAYS else code


@register.simple_tag(takes_context=True)
def newest_orders(context: Context, member: Member | None) -> list[Any]:
    """Of the account that somebody acts for, and what they ordered for themselves."""
    orders = seen_by(context["request"].user)
    if member is not None:
        account = member.account_id
        orders = orders.filter(Q(account=None) | Q(account=account) | Q(account__merged_into=account))
    rows = orders.select_related("round", "account", "user").prefetch_related("lines")
    return list(rows.order_by("-date_placed", "-pk")[:NEWEST])

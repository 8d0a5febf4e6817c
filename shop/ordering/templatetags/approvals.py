"""What one's own front page says of approvals."""

from typing import Any

from django import template

from shop.accounts.roles import APPROVE, ORDER
from shop.money import NOTHING
from shop.ordering import waiting
from shop.trade.models import Member

register = template.Library()

MOST = 3


@register.simple_tag
def needs_you(member: Member | None) -> dict[str, Any]:
    """What this person can decide now, the most urgent first; or what of theirs waits for somebody else."""
    if member is None or not member.may(ORDER):
        return {}
    found = waiting.waiting_for(member) if member.may(APPROVE) else waiting.seen_by(member).filter(state="asked")
    rows = list(found.select_related("asked_by").prefetch_related("parts__order").order_by("until", "pk")[: MOST + 1])
    listed = [(row, [part.order for part in row.parts.all()]) for row in rows[:MOST]]
    sums = [(row, orders, sum((order.total_incl_tax for order in orders), NOTHING)) for row, orders in listed]
    return {"rows": sums, "more": len(rows) > MOST, "decides": member.may(APPROVE)} if rows else {}

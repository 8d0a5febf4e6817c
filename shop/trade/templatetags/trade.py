"""What pages say of the account that somebody acts for."""

from dataclasses import dataclass
from typing import Any

from babel.numbers import format_currency
from django import template
from django.template import Context
from django.urls import reverse

from shop.accounts import roles
from shop.trade import current, domain
from shop.trade.models import Invitation, Member

register = template.Library()


@dataclass(frozen=True)
class Entry:
    words: str
    page: str
    needs: str = ""


ENTRIES = (
    Entry("Order pad", "catalogue:pad", roles.ORDER),
    Entry("Lists", "customer:lists", roles.ORDER),
    Entry("Approvals", "customer:approvals", roles.ORDER),
    Entry("Team", "customer:team", roles.SEE_TEAM),
    Entry("Delivery places", "customer:locations", roles.SEE_LOCATIONS),
    Entry("Company details", "customer:details", roles.SEE_DETAILS),
    Entry("Preferences", "customer:preferences"),
)


@register.simple_tag(takes_context=True)
def trade_menu(context: Context) -> list[dict[str, str]]:
    """The pages that are open to the role; "page" marks the present one, "true" one that the present one is part of."""
    request = context["request"]
    member = current.current(request)
    if member is None:
        return []
    links = []
    for entry in ENTRIES:
        if not entry.needs or member.may(entry.needs):
            url = reverse(entry.page)
            here = "page" if request.path == url else "true" if request.path.startswith(url) else ""
            links.append({"words": entry.words, "url": url, "here": here})
    return links


@register.filter
def may(member: Member, capability: str) -> bool:
    """`member|may:"CHANGE_TEAM"`, by the name it has in shop.accounts.roles."""
    return member.may(getattr(roles, capability))


@register.filter
def in_words(role: roles.MemberRole) -> list[str]:
    return [capability for capability in roles.CAPABILITIES if capability in role.may]


@register.filter
def place(of: Member | Invitation) -> str:
    """`Buyer, up to £200.00 an order`."""
    return domain.place_in_words(roles.MEMBER_ROLES[of.role].name, of.spend_limit, of.account.currency)


@register.filter
def limit(of: Member | Invitation) -> str:
    return domain.limit_in_words(of.spend_limit, of.account.currency)


@register.filter
def in_currency(amount: Any, currency: str) -> str:
    return format_currency(amount, currency, locale="en_GB")


@register.filter
def is_over(invitation: Invitation, now: Any) -> bool:
    return not invitation.is_open(now)

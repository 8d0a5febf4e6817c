"""Approvals for pages, for whoever decides, and for the sweep."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from oscar.core.loading import get_model

from shop.accounts.roles import APPROVE
from shop.ordering import approvals, domain
from shop.ordering.models import Approval, ApprovalPart
from shop.payments.domain import OPEN, SETTLED
from shop.payments.models import Share
from shop.plain import wanted_words
from shop.trade import queries as trade
from shop.trade.models import Member, TradeAccount

WHERE_AND_WHOSE = ("round__cafe__partner", "slot", "shipping_address", "user", "account")


def deciders(account: TradeAccount, *, asked_by: Any) -> list[Member]:
    """Who may let through what somebody else asked for."""
    return list(trade.people(account.merged_into or account, APPROVE).exclude(user=asked_by))


def seen_by(member: Member) -> QuerySet[Approval]:
    """All of the account for who decides, merged ones among them; else one's own."""
    found = Approval.objects.filter(account__in=trade.ids_of(member.account))
    return found if member.may(APPROVE) else found.filter(asked_by=member.user)


def listed(member: Member, *, text: str = "", state: str = "") -> QuerySet[Approval]:
    """Those that wait first, the most urgent of them first; then what was decided last."""
    found = seen_by(member)
    for word in wanted_words(text):
        about = Q(order__number__icontains=word) | Q(order__po_number__icontains=word)
        found = found.filter(
            Q(asked_by__first_name__icontains=word)
            | Q(asked_by__last_name__icontains=word)
            | Q(pk__in=ApprovalPart.objects.filter(about).values("approval"))
        )
    if state:
        found = found.filter(state=state)
    return (
        found.select_related("asked_by", "decided_by", "account")
        .prefetch_related(Prefetch("parts", queryset=_standing_parts(), to_attr="standing"))
        .order_by(F("decided_at").desc(nulls_first=True), "until", "pk")
    )


def _standing_parts() -> QuerySet[ApprovalPart]:
    """Without what was replaced."""
    return ApprovalPart.objects.filter(replaced_by=None).select_related("order__round__cafe__partner").order_by("pk")


def waiting_for(member: Member) -> QuerySet[Approval]:
    """What this person can decide now."""
    own = Q() if member.spend_limit is None else ~Q(asked_by=member.user)
    return seen_by(member).filter(own, state=approvals.ASKED)


def orders_of(approval: Approval) -> QuerySet[Any]:
    return get_model("order", "Order").objects.filter(approving__approval=approval).order_by("pk")


def standing_orders(approval: Approval) -> QuerySet[Any]:
    """Without those that were placed anew."""
    return orders_of(approval).filter(approving__replaced_by=None)


# The sweep


def over(now: datetime) -> QuerySet[Approval]:
    return Approval.objects.filter(state=approvals.ASKED, until__lte=now).order_by("until", "pk")


def to_remind(now: datetime) -> QuerySet[Approval]:
    found = Approval.objects.filter(state=approvals.ASKED, remind_at__lte=now, until__gt=now)
    return found.order_by("remind_at", "pk")


def overtaken() -> QuerySet[Approval]:
    """None of whose orders waits any more: staff have seen to them."""
    waits = ApprovalPart.objects.filter(approval=OuterRef("pk"), order__status=domain.PENDING)
    return Approval.objects.filter(~Exists(waits), state=approvals.ASKED).order_by("pk")


def never_paid(now: datetime) -> QuerySet[Any]:
    """Approved, kept for its payment as long as was said, and nobody is paying."""
    orders = get_model("order", "Order").objects.filter(status=domain.PENDING, approving__approval__pay_until__lte=now)
    paying = Share.objects.filter(order=OuterRef("pk"), payment__state__in=[*OPEN, *SETTLED])
    return orders.filter(~Exists(paying)).order_by("pk")


# What keeps orders from being taken for left behind


def kept(now: datetime) -> QuerySet[ApprovalPart]:
    waits = Q(approval__state=approvals.ASKED) | Q(approval__pay_until__gt=now)
    return ApprovalPart.objects.filter(waits)


def is_kept(order: Any, now: datetime) -> bool:
    return kept(now).filter(order=order).exists()


def pay_until(orders: Iterable[Any]) -> datetime | None:
    """Of orders that were approved and are still to be paid."""
    parts = ApprovalPart.objects.filter(order__in=[order.pk for order in orders], approval__pay_until__isnull=False)
    return parts.order_by("approval__pay_until").values_list("approval__pay_until", flat=True).first()

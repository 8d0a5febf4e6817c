"""Who may see which orders, and an order with all that a page or a letter says of it."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from oscar.core.loading import get_model

from shop.accounts.roles import DASHBOARD, MEMBER_ROLES, SEE_ORDERS
from shop.ordering.keys import is_ours
from shop.ordering.models import ApprovalPart
from shop.ordering.remembering import PLACED
from shop.payments.models import Share
from shop.trade.models import Member

SEES = "order.view_order"
CHANGES = "order.change_order"
SEE_THEM = [role.key for role in MEMBER_ROLES.values() if SEE_ORDERS in role.may]


def seen_by(user: Any) -> QuerySet[Any]:
    """One's own, and those of the accounts that one belongs to. Who has left a company no longer sees what they ordered
    for it; whose role shows no orders sees their own."""
    orders = get_model("order", "Order").objects.all()
    if not user.is_authenticated:
        return orders.none()
    here = Member.objects.filter(user=user, left_at=None)
    seeing = here.filter(role__in=SEE_THEM).values("account")
    belongs = here.values("account")
    own = Q(user=user) & (Q(account=None) | Q(account__in=belongs) | Q(account__merged_into__in=belongs))
    return orders.filter(own | Q(account__in=seeing) | Q(account__merged_into__in=seeing))


def seen_in(request: Any) -> QuerySet[Any]:
    """Also by whoever placed them in this browser, signed in or not."""
    placed = [number for number in request.session.get(PLACED, []) if isinstance(number, str)]
    orders = seen_by(request.user)
    return orders | get_model("order", "Order").objects.filter(number__in=placed) if placed else orders


def by_link(number: str, signature: str) -> QuerySet[Any]:
    """What was ordered as a guest. The database isn't asked for an order whose link was made up."""
    orders = get_model("order", "Order").objects.all()
    return orders.filter(number=number).exclude(guest_email="") if is_ours(number, signature) else orders.none()


def for_staff(user: Any) -> QuerySet[Any]:
    """All for who may see all; those of a person's own café for its staff."""
    orders = get_model("order", "Order").objects.all()
    if user.is_staff and user.has_perm(SEES):
        return orders
    if not user.is_staff and user.has_perm(DASHBOARD):
        own = get_model("order", "Line").objects.filter(partner__users=user)
        return orders.filter(pk__in=own.values("order"))
    return orders.none()


def may_change(user: Any) -> bool:
    return user.has_perm(CHANGES) if user.is_staff else user.has_perm(DASHBOARD)


def whole(orders: QuerySet[Any]) -> QuerySet[Any]:
    """All that is shown of them, in one go for any number of lines; what few orders need is asked for by these."""
    lines = get_model("order", "Line").objects.select_related("product").order_by("pk")
    answers = get_model("order", "LineAttribute").objects.select_related("option").order_by("pk")
    return orders.select_related(
        *("round__cafe__partner", "slot", "shipping_address__country", "user", "account", "taken__by"),
        *("approving__replaced_by", "approving__approval__asked_by", "approving__approval__decided_by"),
        "approving__approval__account",
    ).prefetch_related(
        Prefetch("lines", queryset=lines),
        Prefetch("lines__attributes", queryset=answers),
        "deposits",
        Prefetch("shares", queryset=Share.objects.select_related("payment")),
    )


def together_with(order: Any) -> QuerySet[Any]:
    """All that was placed in the same go, itself among them."""
    payments = Share.objects.filter(order=order).values("payment")
    beside = Q(pk__in=Share.objects.filter(payment__in=payments).values("order"))
    asked = ApprovalPart.objects.filter(approval__parts__order=order, replaced_by=None)
    beside |= Q(pk__in=asked.values("order"))
    orders = get_model("order", "Order").objects.filter(user=order.user_id, guest_email__iexact=order.guest_email)
    return orders.filter(Q(pk=order.pk) | beside).order_by("pk")

"""Who sees which payments. People of one café see what their orders have in them, if they may see payments at all."""

from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Case, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When
from oscar.core.loading import get_model

from shop.accounts.roles import DASHBOARD
from shop.cafes.models import Cafe
from shop.desk.payments.troubles import SOMEBODY, conditions
from shop.ordering.seeing import for_staff
from shop.payments import domain
from shop.payments.models import Difference, Dispute, Exchange, Payment, Refund, Share
from shop.plain import wanted_words
from shop.trade.models import TradeAccount
from shop.trade.queries import accounts_for_staff, ids_of

VIEW, HANDLE, REFUND = "payments.view_payment", "payments.handle_payment", "payments.refund_payment"


def may_look(user: Any) -> bool:
    return user.has_perm(VIEW) and (user.is_staff or user.has_perm(DASHBOARD))


def may_handle(user: Any) -> bool:
    """What is done to a payment as a whole touches every café that has a part in it."""
    return user.is_staff and user.has_perm(HANDLE)


def may_refund(user: Any) -> bool:
    return user.has_perm(REFUND)


def shares_of(user: Any) -> QuerySet[Share]:
    shares = Share.objects.all()
    return shares if user.is_staff else shares.filter(order__in=for_staff(user))


def payments_of(user: Any) -> QuerySet[Payment]:
    if not may_look(user):
        return Payment.objects.none()
    if user.is_staff:
        return Payment.objects.all()
    return Payment.objects.filter(Exists(shares_of(user).filter(payment=OuterRef("pk"))))


def cafes_of(user: Any) -> QuerySet[Cafe]:
    cafes = Cafe.objects.select_related("partner").order_by("partner__name", "pk")
    return cafes if user.is_staff else cafes.filter(partner__users=user)


def found(
    payments: QuerySet[Payment], *, shares: QuerySet[Share], whole: bool, wanted: dict[str, Any], now: datetime
) -> QuerySet[Payment]:
    for name in ("state", "gateway"):
        if wanted.get(name):
            payments = payments.filter(**{name: wanted[name]})
    if since := wanted.get("since"):
        payments = payments.filter(created_at__date__gte=since)
    if until := wanted.get("until"):
        payments = payments.filter(created_at__date__lte=until)
    if account := wanted.get("account"):
        payments = payments.filter(account__in=ids_of(account))
    here = shares.filter(payment=OuterRef("pk"))
    if cafe := wanted.get("cafe"):
        lines = get_model("order", "Line").objects.filter(partner=cafe.partner_id)
        payments = payments.filter(Exists(here.filter(order__in=lines.values("order"))))
    for word in wanted_words(wanted.get("q", "")):
        payments = payments.filter(_matches(word, shares, whole=whole))
    if trouble := wanted.get("trouble"):
        payments = payments.filter(_troubled(trouble, shares, now))
    return payments


def _matches(word: str, shares: QuerySet[Share], *, whole: bool) -> Q:
    """The reference names all orders, those of other cafés too."""
    here = shares.filter(payment=OuterRef("pk"))
    refunds = Refund.objects.filter(share=OuterRef("pk"), number__icontains=word)
    of_order = (
        Q(order__number__icontains=word)
        | Q(order__guest_email__icontains=word)
        | Q(order__user__email__icontains=word)
        | Q(order__contact_name__icontains=word)
    )
    matches = (
        Q(Exists(here.filter(of_order)))
        | Q(account__name__icontains=word)
        | Q(number__icontains=word)
        | Q(ticket=word)
        | Q(Exists(here.filter(Exists(refunds))))
    )
    return matches | Q(reference__icontains=word) if whole else matches


def _troubled(code: str, shares: QuerySet[Share], now: datetime) -> Q:
    asked = conditions(now=now, shares=shares)
    if code in asked:
        return asked[code]
    any_of = Q()
    for condition in asked.values():
        any_of |= condition
    return any_of


def in_need(user: Any, now: datetime) -> QuerySet[Payment]:
    return payments_of(user).filter(_troubled(SOMEBODY, shares_of(user), now))


def as_shown(keys: list[int], *, shares: QuerySet[Share], now: datetime) -> list[Payment]:
    """The same number of statements for any number of them. Each says of itself what is the matter with it."""
    asked = conditions(now=now, shares=shares)
    own = shares.select_related("order__user", "order__round__cafe__partner").prefetch_related("refunds__by")
    rows = (
        Payment.objects.filter(pk__in=keys)
        .annotate(**{f"is_{code}": _as_column(condition) for code, condition in asked.items()})
        .select_related("account", "card")
        .prefetch_related(
            Prefetch("shares", queryset=own, to_attr="shown_shares"),
            Prefetch("disputes", queryset=Dispute.objects.order_by("pk"), to_attr="shown_disputes"),
            Prefetch("differences", queryset=Difference.objects.filter(gone_at=None), to_attr="shown_differences"),
            Prefetch("exchanges", queryset=Exchange.objects.filter(said=domain.PAID), to_attr="said_paid"),
        )
    )
    by_key = {payment.pk: payment for payment in rows}
    return [by_key[key] for key in keys if key in by_key]


def _as_column(condition: Q) -> Any:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def accounts_of(user: Any) -> QuerySet[TradeAccount]:
    """By which the list can be narrowed."""
    return accounts_for_staff(user)

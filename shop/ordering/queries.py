"""Orders for pages and for the sweep."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from oscar.core.loading import get_model

from shop.ordering import domain
from shop.ordering.models import ApprovalPart
from shop.payments.domain import OPEN, SETTLED
from shop.payments.models import Payment, Share


def settled_before_their_orders() -> QuerySet[Payment]:
    """A process ended between the two."""
    waiting = Share.objects.filter(payment=OuterRef("pk"), order__status=domain.PENDING)
    return Payment.objects.filter(Exists(waiting), state__in=SETTLED).order_by("pk")


def never_paid(*, before: datetime, now: datetime | None = None) -> QuerySet[Any]:
    """Pending for longer than there is to pay, and nobody is paying: what failed was not tried again. What staff took
    is kept for as long as they said; so is what was approved (shop.ordering.waiting)."""
    paying = Share.objects.filter(order=OuterRef("pk"), payment__state__in=[*OPEN, *SETTLED])
    tried = Share.objects.filter(order=OuterRef("pk"))
    orders = get_model("order", "Order").objects.filter(status=domain.PENDING, date_placed__lt=before)
    kept = orders.exclude(taken__kept_until__gt=now or before)
    approved = ApprovalPart.objects.filter(order=OuterRef("pk"), approval__pay_until__isnull=False)
    return kept.filter(Exists(tried), ~Exists(paying), ~Exists(approved)).order_by("pk")


def is_being_paid(order: Any) -> bool:
    return bool(order.shares.filter(payment__state__in=[*OPEN, *SETTLED]).exists())

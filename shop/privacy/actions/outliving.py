"""What the law has us keep for six years goes when they are over: orders with all that hangs on them, and the record of
changes to accounts."""

from datetime import datetime
from typing import Any

import structlog
from django.db import transaction
from django.db.models import ProtectedError
from oscar.core.loading import get_model

from shop.ordering.domain import PIPELINE
from shop.privacy import domain
from shop.trade.models import AccountChange

log = structlog.get_logger(__name__)

# Nothing follows on these: what is still open is not over, however old.
AT_THEIR_END = [state for state, following in PIPELINE.items() if not following]


def let_go(*, now: datetime) -> int:
    """How many orders went. One that payments or other papers still need stays as long as they do."""
    before = domain.kept_since(now)
    AccountChange.objects.filter(at__lt=before).delete()
    old = get_model("order", "Order").objects.filter(date_placed__lt=before, status__in=AT_THEIR_END).order_by("pk")
    gone = 0
    for key in list(old.values_list("pk", flat=True)):
        try:
            gone += _without_trace(key)
        except ProtectedError:
            continue
    log.info("kept long enough", orders=gone)
    return gone


@transaction.atomic
def _without_trace(key: int) -> int:
    order: Any = get_model("order", "Order").objects.select_for_update(of=("self",)).filter(pk=key).first()
    if order is None:
        return 0
    belongings = [order.shipping_address, order.billing_address, order.basket]
    order.delete()
    for each in belongings:
        # Oscar gives each order addresses and a basket of its own.
        if each is not None:
            each.delete()
    return 1

"""An approval that nobody gives: its buyer withdraws it, its time is over, or the café has settled its orders."""

from datetime import datetime
from typing import Any

from django.db import transaction
from oscar.core.loading import get_model

from shop.ordering import approval_letters as letters
from shop.ordering import approvals, domain, waiting
from shop.ordering.actions.deciding import end, lock_waiting, waiting_orders
from shop.ordering.models import Approval

WITHDRAWN = "Its buyer withdrew it before it was approved."
LAPSED = "Nobody approved it in time."


@transaction.atomic
def withdraw(*, approval: Approval, by: Any, now: datetime) -> None:
    held = lock_waiting(approval)
    orders = waiting_orders(held)
    _write(held, approvals.WITHDRAWN, by, now)
    ended = end(orders=orders, to=domain.CANCELLED, by=by, reason=WITHDRAWN)
    if not ended:
        raise approvals.DecidedAlready(approvals.OVERTAKEN, "")
    letters.tell_withdrawn(approval=held, orders=ended)


@transaction.atomic
def take_back(*, approval: Approval, basket: Any) -> Any:
    """The goods of what came to nothing, once. basket: the open one of who asked. Says how they fitted in; nothing,
    where there is nothing to take back."""
    if basket.pk is None:
        basket.save()
    basket.hold()
    orders = list(waiting.standing_orders(approval).select_for_update(of=("self",)))
    if any(order.status not in domain.GIVES_STOCK_BACK for order in orders):
        return None
    baskets = get_model("basket", "Basket").objects
    old = baskets.filter(pk__in={order.basket_id for order in orders}).order_by("pk").first()
    return None if old is None or old.status == old.MERGED else basket.take_back(old)


@transaction.atomic
def lapse_approval(*, approval: Approval, now: datetime) -> bool:
    """Looked at again under its lock: somebody may just have decided."""
    held = Approval.objects.select_for_update(of=("self",)).select_related("asked_by", "account").get(pk=approval.pk)
    if held.state != approvals.ASKED or now < held.until:
        return False
    ended = end(orders=list(waiting.standing_orders(held)), to=domain.LAPSED, by=None, reason=LAPSED)
    _write(held, approvals.LAPSED if ended else approvals.OVERTAKEN, None, now)
    if ended:
        letters.tell_lapsed(approval=held, orders=ended)
    return True


@transaction.atomic
def note_overtaken(*, approval: Approval, now: datetime) -> None:
    """Whoever settled its orders has told their customer."""
    held = Approval.objects.select_for_update(of=("self",)).get(pk=approval.pk)
    waits = waiting.standing_orders(held).filter(status=domain.PENDING).exists()
    if held.state == approvals.ASKED and not waits:
        _write(held, approvals.OVERTAKEN, None, now)


@transaction.atomic
def remind(*, approval: Approval, now: datetime) -> None:
    """Once."""
    held = Approval.objects.select_for_update(of=("self",)).select_related("asked_by", "account").get(pk=approval.pk)
    if held.state != approvals.ASKED or held.remind_at is None:
        return
    held.remind_at = None
    held.save(update_fields=["remind_at"])
    orders = list(waiting.standing_orders(held).filter(status=domain.PENDING).select_related("round__cafe", "user"))
    if orders:
        letters.tell_reminded(approval=held, orders=orders)


def _write(approval: Approval, state: str, by: Any, now: datetime) -> None:
    approval.state, approval.decided_by, approval.decided_at, approval.remind_at = state, by, now, None
    approval.save(update_fields=["state", "decided_by", "decided_at", "remind_at"])

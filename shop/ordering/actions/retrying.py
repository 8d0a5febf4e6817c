"""A payment that came to nothing is tried once more: the orders wait for it as long as they are kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from shop.ordering import domain
from shop.ordering.actions.confirming import orders_of
from shop.ordering.promising import promised_for
from shop.ordering.waiting import pay_until
from shop.payments.actions.opening import CARD, open_payment
from shop.payments.domain import Portion
from shop.payments.models import Payment
from shop.payments.promises import AT_ONCE
from shop.trade.models import TradeAccount


@transaction.atomic
def pay_again(*, payment: Payment, by_way_of: str, now: datetime) -> Payment:
    """Under the same name, so that there is never a second one at once. What is open already is called off before, and
    of several orders those count that still wait."""
    if payment.account_id:
        TradeAccount.objects.select_for_update(of=("self",)).get(pk=payment.account_id)
    shares = payment.shares.select_related("order__round", "order__taken")
    waiting = [share for share in shares if share.order.status == domain.PENDING]
    if not waiting:
        order = orders_of(payment)[0]
        raise domain.NotWaiting(order.number, order.status)
    until = kept_until([share.order for share in waiting], now)
    by_link = kept_by_link([share.order for share in waiting])
    fresh = open_payment(
        checkout=payment.checkout,
        portions=[Portion(share.order_id, share.order.number, share.amount) for share in waiting],
        currency=payment.currency,
        by_way_of=by_way_of,
        account=payment.account,
        now=now,
        until=until,
        kept_until=by_link,
        promise=promised_for([share.order for share in waiting]) if by_way_of == CARD else AT_ONCE,
    )
    orders = list(orders_of(fresh).select_for_update(of=("self",)))
    if over := next((order for order in orders if order.status != domain.PENDING), None):
        raise domain.NotWaiting(over.number, over.status)
    return fresh


def kept_until(orders: Sequence[Any], now: datetime) -> datetime:
    """Refuses what can't wait any longer."""
    for order in orders:
        if order.round and now >= domain.in_time_until(order):
            raise domain.ClosedMeanwhile(order.round.name)
    usual = domain.kept_until(min(order.date_placed for order in orders), settings.PAYMENT_MINUTES)
    until = kept_by_link(orders) or pay_until(orders) or usual
    if now >= until:
        raise domain.KeptLongEnough
    return until


def kept_by_link(orders: Sequence[Any]) -> datetime | None:
    """Where staff took the order and sent the link, until when that is good."""
    times = [order.taken.kept_until for order in orders if hasattr(order, "taken") and order.taken.kept_until]
    return min(times, default=None)

"""The cards behind completed orders are charged, and those behind orders that came to nothing are let go. What a card
doesn't give is flagged, so that staff see it before the goods leave."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from oscar.core.loading import get_model

from shop.ordering import domain
from shop.ordering.actions.confirming import flag, orders_of
from shop.payments import promises
from shop.payments.actions.taking import Taken, let_go, take
from shop.payments.domain import AUTHORISED, PROMISED
from shop.payments.models import Payment, Share
from shop.trade.domain import money

DONE = frozenset({domain.COMPLETED, domain.ISSUED})
UNDER_WAY = frozenset({domain.PENDING, domain.RECEIVED, domain.IN_PROGRESS})


def promised(now: datetime) -> QuerySet[Payment]:
    """Whose orders are all completed or ended; and what a bank is about to let go of."""
    under_way = Share.objects.filter(payment=OuterRef("pk"), order__status__in=UNDER_WAY)
    ending = Q(state=AUTHORISED, settled_at__lte=now - promises.HOLDS_LAST + promises.SPARE / 2)
    return Payment.objects.filter(~Exists(under_way) | ending, state__in=PROMISED).order_by("pk")


def charge(*, payment: Payment, now: datetime) -> None:
    orders = list(orders_of(payment))
    wanted = {order.pk: order.total_incl_tax for order in orders if order.status in DONE}
    if wanted:
        take(payment=payment, wanted=wanted, then=lambda taken: flag_what_is_due(taken, orders, now), now=now)
    elif all(order.status in domain.GIVES_STOCK_BACK for order in orders):
        let_go(payment=payment, now=now)
    else:
        for order in orders:
            flag_due(order=order, words=ENDING, now=now)


def flag_what_is_due(taken: Taken, orders: Sequence[Any], now: datetime) -> None:
    """Once it is taken nothing is held any more: also for those that are not completed yet."""
    for order in orders:
        if due := taken.due.get(order.pk):
            flag_due(order=order, words=words_of_due(due, order, taken.payment.reason), now=now)
        elif order.status in UNDER_WAY:
            flag_due(order=order, words=words_of_due(order.total_incl_tax, order, OVER), now=now)


OVER = "The hold on it is over."
ENDING = "The hold on its card ends before it is completed. Complete it today, or ask for a payment by link."


def words_of_due(due: Decimal, order: Any, reason: str) -> str:
    why = f" {reason}" if reason else ""
    return f"{money(due, order.currency)} could not be taken from the card.{why} Ask for it by a payment link."


@transaction.atomic
def flag_due(*, order: Any, words: str, now: datetime) -> None:
    """Once, however often it is looked at."""
    get_model("order", "Order").objects.select_for_update(of=("self",)).get(pk=order.pk)
    if not order.flags.filter(words=words).exists():
        flag(order=order, words=words[:300], now=now)

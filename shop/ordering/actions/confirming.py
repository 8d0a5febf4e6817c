"""Once it is paid, or put on account, an order is received; what is never paid lapses. Each happens once, whoever hears
of it first: the customer's return, the provider's event, or the sweep."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from oscar.core.loading import get_model

from shop.ordering import domain, letters, queries, waiting
from shop.ordering.actions.giving import give_offers_back
from shop.ordering.actions.paid_twice import flag_if_paid_twice
from shop.ordering.actions.states import change_locked
from shop.ordering.actions.wrong_amounts import flag_wrong_amount
from shop.ordering.models import Flag
from shop.payments.actions.settling import Settled
from shop.payments.domain import EXPIRED, PAID
from shop.payments.models import Payment


def follow(settled: Settled, *, now: datetime) -> None:
    """What becomes of the orders when their payment has been settled, or is over."""
    flag_wrong_amount(settled=settled, now=now)
    if settled.payment.is_settled:
        receive(payment=settled.payment, now=now)
    elif settled.payment.state == EXPIRED:
        for order in orders_of(settled.payment):
            lapse(order=order, now=now)


def orders_of(payment: Payment) -> QuerySet[Any]:
    return get_model("order", "Order").objects.filter(shares__payment=payment).order_by("pk")


@transaction.atomic
def receive(*, payment: Payment, now: datetime) -> None:
    """Money that came in too late for a round, or after the order had lapsed, is never lost: staff are told."""
    for order in _locked(orders_of(payment)):
        if order.status == domain.PENDING:
            change_locked(order=order, to=domain.RECEIVED)
            if order.round and now >= domain.in_time_until(order):
                flag(order=order, words=domain.paid_too_late(order.round.name), now=now)
            letters.tell_received(order=order)
        elif came_late(payment, order):
            flag(order=order, words=domain.PAID_AFTER_ALL, now=now)
            letters.tell_paid_after_all(order=order)
        elif order.status not in domain.GIVES_STOCK_BACK:
            flag_if_paid_twice(payment=payment, order=order, now=now)


def receive_placed(*, orders: Sequence[Any]) -> None:
    """In the transaction that writes them: nobody is asked for money first, and nobody else knows of them yet."""
    for order in orders:
        change_locked(order=order, to=domain.RECEIVED)
        letters.tell_received(order=order)


def came_late(payment: Payment, order: Any) -> bool:
    """Money, for an order that had ended before; told once."""
    if order.status not in domain.GIVES_STOCK_BACK or payment.state != PAID or not payment.amount:
        return False
    ended = order.status_changes.filter(new_status=order.status).order_by("pk").last()
    is_late = ended is None or (payment.settled_at and payment.settled_at > ended.date_created)
    return bool(is_late) and not order.flags.filter(words=domain.PAID_AFTER_ALL).exists()


@transaction.atomic
def lapse(*, order: Any, now: datetime) -> None:
    """One at a time: of two orders each would hold goods that the other's buyers wait for. Looked at again under its
    lock: somebody may just have begun to pay."""
    for held in _locked(get_model("order", "Order").objects.filter(pk=order.pk)):
        if held.status == domain.PENDING and not queries.is_being_paid(held) and not waiting.is_kept(held, now):
            change_locked(order=held, to=domain.LAPSED, reason="It was not paid in time.")
            give_offers_back(order=held)
            letters.tell_lapsed(order=held)


def _locked(orders: QuerySet[Any]) -> list[Any]:
    return list(orders.select_for_update(of=("self",)).select_related("round__cafe__partner", "user", "account"))


def flag(*, order: Any, words: str, now: datetime) -> None:
    Flag.objects.create(order=order, words=words, at=now)

"""What was left between an order and its payment is settled, whatever ended in between."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import structlog
from django.conf import settings

from shop.ordering import queries, waiting
from shop.ordering.actions.charging import charge, promised
from shop.ordering.actions.confirming import follow, lapse, receive
from shop.ordering.actions.ending import lapse_approval, note_overtaken, remind
from shop.payments.actions.refunding import carry_out
from shop.payments.actions.settling import expire
from shop.payments.queries import refunds_on_their_way, unsettled

log = structlog.get_logger(__name__)

PATIENCE_SECONDS = 10


def sweep(*, now: datetime) -> None:
    """One that can't be settled now keeps none of the others waiting, and a provider that is silent keeps no mail
    waiting: the worker is the same."""
    until = time.monotonic() + PATIENCE_SECONDS
    for payment in unsettled(now):
        with going_on(payment=payment.pk):
            follow(expire(payment=payment, now=now), now=now)
        if time.monotonic() > until:
            break
    for payment in queries.settled_before_their_orders():
        with going_on(payment=payment.pk):
            receive(payment=payment, now=now)
    for order in queries.never_paid(before=now - timedelta(minutes=settings.PAYMENT_MINUTES), now=now):
        with going_on(order=order.pk):
            lapse(order=order, now=now)
    settle_approvals(now=now)
    for payment in promised(now):
        with going_on(payment=payment.pk):
            charge(payment=payment, now=now)
        if time.monotonic() > until:
            break
    for refund in refunds_on_their_way(now):
        with going_on(refund=refund.pk):
            carry_out(refund=refund, now=now)


def settle_approvals(*, now: datetime) -> None:
    """What nobody decided, or nobody paid after it was approved, lapses."""
    for approval in waiting.overtaken():
        with going_on(approval=approval.pk):
            note_overtaken(approval=approval, now=now)
    for approval in waiting.over(now):
        with going_on(approval=approval.pk):
            lapse_approval(approval=approval, now=now)
    for approval in waiting.to_remind(now):
        with going_on(approval=approval.pk):
            remind(approval=approval, now=now)
    for order in waiting.never_paid(now):
        with going_on(order=order.pk):
            lapse(order=order, now=now)


@contextmanager
def going_on(**about: object) -> Iterator[None]:
    try:
        yield
    except Exception:
        log.exception("left for the next sweep", **about)

"""Paying back: never more than came in, however many ask at once."""

import logging
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from shop.money import NOTHING
from shop.payments import domain
from shop.payments.actions.posting import write_transfers
from shop.payments.actions.telling import Clock, note
from shop.payments.gateways import gateway
from shop.payments.models import Exchange, Payment, Refund, Share, Transfer
from shop.payments.outside import outside_any_transaction

log = logging.getLogger(__name__)


@transaction.atomic
def ask_refund(
    *, share: Share, amount: Decimal, reason: str, by: Any, now: datetime, left_before: Decimal | None = None
) -> Refund:
    """A row only. The payment's row is locked, so that the others who ask see this one.

    left_before: as whoever asks has seen it. A second click sees that it is less by now.
    """
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=share.payment_id)
    if not payment.is_paid:
        raise domain.NotSettled
    left = left_of(share)
    if left_before not in (None, left):
        raise domain.PaidBackMeanwhile(left, payment.currency)
    if amount <= NOTHING or amount > left:
        raise domain.MoreThanWasPaid(amount, left, payment.currency)
    return Refund.objects.create(share=share, amount=amount, reason=reason, by=by, asked_at=now)


def left_of(share: Share) -> Decimal:
    """What the card's bank took back can't be paid back once more."""
    moved = share.transfers.filter(reversed_by=None).values_list("kind", "amount")
    charged = sum((amount for kind, amount in moved if kind == domain.CHARGE), NOTHING)
    disputed = sum((amount for kind, amount in moved if kind == domain.DISPUTED), NOTHING)
    return domain.refundable(charged - disputed, share.refunds.values_list("state", "amount"))


def carry_out(*, refund: Refund, now: datetime) -> Refund:
    """Ask the provider to pay it back, by its key; asked again it pays nothing twice."""
    outside_any_transaction()
    refund = Refund.objects.select_related("share__payment").get(pk=refund.pk)
    if refund.state != domain.ASKED_BACK:
        return refund
    payment, clock = refund.share.payment, Clock()
    outcome = gateway(payment.gateway).refund(refund)
    note(Exchange.GIVE, outcome, payment=payment, refund=refund, key=str(refund.key), took=clock.read(), now=now)
    return _write(refund, outcome, now)


@transaction.atomic
def _write(refund: Refund, outcome: domain.Outcome, now: datetime) -> Refund:
    row = Refund.objects.select_for_update(of=("self",)).select_related("share__payment").get(pk=refund.pk)
    if row.state != domain.ASKED_BACK or outcome.state not in (domain.PAID, domain.FAILED):
        return row
    if outcome.state == domain.FAILED:
        row.state, row.failure = domain.NOT_PAID_BACK, outcome.reason
        log.error("Refund %s was not paid back: %s", row.pk, outcome.reason)
    else:
        row.state, row.number = domain.PAID_BACK, outcome.number
        back = Transfer(
            share=row.share,
            refund=row,
            kind=domain.REFUND,
            amount=row.amount,
            gateway=row.share.payment.gateway,
            number=outcome.number,
            at=now,
            by=row.by,
        )
        write_transfers(transfers=[back], now=now)
    row.save(update_fields=["state", "number", "failure"])
    return row


def refund(
    *, share: Share, amount: Decimal, reason: str, by: Any, now: datetime, left: Decimal | None = None
) -> Refund:
    """Both steps. What the provider does not answer is on its way, and settled by the sweep."""
    outside_any_transaction()
    asked = ask_refund(share=share, amount=amount, reason=reason, by=by, now=now, left_before=left)
    return carry_out(refund=asked, now=now)

"""Paying back: never more than came in, however many ask at once."""

import logging
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from shop.money import NOTHING
from shop.payments import domain
from shop.payments.actions.posting import write_transfers
from shop.payments.gateways import gateway
from shop.payments.models import Payment, Refund, Share, Transfer
from shop.payments.outside import outside_any_transaction

log = logging.getLogger(__name__)


@transaction.atomic
def ask_refund(*, share: Share, amount: Decimal, reason: str, by, now: datetime) -> Refund:
    """A row only. The payment's row is locked, so that the others who ask see this one."""
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=share.payment_id)
    if not payment.is_paid:
        raise domain.NotSettled
    left = left_of(share)
    if amount <= NOTHING or amount > left:
        raise domain.MoreThanWasPaid(amount, left, payment.currency)
    return Refund.objects.create(share=share, amount=amount, reason=reason, by=by, asked_at=now)


def left_of(share: Share) -> Decimal:
    charged = sum(
        share.transfers.filter(kind=domain.CHARGE).values_list("amount", flat=True),
        NOTHING,
    )
    return domain.refundable(charged, share.refunds.values_list("state", "amount"))


def carry_out(*, refund: Refund, now: datetime) -> Refund:
    """Ask the provider to pay it back, by its key; asked again it pays nothing twice."""
    outside_any_transaction()
    refund = Refund.objects.select_related("share__payment").get(pk=refund.pk)
    if refund.state != domain.ASKED_BACK:
        return refund
    return _write(refund, gateway(refund.share.payment.gateway).refund(refund), now)


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


def refund(*, share: Share, amount: Decimal, reason: str, by, now: datetime) -> Refund:
    """Both steps. What the provider does not answer is on its way, and settled by the sweep."""
    outside_any_transaction()
    return carry_out(refund=ask_refund(share=share, amount=amount, reason=reason, by=by, now=now), now=now)

"""What the provider says of a payment is written once, whoever asks first: return page, event or sweep."""

import logging
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from shop.payments import domain
from shop.payments.gateways import gateway
from shop.payments.models import Payment, Transfer
from shop.payments.outside import outside_any_transaction

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settled:
    """The payment as it stands, and what it was before. Of many who settle at once, one alone sees `changed`.

    wrong: what the provider took instead of the payment's amount. Then nothing is settled, and people look at it.
    """

    payment: Payment
    before: str
    wrong: Decimal | None = None

    @property
    def changed(self) -> bool:
        return self.payment.state != self.before


def settle(*, payment: Payment, now: datetime) -> Settled:
    """Ask the provider what became of it. One that failed or expired is asked too: money that came in counts."""
    outside_any_transaction()
    payment.refresh_from_db()
    if payment.is_settled:
        return Settled(payment, payment.state)
    return write_outcome(payment=payment, outcome=gateway(payment.gateway).ask(payment), now=now)


def call_off(*, payment: Payment, now: datetime) -> Settled:
    """The payer chooses another way: after this nobody can pay it, or it turns out to be paid."""
    outside_any_transaction()
    payment.refresh_from_db()
    if not payment.is_open:
        return Settled(payment, payment.state)
    outcome = gateway(payment.gateway).call_off(payment)
    if outcome == domain.NEVER_HEARD_OF_IT:
        outcome = domain.Outcome(domain.FAILED, reason="It was not paid.")
    return write_outcome(payment=payment, outcome=outcome, now=now)


def expire(*, payment: Payment, now: datetime) -> Settled:
    """Over, unless the provider has been paid or can't be asked: then nothing changes, and it is asked again later."""
    settled = call_off(payment=payment, now=now) if now >= payment.expires_at else settle(payment=payment, now=now)
    failed = settled.changed and settled.payment.state == domain.FAILED and now >= payment.expires_at
    if failed and Payment.objects.filter(pk=payment.pk, state=domain.FAILED).update(state=domain.EXPIRED):
        settled.payment.state = domain.EXPIRED
    return settled


@transaction.atomic
def write_outcome(*, payment: Payment, outcome: domain.Outcome, now: datetime, asked: bool = False) -> Settled:
    row = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
    before, state = row.state, domain.next_state(row.state, outcome)
    if state == before == domain.WAITING and asked:
        state = domain.ASKED
    if state == before:
        return Settled(row, before)
    if state == domain.PAID and outcome.amount != row.amount:
        log.error("Payment %s is of %s; the provider says %s.", row.pk, row.amount, outcome.amount)
        return Settled(row, before, wrong=outcome.amount)
    row.state, row.number, row.reason = state, outcome.number, outcome.reason
    if state != domain.ASKED:
        row.settled_at = now
    row.save(update_fields=["state", "number", "reason", "settled_at"])
    if state == domain.PAID:
        Transfer.objects.bulk_create(
            Transfer(
                share=share,
                kind=domain.CHARGE,
                amount=share.amount,
                gateway=row.gateway,
                number=outcome.number,
                at=now,
            )
            for share in row.shares.all()
            if share.amount
        )
    log.info("Payment %s was %s and is %s.", row.pk, before, state)
    return Settled(row, before)

"""What the provider says of a payment is written once, whoever asks first: return page, event or sweep."""

import logging
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from shop.payments import domain
from shop.payments.actions.posting import write_transfers
from shop.payments.actions.telling import Clock, note
from shop.payments.gateways import gateway
from shop.payments.models import Exchange, KeptCard, Payment, Transfer
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
    clock = Clock()
    outcome = gateway(payment.gateway).ask(payment)
    note(Exchange.ASK, outcome, payment=payment, took=clock.read(), now=now)
    return write_outcome(payment=payment, outcome=outcome, now=now)


def call_off(*, payment: Payment, now: datetime) -> Settled:
    """The payer chooses another way: after this nobody can pay it, or it turns out to be paid."""
    outside_any_transaction()
    payment.refresh_from_db()
    if not payment.is_open:
        return Settled(payment, payment.state)
    clock = Clock()
    outcome = gateway(payment.gateway).call_off(payment)
    note(Exchange.CALL_OFF, outcome, payment=payment, took=clock.read(), now=now)
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
def write_outcome(
    *, payment: Payment, outcome: domain.Outcome, now: datetime, asked: bool = False, ticket: str = ""
) -> Settled:
    row = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
    if ticket and not row.ticket:
        row.ticket = ticket
        row.save(update_fields=["ticket"])
    before, state = row.state, domain.next_state(row.state, outcome)
    if state in domain.PROMISED and row.to_take is not None:
        return Settled(row, before)  # what it promised has been seen to already
    if state == before == domain.WAITING and asked:
        state = domain.ASKED
    if state == before:
        return Settled(row, before)
    if state in domain.WITH_AMOUNT and outcome.amount != row.asked_of_payer:
        log.error("Payment %s is of %s; the provider says %s.", row.pk, row.asked_of_payer, outcome.amount)
        return Settled(row, before, wrong=outcome.amount)
    row.state, row.number, row.reason = state, outcome.number, outcome.reason
    if state != domain.ASKED:
        row.settled_at = now
    if outcome.card:
        row.card = _kept(outcome.card, row, now)
    row.save(update_fields=["state", "number", "reason", "settled_at", "card"])
    if state == domain.PAID:
        charges = [
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
        ]
        write_transfers(transfers=charges, now=now)
    log.info("Payment %s was %s and is %s.", row.pk, before, state)
    return Settled(row, before)


def _kept(facts: domain.CardFacts, payment: Payment, now: datetime) -> KeptCard:
    """Of the account it was ordered for, else of the person."""
    share = payment.shares.select_related("order").order_by("pk").first()
    user = share.order.user if share and not payment.account_id else None
    card, _ = KeptCard.objects.get_or_create(
        method=facts.method,
        defaults={
            "user": user,
            "account_id": payment.account_id,
            "customer": facts.customer,
            "brand": facts.brand,
            "last4": facts.last4,
            "month": facts.month,
            "year": facts.year,
            "kept_at": now,
        },
    )
    return card

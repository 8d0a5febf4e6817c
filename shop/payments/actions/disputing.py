"""What goes out without us: a card's bank takes money back, and what we paid back comes back. Each is written once, as
the provider has it, whoever tells of it first."""

import logging
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from shop.money import NOTHING
from shop.payments import disputes, domain
from shop.payments.actions.posting import write_transfers
from shop.payments.actions.telling import Clock, note
from shop.payments.gateways import gateway
from shop.payments.gateways.card_disputes import disputed_since, disputes_of
from shop.payments.models import Dispute, Exchange, Payment, Refund, Share, Transfer
from shop.payments.outside import outside_any_transaction
from shop.trade.domain import money

log = logging.getLogger(__name__)

CARD = "card"
LONGEST = domain.LONGEST_NUMBER - len("-back")


@dataclass(frozen=True)
class Noticed:
    """What staff have to know of a payment's orders. Without words, nothing is new."""

    payment: Payment
    words: tuple[str, ...] = ()
    is_heard: bool = True


def look_for_disputes(*, payment: Payment, now: datetime) -> Noticed:
    outside_any_transaction()
    if payment.gateway != CARD or not payment.number:
        return Noticed(payment)
    found = disputes_of(payment)
    if found is None:
        return Noticed(payment, is_heard=False)
    return Noticed(payment, tuple(words for said in found for words in _record(payment=payment, said=said, now=now)))


def in_dispute(*, since: datetime) -> list[Payment]:
    """By Stripe's word, and those whose disputes we know to be open."""
    outside_any_transaction()
    known = Dispute.objects.filter(state=disputes.OPEN).values("payment")
    told = Payment.objects.filter(Q(number__in=disputed_since(since)) | Q(pk__in=known), gateway=CARD)
    return list(told.order_by("pk"))


@transaction.atomic
def _record(*, payment: Payment, said: disputes.Said, now: datetime) -> list[str]:
    row = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
    dispute, is_new = Dispute.objects.get_or_create(
        number=said.number,
        defaults={
            "payment": row,
            "amount": said.amount,
            "reason": said.reason,
            "answer_by": said.answer_by,
            "opened_at": now,
        },
    )
    words = [_opened(dispute, row)] if is_new else []
    if not said.is_mere_question:
        _take_out(dispute=dispute, payment=row, now=now)
    state = disputes.next_state(dispute.state, disputes.state_of(said.status))
    if state != dispute.state:
        dispute.state, dispute.closed_at = state, now
        dispute.save(update_fields=["state", "closed_at"])
        if state == disputes.WON:
            come_back(transfers=_taken(dispute, row), now=now)
        else:
            words.append(disputes.words_of_loss(amount=money(dispute.amount, row.currency)))
        log.info("Dispute %s of payment %s is %s.", dispute.number, row.pk, state)
    return words


def _opened(dispute: Dispute, payment: Payment) -> str:
    by = f"{timezone.localtime(dispute.answer_by):%-d %B}" if dispute.answer_by else ""
    return disputes.words_of(amount=money(dispute.amount, payment.currency), reason=dispute.reason, by=by)


def _taken(dispute: Dispute, payment: Payment) -> list[Transfer]:
    moved = Transfer.objects.filter(share__payment=payment, kind=domain.DISPUTED, number=dispute.number)
    return list(moved.order_by("pk"))


def _take_out(*, dispute: Dispute, payment: Payment, now: datetime) -> None:
    if _taken(dispute, payment):
        return
    shares = list(payment.shares.order_by("pk"))
    parts = disputes.shared_out(dispute.amount, [_kept(share) for share in shares])
    transfers = [
        Transfer(
            share=share,
            kind=domain.DISPUTED,
            amount=part,
            gateway=payment.gateway,
            number=dispute.number,
            at=now,
        )
        for share, part in zip(shares, parts, strict=True)
        if part
    ]
    write_transfers(transfers=transfers, now=now)


def _kept(share: Share) -> Decimal:
    rows = share.transfers.values_list("kind", "amount")
    return sum((amount if kind in domain.COMES_IN else -amount for kind, amount in rows), NOTHING)


def come_back(*, transfers: list[Transfer], now: datetime) -> None:
    """What went out is with us again. Call it under the lock of their payment, or of their refund."""
    standing = Transfer.objects.filter(pk__in=[each.pk for each in transfers], reversed_by=None)
    back = [
        Transfer(
            share_id=each.share_id,
            reverses=each,
            kind=domain.BACK,
            amount=each.amount,
            gateway=each.gateway,
            number=f"{each.number[:LONGEST]}-back",
            at=now,
        )
        for each in standing.order_by("pk")
    ]
    write_transfers(transfers=back, now=now)


def look_at_refund(*, refund: Refund, now: datetime) -> Noticed:
    """One that was paid back may come back days later: the card's account is closed."""
    outside_any_transaction()
    refund = Refund.objects.select_related("share__payment").get(pk=refund.pk)
    payment, clock = refund.share.payment, Clock()
    if refund.state != domain.PAID_BACK:
        return Noticed(payment)
    outcome = gateway(payment.gateway).ask_refund(refund)
    note(Exchange.ASK, outcome, payment=payment, refund=refund, took=clock.read(), now=now)
    if outcome.state == domain.FAILED and _undo(refund=refund, why=outcome.reason, now=now):
        amount = money(refund.amount, payment.currency)
        return Noticed(payment, (disputes.words_of_late_failure(amount=amount, why=outcome.reason),))
    return Noticed(payment, is_heard=outcome != domain.SILENCE)


@transaction.atomic
def _undo(*, refund: Refund, why: str, now: datetime) -> bool:
    Payment.objects.select_for_update(of=("self",)).get(pk=refund.share.payment_id)
    row = Refund.objects.select_for_update(of=("self",)).get(pk=refund.pk)
    if row.state != domain.PAID_BACK:
        return False
    row.state, row.failure = domain.NOT_PAID_BACK, why
    row.save(update_fields=["state", "failure"])
    come_back(transfers=list(Transfer.objects.filter(refund=row)), now=now)
    log.error("Refund %s came back: %s", row.pk, why)
    return True

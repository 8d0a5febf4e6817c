"""Every night: what providers say, beside what we have written of payments, orders and the ledger. Differences are rows
that stay until they are gone; nothing is mended here."""

import logging
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from shop.money import NOTHING
from shop.payments import domain
from shop.payments.bookkeeping import GIVEN, TAKEN, Found, two_sides
from shop.payments.comparing import our_own
from shop.payments.gateways import gateway
from shop.payments.ledger import Difference, Reconciliation
from shop.payments.models import Payment, Refund, Transfer
from shop.payments.owed import ON_ACCOUNT
from shop.refusals import Refusal

log = logging.getLogger(__name__)

ASKED_ABOUT_FOR = timedelta(days=40)
# Then others have their turn: mail waits for the same worker.
PATIENCE_SECONDS = 20


class Unheard(Exception):
    """The provider said nothing of it."""


def begin(*, now: datetime) -> Reconciliation:
    return Reconciliation.objects.create(began_at=now)


def go_on(*, run: Reconciliation, after: int, now: datetime) -> int | None:
    """From the payment after this one; None once all is done, else as far as it came."""
    until = time.monotonic() + PATIENCE_SECONDS
    for payment in _asked_about(now).filter(pk__gt=after).iterator():
        _compare(run=run, payment=payment, now=now)
        if time.monotonic() > until:
            return payment.pk
    _finish(run=run, found=list(our_own(now)), now=now)
    return None


def _asked_about(now: datetime) -> QuerySet[Payment]:
    """What is still being paid is the sweep's. What is old is asked about as long as it differs."""
    differs = Difference.objects.filter(payment=OuterRef("pk"), kind__in=[TAKEN, GIVEN], gone_at=None)
    recent = Q(created_at__gte=now - ASKED_ABOUT_FOR) | Q(shares__refunds__asked_at__gte=now - ASKED_ABOUT_FOR)
    over = Payment.objects.exclude(state__in=domain.OPEN).exclude(gateway=ON_ACCOUNT).filter(amount__gt=0)
    return over.filter(recent | Exists(differs)).distinct().order_by("pk")


def _compare(*, run: Reconciliation, payment: Payment, now: datetime) -> None:
    try:
        found, is_unheard = list(_differences(payment)), 0
    except Unheard:
        found, is_unheard = [], 1
        Difference.objects.filter(payment=payment, kind__in=[TAKEN, GIVEN], gone_at=None).update(run=run)
    for each in found:
        _note(run=run, found=each, now=now)
    Reconciliation.objects.filter(pk=run.pk).update(asked=F("asked") + 1, unheard=F("unheard") + is_unheard)


def _differences(payment: Payment) -> Iterator[Found]:
    said, written = _said(payment), _written(Transfer.objects.filter(share__payment=payment, kind=domain.CHARGE))
    if said != written:  # it may have moved between the two looks
        said, written = _said(payment), _written(Transfer.objects.filter(share__payment=payment, kind=domain.CHARGE))
    if said != written:
        words = two_sides("the provider took", said, "we have written", written, payment.currency)
        yield Found(TAKEN, f"payment {payment.pk}", f"{payment.reference}: {words}", payment.pk)
    for refund in Refund.objects.filter(share__payment=payment).exclude(state=domain.ASKED_BACK).order_by("pk"):
        given, noted = _given(refund), _written(Transfer.objects.filter(refund=refund, reversed_by=None))
        if given != noted:
            words = two_sides("the provider paid back", given, "we have written", noted, payment.currency)
            about = f"{payment.reference}: {words}"
            yield Found(GIVEN, f"refund {refund.pk}", about, payment.pk, refund.share.order_id)


def _said(payment: Payment) -> Decimal:
    return _moved(_answer(payment.gateway, payment))


def _given(refund: Refund) -> Decimal:
    return _moved(_answer(refund.share.payment.gateway, refund))


def _answer(code: str, asked: Payment | Refund) -> domain.Outcome:
    try:
        way = gateway(code)
    except Refusal as gone:
        raise Unheard from gone
    return way.ask(asked) if isinstance(asked, Payment) else way.ask_refund(asked)


def _moved(outcome: domain.Outcome) -> Decimal:
    if outcome == domain.SILENCE:
        raise Unheard
    return outcome.amount if outcome.state == domain.PAID else NOTHING


def _written(transfers: QuerySet[Transfer]) -> Decimal:
    return transfers.aggregate(sum=Sum("amount"))["sum"] or NOTHING


def _note(*, run: Reconciliation, found: Found, now: datetime) -> None:
    _, is_new = Difference.objects.update_or_create(
        kind=found.kind,
        subject=found.subject,
        gone_at=None,
        defaults={"words": found.words[:300], "run": run},
        create_defaults={
            "words": found.words[:300],
            "run": run,
            "found_at": now,
            "payment_id": found.payment,
            "order_id": found.order,
        },
    )
    if is_new:
        log.error("The books differ: %s", found.words)


@transaction.atomic
def _finish(*, run: Reconciliation, found: list[Found], now: datetime) -> None:
    for each in found:
        _note(run=run, found=each, now=now)
    Difference.objects.filter(gone_at=None).exclude(run=run).update(gone_at=now)
    Reconciliation.objects.filter(pk=run.pk).update(ended_at=now)

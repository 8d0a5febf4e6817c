"""What was said between a provider and us is kept beside the payment, for whoever asks later why it is as it is."""

import time
from datetime import datetime

from django.db.models import F

from shop.payments import domain
from shop.payments.models import Exchange, Payment, Refund
from shop.payments.owed import ON_ACCOUNT

MILLISECONDS = 1000


class Clock:
    """How long an answer took."""

    def __init__(self) -> None:
        self.began = time.monotonic()

    def read(self) -> int:
        return int((time.monotonic() - self.began) * MILLISECONDS)


def note(
    what: str,
    outcome: domain.Outcome,
    *,
    payment: Payment,
    now: datetime,
    refund: Refund | None = None,
    key: str = "",
    took: int | None = None,
) -> None:
    """The sweep asks each minute: the same answer again is counted. What goes on account nobody is asked about."""
    if payment.gateway == ON_ACCOUNT:
        return
    facts = {
        "what": what,
        "refund": refund,
        "key": key,
        "said": outcome.state,
        "words": outcome.reason[:300],
        "amount": outcome.amount or None,
    }
    last = Exchange.objects.filter(payment=payment).order_by("-pk").first() if what != Exchange.BEGIN else None
    if last and all(getattr(last, name) == value for name, value in facts.items()):
        Exchange.objects.filter(pk=last.pk).update(times=F("times") + 1, last_at=now, took=took)
    else:
        Exchange.objects.create(payment=payment, took=took, at=now, last_at=now, **facts)


def note_told(*, payment: Payment, event: str, number: str, now: datetime) -> None:
    """They tell the same thing more than once, and from several threads."""
    told = Exchange(payment=payment, what=Exchange.TOLD, key=number[:80], said=event[:60], at=now, last_at=now)
    if not Exchange.objects.filter(payment=payment, what=Exchange.TOLD, key=told.key).exists():
        Exchange.objects.bulk_create([told], ignore_conflicts=True)

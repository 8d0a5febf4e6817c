"""What the bank tells us by itself. It only makes us ask: what counts is the provider's own state."""

import json
from datetime import datetime
from uuid import UUID

from django.conf import settings

from shop.payments.actions.settling import Settled, settle
from shop.payments.models import Payment
from shop.payments.signatures import check


class Unreadable(Exception):
    """Signed, and still nothing that we understand."""


def record_event(*, body: bytes, signature: str, now: datetime) -> Settled | None:
    """None for a debit that is none of ours. Raises signatures.NotSigned or Unreadable; then nothing is written."""
    check(body=body, signature=signature, secret=settings.BANK_WEBHOOK_SECRET, now=now)
    try:
        key = UUID(json.loads(body)["debit"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable from error
    payment = Payment.objects.filter(key=key, gateway="bank").first()
    return settle(payment=payment, now=now) if payment else None

"""What the bank tells us by itself. It only makes us ask: what counts is the provider's own state."""

import json
from datetime import datetime
from uuid import UUID

from django.conf import settings

from shop.payments.actions.settling import Settled, settle
from shop.payments.actions.telling import note_told
from shop.payments.models import Payment
from shop.payments.signatures import check


class Unreadable(Exception):
    """Signed, and still nothing that we understand."""


def record_event(*, body: bytes, signature: str, now: datetime) -> Settled | None:
    """None for a debit that is none of ours. Raises signatures.NotSigned or Unreadable; then nothing is written."""
    check(body=body, signature=signature, secret=settings.BANK_WEBHOOK_SECRET, now=now)
    try:
        event = json.loads(body)
        key = UUID(event["debit"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable from error
    payment = Payment.objects.filter(key=key, gateway="bank").first()
    if payment is None:
        return None
    state = str(event.get("state"))
    note_told(payment=payment, event=f"debit {state}", number=str(event.get("event") or state), now=now)
    return settle(payment=payment, now=now)

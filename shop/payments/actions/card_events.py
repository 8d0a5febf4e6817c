"""What Stripe tells us by itself. It only makes us ask: what counts is the provider's own state."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

import stripe
from django.conf import settings

from shop.payments.actions.events import Unreadable
from shop.payments.actions.settling import Settled, settle
from shop.payments.models import Payment
from shop.payments.signatures import GOOD_FOR, LONGEST, NotSigned


def record_card_event(*, body: bytes, signature: str, now: datetime) -> Settled | None:
    """None for what is none of ours. Raises NotSigned or Unreadable; then nothing is written."""
    check(body=body, signature=signature)
    payment = payment_of(thing_in(body))
    return settle(payment=payment, now=now) if payment else None


def check(*, body: bytes, signature: str) -> None:
    if not settings.STRIPE_WEBHOOK_SECRET or len(signature) > LONGEST:
        raise NotSigned
    tolerance = int(GOOD_FOR.total_seconds())
    try:
        stripe.WebhookSignature.verify_header(body, signature, settings.STRIPE_WEBHOOK_SECRET, tolerance)
    except (stripe.SignatureVerificationError, ValueError, TypeError) as error:
        raise NotSigned from error


def thing_in(body: bytes) -> dict[str, Any]:
    try:
        thing = json.loads(body)["data"]["object"]
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable from error
    if not isinstance(thing, dict):
        raise Unreadable
    return thing


def payment_of(thing: dict[str, Any]) -> Payment | None:
    """A session, a payment or a refund; each names the payment that it is of, in words of ours."""
    about = thing.get("metadata")
    named = thing.get("client_reference_id") or (about.get("payment") if isinstance(about, dict) else None)
    try:
        return Payment.objects.filter(key=UUID(str(named)), gateway="card").first()
    except ValueError:
        return None

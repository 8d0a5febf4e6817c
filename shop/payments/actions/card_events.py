"""What Stripe tells us by itself. It only makes us ask: what counts is the provider's own state."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

import stripe
from django.conf import settings

from shop.payments.actions.disputing import Noticed, look_at_refund, look_for_disputes
from shop.payments.actions.events import Unreadable
from shop.payments.actions.settling import Settled, settle
from shop.payments.actions.telling import note_told
from shop.payments.models import Payment, Refund
from shop.payments.signatures import GOOD_FOR, LONGEST, NotSigned


def record_card_event(*, body: bytes, signature: str, now: datetime) -> Settled | Noticed | None:
    """None for what is none of ours. Raises NotSigned or Unreadable; then nothing is written."""
    check(body=body, signature=signature)
    event = event_in(body)
    thing = event["data"]["object"]
    refund = refund_of(thing) if thing.get("object") == "refund" else None
    payment = refund.share.payment if refund else payment_of(thing)
    if payment is None:
        return None
    note_told(payment=payment, event=str(event.get("type")), number=str(event.get("id")), now=now)
    if refund:
        return look_at_refund(refund=refund, now=now)
    if thing.get("object") == "dispute":
        return look_for_disputes(payment=payment, now=now)
    return settle(payment=payment, now=now)


def check(*, body: bytes, signature: str) -> None:
    if not settings.STRIPE_WEBHOOK_SECRET or len(signature) > LONGEST:
        raise NotSigned
    tolerance = int(GOOD_FOR.total_seconds())
    try:
        stripe.WebhookSignature.verify_header(body, signature, settings.STRIPE_WEBHOOK_SECRET, tolerance)
    except (stripe.SignatureVerificationError, ValueError, TypeError) as error:
        raise NotSigned from error


def event_in(body: bytes) -> dict[str, Any]:
    try:
        event = json.loads(body)
        thing = event["data"]["object"]
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable from error
    if not isinstance(thing, dict):
        raise Unreadable
    return dict(event)


def payment_of(thing: dict[str, Any]) -> Payment | None:
    """A session or a payment names ours in words of ours; a dispute names Stripe's."""
    if thing.get("object") == "dispute":
        return Payment.objects.filter(number=str(thing.get("payment_intent")), gateway="card").first()
    named = thing.get("client_reference_id") or about(thing, "payment")
    try:
        return Payment.objects.filter(key=UUID(str(named)), gateway="card").first()
    except ValueError:
        return None


def refund_of(thing: dict[str, Any]) -> Refund | None:
    refunds = Refund.objects.filter(share__payment__gateway="card").select_related("share__payment")
    try:
        return refunds.filter(key=UUID(str(about(thing, "refund")))).first()
    except ValueError:
        return None


def about(thing: dict[str, Any], name: str) -> Any:
    metadata = thing.get("metadata")
    return metadata.get(name) if isinstance(metadata, dict) else None

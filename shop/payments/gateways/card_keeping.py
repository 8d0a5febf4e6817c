"""Cards that Stripe keeps: how one is asked for, what Stripe says of it, how it is charged, and how it is let go."""

import logging
import time
from typing import TYPE_CHECKING, Any

from shop.payments import domain
from shop.payments.gateways.card_line import Declined, NoAnswer, Refused, once, say

if TYPE_CHECKING:
    from shop.payments.models import Payment

log = logging.getLogger(__name__)

ANSWERS_WITHIN = 9.0
LONGEST = 80


def page_for_keeping(payment: "Payment", about: dict[str, str]) -> dict[str, Any]:
    return {
        "mode": "setup",
        "currency": payment.currency.lower(),
        "setup_intent_data": {"description": payment.reference, "metadata": about},
    }


def setup_says(setup: object) -> domain.Outcome:
    if not isinstance(setup, dict) or setup.get("status") != "succeeded":
        return domain.NOT_YET
    method = setup.get("payment_method")
    if not isinstance(method, dict) or not isinstance(method.get("card"), dict):
        raise NoAnswer("no card")
    card = method["card"]
    facts = domain.CardFacts(
        customer=str(setup.get("customer") or ""),
        method=str(method.get("id") or ""),
        brand=str(card.get("brand") or "card")[:40],
        last4=str(card.get("last4") or "")[-4:],
        month=int(card.get("exp_month") or 0),
        year=int(card.get("exp_year") or 0),
    )
    if not 0 < len(facts.customer) <= LONGEST or not 0 < len(facts.method) <= LONGEST:
        raise NoAnswer("no card")
    return domain.Outcome(domain.KEPT, number=str(setup.get("id") or "")[:LONGEST], card=facts)


def detach(method: str) -> bool:
    """A card that Stripe doesn't have any more is let go, too."""
    try:
        say(lambda stripe: stripe.payment_methods.detach(method), until=time.monotonic() + ANSWERS_WITHIN)
    except Refused as refused:
        log.info("Stripe does not have card %s any more: %s", method, refused.words)
    except NoAnswer as silence:
        log.warning("Stripe gave no answer when card %s was let go: %s", method, silence)
        return False
    return True


def charged(payment: "Payment", *, pence: int, until: float) -> dict[str, Any] | None:
    """The payment at Stripe; None for silence. What was charged before is looked for: Stripe forgets keys after a day.
    Raises Refused, and Declined where the card's bank said no."""
    card = payment.card
    assert card  # noqa: S101  # a payment is kept with its card
    about = {
        "amount": pence,
        "currency": payment.currency.lower(),
        "customer": card.customer,
        "payment_method": card.method,
        "allowed_payment_method_types": ["card"],
        "off_session": True,
        "confirm": True,
        "description": payment.reference,
        "metadata": {"payment": str(payment.key)},
    }
    try:
        return _charged_before(card.customer, payment, until) or once(
            lambda stripe, key: stripe.payment_intents.create(about, {"idempotency_key": key}),
            key=f"{payment.key}-charge",
            until=until,
            found=lambda: _charged_before(card.customer, payment, until),
        )
    except Declined:
        raise
    except NoAnswer as silence:
        log.warning("Stripe gave no answer when payment %s was charged: %s", payment.pk, silence)
        return None


def _charged_before(customer: str, payment: "Payment", until: float) -> dict[str, Any] | None:
    listed = say(lambda stripe: stripe.payment_intents.list({"customer": customer, "limit": 100}), until=until)
    charges = (each for each in listed["data"] if _is_of(each, payment) and each.get("status") == "succeeded")
    return next(charges, None)


def _is_of(intent: dict[str, Any], payment: "Payment") -> bool:
    return (intent.get("metadata") or {}).get("payment") == str(payment.key)

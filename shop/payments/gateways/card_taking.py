"""What a card promised is taken, or let go. Stripe is asked first what became of it, and acts once on our key."""

import logging
import time
from typing import TYPE_CHECKING, Any

from shop.money import NOTHING
from shop.payments import domain
from shop.payments.gateways.card import HONEST_WITHIN, asked_of_charge, heard, in_pence, intent_says
from shop.payments.gateways.card_keeping import charged
from shop.payments.gateways.card_line import NoAnswer, Refused, once, say

if TYPE_CHECKING:
    from shop.payments.models import Payment

log = logging.getLogger(__name__)

LET_GO = domain.Outcome(domain.FAILED, reason="Nothing was taken, and the card is free again.")


def take(payment: "Payment") -> domain.Outcome:
    """As much as `to_take` says. Paid, failed, or not heard."""
    until = time.monotonic() + HONEST_WITHIN
    if payment.state == domain.KEPT:
        return _charged(payment, until)
    said = asked_of_charge(payment, until)
    if said.state != domain.AUTHORISED:
        return said
    amount = {"amount_to_capture": in_pence(payment.to_take or NOTHING)}
    try:
        taken = once(
            lambda stripe, key: stripe.payment_intents.capture(payment.number, amount, {"idempotency_key": key}),
            key=f"{payment.key}-take",
            until=until,
            found=lambda: taken_already(payment, until),
        )
        return intent_says(taken, payment)
    except Refused as refused:
        log.error("Stripe refused to take payment %s: %s %s", payment.pk, refused.code, refused.words)
    except NoAnswer as silence:
        log.warning("Stripe gave no answer when payment %s was taken: %s", payment.pk, silence)
    return domain.SILENCE


def taken_already(payment: "Payment", until: float) -> dict[str, Any] | None:
    intent = say(lambda stripe: stripe.payment_intents.retrieve(payment.number), until=until)
    return None if intent.get("status") == "requires_capture" else intent


def _charged(payment: "Payment", until: float) -> domain.Outcome:
    try:
        intent = charged(payment, pence=in_pence(payment.to_take or NOTHING), until=until)
        return intent_says(intent, payment) if intent else domain.SILENCE
    except Refused as refused:
        log.error("Payment %s could not be charged: %s %s", payment.pk, refused.code, refused.words)
        return domain.Outcome(domain.FAILED, reason=refused.words or "The card's bank declined.")
    except NoAnswer:
        return domain.SILENCE


def let_go(payment: "Payment") -> domain.Outcome:
    if payment.state == domain.KEPT:
        return LET_GO
    until = time.monotonic() + HONEST_WITHIN
    about = f"letting go of payment {payment.pk}"
    heard(lambda stripe: stripe.payment_intents.cancel(payment.number), about=about, until=until)
    said = asked_of_charge(payment, until)
    return LET_GO if said.state == domain.FAILED else said

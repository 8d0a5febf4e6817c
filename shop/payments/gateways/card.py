"""By card: the payer is sent to Stripe's own page, which sees to 3-D Secure; we ask what became of it.

Stripe acts once on each of our keys, and says the same again when it is told again. Nobody is sent to a page before its
ticket is written down here: without one, nothing can have been paid.
"""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from shop.money import half_up
from shop.payments import domain, promises
from shop.payments.gateways.card_keeping import page_for_keeping, setup_says
from shop.payments.gateways.card_line import NoAnswer, Refused, once, say
from shop.payments.gateways.interface import Begun, Wish

if TYPE_CHECKING:
    from shop.payments.models import Payment, Refund

log = logging.getLogger(__name__)

HONEST_WITHIN = 9.0
# Stripe wants at least half an hour for its page. We close it ourselves, before that.
PAGE_LASTS_ON = timedelta(minutes=31)
KEYS_LAST = timedelta(hours=20)
PENCE = 100
IN_FULL = {"expand": ["payment_intent", "setup_intent.payment_method"]}

NOT_PAID = "The time to pay by card was over. Nothing was taken."
NOT_TAKEN_ON = domain.Outcome(domain.FAILED, reason="Stripe did not take this payment on. Nothing was taken.")


class Card:
    code = "card"
    name = "By card"
    words = "You give your card at Stripe's own page, and come back. It is charged once your order is ready."
    provider = "Stripe"
    begins = domain.WAITING

    def is_offered(self, wish: Wish) -> bool:
        return bool(settings.STRIPE_SECRET_KEY)

    def why_not(self, wish: Wish) -> str:
        return "" if self.is_offered(wish) else str(domain.NoSuchWay())

    def check(self, wish: Wish) -> None:
        if not self.is_offered(wish):
            raise domain.NoSuchWay

    def start(self, payment: "Payment", *, return_url: str) -> Begun:
        until = time.monotonic() + HONEST_WITHIN
        try:
            session = self._session(payment, return_url, until)
        except Refused as refused:
            log.error("Stripe refused payment %s: %s %s", payment.pk, refused.code, refused.words)
            return Begun(outcome=domain.SILENCE if payment.ticket else NOT_TAKEN_ON)
        except NoAnswer as silence:
            log.warning("Stripe gave no answer to payment %s: %s", payment.pk, silence)
            return Begun(outcome=domain.SILENCE)
        outcome, ticket = what_became_of(session, payment), str(session.get("id") or "")
        page = str(session.get("url") or "") if outcome == domain.NOT_YET and ticket else ""
        return Begun(page=page, outcome=outcome, ticket=ticket)

    def _session(self, payment: "Payment", return_url: str, until: float) -> dict[str, Any]:
        """As it stands, where there is one. One that Stripe made without telling us is known to nobody."""
        if payment.ticket:
            return say(lambda stripe: stripe.checkout.sessions.retrieve(payment.ticket, IN_FULL), until=until)
        about = {"payment": str(payment.key)}
        kind = page_for_keeping if payment.taking == promises.KEEP else page_for_paying
        wanted = kind(payment, about) | {
            "allowed_payment_method_types": ["card"],
            "client_reference_id": str(payment.key),
            "metadata": about,
            "locale": "en-GB",
            "success_url": return_url,
            "cancel_url": return_url,
            "expires_at": int((payment.expires_at + PAGE_LASTS_ON).timestamp()),
        }
        try:
            return opened(wanted | of_customer(payment), key=str(payment.key), until=until)
        except Refused as refused:
            if not payment.customer or refused.code != "resource_missing":
                raise
        payment.customer = ""
        return opened(wanted | of_customer(payment), key=f"{payment.key}-anew", until=until)

    def ask(self, payment: "Payment") -> domain.Outcome:
        if not payment.ticket:
            return domain.NEVER_HEARD_OF_IT
        until = time.monotonic() + HONEST_WITHIN
        if payment.taking == promises.KEEP and payment.is_paid:
            return asked_of_charge(payment, until)
        return self._asked(payment, until)

    def _asked(self, payment: "Payment", until: float) -> domain.Outcome:
        session = heard(
            lambda stripe: stripe.checkout.sessions.retrieve(payment.ticket, IN_FULL),
            about=f"payment {payment.pk}",
            until=until,
        )
        return what_became_of(session, payment) if session else domain.SILENCE

    def call_off(self, payment: "Payment") -> domain.Outcome:
        """Stripe refuses to close what is paid or closed; either way it is asked, and what it says then counts."""
        if not payment.ticket:
            return domain.NEVER_HEARD_OF_IT
        until = time.monotonic() + HONEST_WITHIN
        heard(
            lambda stripe: stripe.checkout.sessions.expire(payment.ticket), about=f"payment {payment.pk}", until=until
        )
        return self._asked(payment, until)

    def refund(self, refund: "Refund") -> domain.Outcome:
        """Stripe forgets keys after a day: what is older is looked for first."""
        until = time.monotonic() + HONEST_WITHIN
        payment, key = refund.share.payment, str(refund.key)
        wanted = {"payment_intent": payment.number, "amount": in_pence(refund.amount), "metadata": {"refund": key}}
        try:
            known = given_for(refund, until) if timezone.now() - refund.asked_at > KEYS_LAST else None
            given = known or once(
                lambda stripe, own: stripe.refunds.create(wanted, {"idempotency_key": own}),
                key=key,
                until=until,
                found=lambda: given_for(refund, until),
            )
        except Refused as refused:
            return domain.Outcome(domain.FAILED, reason=refused.words or "Stripe did not pay it back.")
        except NoAnswer as silence:
            log.warning("Stripe gave no answer to refund %s: %s", refund.pk, silence)
            return domain.SILENCE
        return what_was_paid_back(given)

    def ask_refund(self, refund: "Refund") -> domain.Outcome:
        try:
            known = given_for(refund, time.monotonic() + HONEST_WITHIN)
        except (NoAnswer, Refused) as silence:
            log.warning("Stripe said nothing of refund %s: %s", refund.pk, silence)
            return domain.SILENCE
        return what_was_paid_back(known) if known else domain.NEVER_HEARD_OF_IT


def opened(wanted: dict[str, Any], *, key: str, until: float) -> dict[str, Any]:
    return once(
        lambda stripe, own: stripe.checkout.sessions.create(wanted, {"idempotency_key": own}), key=key, until=until
    )


def of_customer(payment: "Payment") -> dict[str, Any]:
    """Whose cards are kept is shown them again; a new one is kept beside them."""
    if not payment.customer:
        return {"customer_creation": "always"} if payment.taking == promises.KEEP else {}
    if payment.taking == promises.KEEP:
        return {"customer": payment.customer}
    options = {"allow_redisplay_filters": ["always", "limited", "unspecified"]}
    return {"customer": payment.customer, "saved_payment_method_options": options}


def given_for(refund: "Refund", until: float) -> dict[str, Any] | None:
    """At Stripe, by our key."""
    about = about_refunds(refund.share.payment)
    listed = say(lambda stripe: stripe.refunds.list(about), until=until)
    return next((each for each in listed["data"] if is_of(each, str(refund.key))), None)


def asked_of_charge(payment: "Payment", until: float) -> domain.Outcome:
    about = f"payment {payment.pk}"
    intent = heard(lambda stripe: stripe.payment_intents.retrieve(payment.number), about=about, until=until)
    try:
        return intent_says(intent, payment) if intent else domain.SILENCE
    except NoAnswer:
        return domain.SILENCE


def about_refunds(payment: "Payment") -> dict[str, Any]:
    return {"payment_intent": payment.number, "limit": 100}


def is_of(given: dict[str, Any], key: str) -> bool:
    return (given.get("metadata") or {}).get("refund") == key


def what_was_paid_back(given: dict[str, Any]) -> domain.Outcome:
    number, state = str(given.get("id") or ""), given.get("status")
    if state in ("failed", "canceled"):
        return domain.Outcome(domain.FAILED, reason="The card's bank did not take it back.")
    if state not in ("succeeded", "pending") or not 0 < len(number) <= domain.LONGEST_NUMBER:
        return domain.SILENCE
    try:
        return domain.Outcome(domain.PAID, number=number, amount=in_pounds(given.get("amount")))
    except NoAnswer:
        return domain.SILENCE


def page_for_paying(payment: "Payment", about: dict[str, str]) -> dict[str, Any]:
    intent: dict[str, Any] = {"description": payment.reference, "metadata": about}
    if payment.taking == promises.HOLD:
        intent["capture_method"] = "manual"
    price = {
        "currency": payment.currency.lower(),
        "unit_amount": in_pence(payment.asked_of_payer),
        "product_data": {"name": payment.reference},
    }
    return {
        "mode": "payment",
        "line_items": [{"quantity": 1, "price_data": price}],
        "payment_intent_data": intent,
    }


def in_pence(amount: Decimal) -> int:
    return int(half_up(amount) * PENCE)


def in_pounds(pence: object) -> Decimal:
    if not isinstance(pence, int) or isinstance(pence, bool) or not 0 <= pence < 10**12:
        raise NoAnswer("no amount")
    return half_up(Decimal(pence) / PENCE)


def heard(ask: Callable[[Any], Any], *, about: str, until: float) -> dict[str, Any] | None:
    try:
        return say(ask, until=until)
    except (NoAnswer, Refused) as silence:
        log.warning("Stripe said nothing of %s: %s", about, silence)
        return None


def what_became_of(session: dict[str, Any], payment: "Payment") -> domain.Outcome:
    """Without its number or its amount nothing can be written, so it has not been heard."""
    state = session.get("status")
    if state == "expired":
        return domain.Outcome(domain.FAILED, reason=NOT_PAID)
    if state == "open":
        return domain.NOT_YET
    try:
        if state != "complete":
            return domain.SILENCE
        if payment.taking == promises.KEEP:
            return setup_says(session.get("setup_intent"))
        return intent_says(session.get("payment_intent"), payment)
    except NoAnswer as nonsense:
        log.error("Stripe says that payment %s is done, and %s.", payment.pk, nonsense)
        return domain.SILENCE


def intent_says(intent: object, payment: "Payment") -> domain.Outcome:
    if not isinstance(intent, dict):
        raise NoAnswer("no payment")
    number = str(intent.get("id") or "")
    if not 0 < len(number) <= domain.LONGEST_NUMBER:
        raise NoAnswer("no number")
    if str(intent.get("currency")).upper() != payment.currency:
        raise NoAnswer("another currency")
    match intent.get("status"):
        case "succeeded":
            return domain.Outcome(domain.PAID, number=number, amount=in_pounds(intent.get("amount_received")))
        case "requires_capture":
            return domain.Outcome(domain.AUTHORISED, number=number, amount=in_pounds(intent.get("amount_capturable")))
        case "canceled":
            return domain.Outcome(domain.FAILED, reason="The card's bank let the payment go. Nothing was taken.")
    return domain.NOT_YET

"""The bank: the payer enters account number and secret at the bank's own page; we ask what became of it by our key."""

import logging
import time
from typing import TYPE_CHECKING, Any

from django.conf import settings

from shop.money import half_up
from shop.payments import domain
from shop.payments.gateways.bank_line import NoAnswer, Reply, say
from shop.payments.gateways.interface import Begun, Wish

if TYPE_CHECKING:
    from shop.payments.models import Payment, Refund

log = logging.getLogger(__name__)

# Asking once more may take what is left of these.
HONEST_WITHIN = 9.0

NOT_PAID = {
    "cancelled": "You left the bank's page without paying.",
    "expired": "The time to pay at the bank was over.",
}
NOT_TAKEN_ON = domain.Outcome(domain.FAILED, reason="The bank did not take this payment on. Nothing was taken.")


class Bank:
    code = "bank"
    name = "By bank"
    words = "You go to the bank's own page, enter account number and secret there, and come back."
    provider = "the bank"
    begins = domain.WAITING

    def is_offered(self, wish: Wish) -> bool:
        return bool(settings.BANK_API_URL)

    def why_not(self, wish: Wish) -> str:
        return "" if self.is_offered(wish) else str(domain.NoSuchWay())

    def check(self, wish: Wish) -> None:
        if not self.is_offered(wish):
            raise domain.NoSuchWay

    def start(self, payment: "Payment", *, return_url: str) -> Begun:
        """A debit that may or may not have been opened is asked for by its key; nothing is taken before the payer says
        so on the bank's page. A refusal alone proves nothing: an earlier try may have been opened, and paid."""
        until = time.monotonic() + HONEST_WITHIN
        known = f"debits/{payment.key}/"
        opened = heard(
            "POST",
            "debits/",
            {
                "key": str(payment.key),
                "amount": str(payment.amount),
                "currency": payment.currency,
                "to": settings.BANK_ACCOUNT,
                "reference": payment.reference,
                "return_to": return_url,
                "expires_at": payment.expires_at.isoformat(),
            },
            then=known,
            until=until,
        )
        refused = opened if opened and opened.is_refusal else None
        if refused:
            log.error("The bank refused payment %s: %s %s", payment.pk, refused.status, refused.words)
            opened = heard("GET", known, until=until)
        outcome = what_became_of(opened, payment)
        if refused and outcome == domain.NEVER_HEARD_OF_IT:
            outcome = NOT_TAKEN_ON
        page = str(opened.body.get("page", "")) if opened else ""
        return Begun(page=page if outcome == domain.NOT_YET else "", outcome=outcome)

    def ask(self, payment: "Payment") -> domain.Outcome:
        return what_became_of(heard("GET", f"debits/{payment.key}/"), payment)

    def call_off(self, payment: "Payment") -> domain.Outcome:
        return what_became_of(
            heard("POST", f"debits/{payment.key}/cancel/", {}, then=f"debits/{payment.key}/"), payment
        )

    def refund(self, refund: "Refund") -> domain.Outcome:
        """As with a debit: a refusal alone proves nothing, since an earlier try may have paid it back."""
        until = time.monotonic() + HONEST_WITHIN
        known = f"refunds/{refund.key}/"
        paid_back = heard(
            "POST",
            "refunds/",
            {"key": str(refund.key), "debit": str(refund.share.payment.key), "amount": str(refund.amount)},
            then=known,
            until=until,
        )
        if paid_back and paid_back.is_refusal:
            refused, paid_back = paid_back, heard("GET", known, until=until)
            if paid_back and paid_back.status == 404:
                return domain.Outcome(domain.FAILED, reason=refused.words or "The bank did not pay it back.")
        return what_was_paid_back(paid_back)

    def ask_refund(self, refund: "Refund") -> domain.Outcome:
        return what_was_paid_back(heard("GET", f"refunds/{refund.key}/"))


def heard(
    method: str, path: str, message: dict[str, Any] | None = None, *, then: str = "", until: float | None = None
) -> Reply | None:
    """What the bank says. Where it may have acted without our hearing so, it is asked (`then`), never told twice."""
    until = until or time.monotonic() + HONEST_WITHIN
    try:
        return say(method, path, message, until=until)
    except NoAnswer as silence:
        log.warning("The bank gave no answer to %s %s: %s", method, path, silence)
    if not then:
        return None
    try:
        return say("GET", then, None, until=until)
    except NoAnswer as silence:
        log.warning("The bank gave no answer to GET %s: %s", then, silence)
        return None


def what_became_of(reply: Reply | None, payment: "Payment") -> domain.Outcome:
    if reply is None:
        return domain.SILENCE
    if reply.status == 404:
        return domain.NEVER_HEARD_OF_IT
    if reply.status not in (200, 201):
        log.error("The bank says nothing of payment %s: %s %s", payment.pk, reply.status, reply.words)
        return domain.SILENCE
    state = reply.body.get("state")
    if state == "done":
        return done(reply)
    if state in ("declined", "expired"):
        why = str(reply.body.get("reason") or state)
        return domain.Outcome(domain.FAILED, reason=NOT_PAID.get(why, "The bank declined. Nothing was taken."))
    return domain.NOT_YET


def what_was_paid_back(reply: Reply | None) -> domain.Outcome:
    if reply is None:
        return domain.SILENCE
    if reply.status in (200, 201) and reply.body.get("state") == "done":
        return done(reply)
    if reply.status == 404:
        return domain.NEVER_HEARD_OF_IT
    if reply.status not in (200, 201):
        return domain.SILENCE
    return domain.Outcome(domain.FAILED, reason=reply.words or "The bank did not pay it back.")


def done(reply: Reply) -> domain.Outcome:
    """Without its number or its amount nothing can be written, so it has not been heard."""
    try:
        return domain.Outcome(domain.PAID, number=reply.number, amount=half_up(reply.amount("amount")))
    except NoAnswer as nonsense:
        log.error("The bank says it is done, and %s: %s", nonsense, reply.body)
        return domain.SILENCE

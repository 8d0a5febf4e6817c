"""What Stripe says of charges that a card's owner does not own to."""

import logging
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from shop.payments import disputes, domain
from shop.payments.gateways.card import HONEST_WITHIN, heard, in_pounds
from shop.payments.gateways.card_line import NoAnswer

if TYPE_CHECKING:
    from shop.payments.models import Payment

log = logging.getLogger(__name__)

MOST = 100


def disputes_of(payment: "Payment") -> list[disputes.Said] | None:
    """None: not heard."""
    about = {"payment_intent": payment.number, "limit": MOST}
    listed = heard(
        lambda stripe: stripe.disputes.list(about),
        about=f"disputes of payment {payment.pk}",
        until=time.monotonic() + HONEST_WITHIN,
    )
    if listed is None:
        return None
    try:
        return [said(each) for each in listed["data"]]
    except NoAnswer as nonsense:
        log.error("Stripe says that payment %s is disputed, and %s.", payment.pk, nonsense)
        return None


def disputed_since(moment: datetime) -> set[str]:
    """Stripe's numbers of the payments. What is not heard today is heard tomorrow."""
    about = {"created": {"gte": int(moment.timestamp())}, "limit": MOST}
    listed = heard(lambda stripe: stripe.disputes.list(about), about="disputes", until=time.monotonic() + HONEST_WITHIN)
    if listed and listed.get("has_more"):
        log.error("There are more than %s new disputes: look at Stripe.", MOST)
    return {str(each.get("payment_intent")) for each in (listed or {}).get("data", [])}


def said(dispute: dict[str, Any]) -> disputes.Said:
    number, amount = str(dispute.get("id") or ""), in_pounds(dispute.get("amount"))
    if not 0 < len(number) <= domain.LONGEST_NUMBER or not amount:
        raise NoAnswer("no number")
    due_by = (dispute.get("evidence_details") or {}).get("due_by")
    return disputes.Said(
        number=number,
        amount=amount,
        status=str(dispute.get("status") or ""),
        reason=str(dispute.get("reason") or "").replace("_", " ")[:80],
        answer_by=datetime.fromtimestamp(due_by, UTC) if isinstance(due_by, int) else None,
    )

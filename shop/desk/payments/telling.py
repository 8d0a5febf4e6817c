"""A payment's whole story: what was asked, answered, told and moved, and what staff did, in the order it happened."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from shop.desk.payments.showing import Shown
from shop.payments import disputes, domain
from shop.payments.models import Exchange, Handling, Posting, Refund, Transfer

SAID = {
    domain.UNHEARD: "no answer",
    domain.UNKNOWN: "never heard of it",
    domain.UNDECIDED: "not decided yet",
    domain.PAID: "it is paid",
    domain.DUE: "it is on account",
    domain.AUTHORISED: "it is held on the card",
    domain.KEPT: "the card is kept",
    domain.FAILED: "it is not paid",
}
SAID_OF_REFUND = {domain.PAID: "it is paid back", domain.FAILED: "it is not paid back"}


@dataclass(frozen=True)
class Event:
    at: datetime
    words: str
    about: str = ""
    amount: Decimal | None = None
    by: Any = None
    key: str = ""
    took: int | None = None
    times: int = 1
    until: datetime | None = None


def story(shown: Shown) -> list[Event]:
    """At the same instant a wish comes before its answer, and that before what moved."""
    events = [_begun(shown), *_handled(shown), *_refunds(shown), *_exchanges(shown)]
    events += [*_disputes(shown), *_moved(shown), *_postings(shown)] if shown.whole else _moved(shown)
    return sorted(events, key=lambda event: event.at)


def _begun(shown: Shown) -> Event:
    return Event(
        shown.payment.created_at, "It was asked for", about=shown.payment.get_taking_display(), amount=shown.amount
    )


def _exchanges(shown: Shown) -> Iterator[Event]:
    """What an amount is of, only whoever sees the whole may know."""
    rows = Exchange.objects.filter(payment=shown.payment)
    if not shown.whole:
        rows = rows.filter(refund=None)
    for each in rows.order_by("at", "pk"):
        said = each.said
        if each.what != Exchange.TOLD:
            said = (SAID_OF_REFUND if each.refund_id else {}).get(said) or SAID.get(said, said)
        yield Event(
            each.at,
            f"{each.get_what_display()}: {said}",
            about=each.words,
            amount=each.amount if shown.whole else None,
            key=each.key,
            took=each.took,
            times=each.times,
            until=each.last_at if each.times > 1 else None,
        )


def _moved(shown: Shown) -> Iterator[Event]:
    numbers = {share.pk: share.order.number for share in shown.shares}
    for each in Transfer.objects.filter(share__in=numbers).select_related("by").order_by("at", "pk"):
        amount = each.amount if each.kind in domain.COMES_IN else -each.amount
        about = f"Order {numbers[each.share_id]}, transaction {each.number}"
        yield Event(each.at, each.get_kind_display(), about=about, amount=amount, by=each.by)


def _refunds(shown: Shown) -> Iterator[Event]:
    for each in Refund.objects.filter(share__in=shown.shares).select_related("by", "share__order"):
        became = f"{each.get_state_display()}. {each.failure}".strip()
        about = f"Order {each.share.order.number}: {each.reason.rstrip('.')}. {became}"
        words = "A refund was asked for"
        yield Event(each.asked_at, words, about=about, amount=-each.amount, by=each.by, key=str(each.key))


def _handled(shown: Shown) -> Iterator[Event]:
    rows = Handling.objects.filter(payment=shown.payment).exclude(what=Handling.REFUNDED).select_related("by")
    if not shown.whole:
        rows = rows.filter(share__in=shown.shares)
    for each in rows:
        yield Event(each.at, each.get_what_display(), about=each.words, by=each.by)


def _disputes(shown: Shown) -> Iterator[Event]:
    for each in shown.payment.shown_disputes:
        yield Event(each.opened_at, "It was disputed", about=f"{each.reason} {each.number}".strip(), amount=each.amount)
        if each.closed_at and each.state != disputes.OPEN:
            yield Event(
                each.closed_at, f"The dispute was decided: {each.get_state_display().lower()}", about=each.number
            )


def _postings(shown: Shown) -> Iterator[Event]:
    postings = Posting.objects.filter(transfer__share__in=shown.shares).select_related("account", "cafe__partner", "by")
    for each in postings:
        about = f"{each.account.name} with {each.cafe.name}"
        yield Event(
            each.at, f"On the ledger: {each.reason or 'what moved'}", about=about, amount=each.amount, by=each.by
        )

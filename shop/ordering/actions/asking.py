"""An order that is above its buyer's limit: it holds what it needs, and waits for somebody else of the account."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from oscar.core.loading import get_model

from shop.ordering import approval_letters as letters
from shop.ordering import approvals, waiting
from shop.ordering.actions.placing import write
from shop.ordering.drafts import Checkout, Draft
from shop.ordering.models import Approval, ApprovalPart
from shop.rounds.asking import lead_days_of


@transaction.atomic
def ask(*, checkout: Checkout, word: str, now: datetime) -> Approval:
    """Nobody is asked to pay before it is approved."""
    account, user = checkout.buyer.account, checkout.buyer.user
    deciders = waiting.deciders(account, asked_by=user) if account else []
    if account is None or not deciders:
        raise approvals.NobodyApproves
    orders = write(checkout=checkout, now=now)
    closes_at = closes(checkout.drafts)
    until = approvals.waits_until(now, closes_at)
    approval = Approval.objects.create(
        account=account,
        asked_by=user,
        asked_at=now,
        pays_by=checkout.pays_by,
        word=word,
        closes_at=closes_at,
        until=until,
        remind_at=approvals.reminded_at(now, until),
    )
    ApprovalPart.objects.bulk_create(ApprovalPart(approval=approval, order=order) for order in orders)
    note(orders=orders, words=f"{user} sent it for approval. {word}", now=now)
    letters.tell_asked(approval=approval, orders=orders, deciders=deciders)
    return approval


def closes(drafts: Iterable[Draft]) -> datetime:
    """Goods that take days have to be ordered before the round itself closes."""
    return min(
        draft.round.departure.last_moment(max(lead_days_of(line.product for line in draft.lines).values(), default=0))
        for draft in drafts
    )


def note(*, orders: Sequence[Any], words: str, now: datetime) -> None:
    """In the history that staff read."""
    OrderNote = get_model("order", "OrderNote")
    OrderNote.objects.bulk_create(
        OrderNote(order=order, note_type=OrderNote.SYSTEM, message=words.strip(), date_created=now) for order in orders
    )

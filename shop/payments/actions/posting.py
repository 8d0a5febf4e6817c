"""Onto the ledger: what moved, and the reversal of what was posted wrongly."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from oscar.core.loading import get_model

from shop.payments import bookkeeping
from shop.payments.ledger import Posting
from shop.payments.models import Transfer


@transaction.atomic
def write_transfers(*, transfers: Sequence[Transfer], now: datetime) -> None:
    """Money that moved, and where it is a trade account's, what that does to what it owes."""
    post(transfers=Transfer.objects.bulk_create(transfers), now=now)


@transaction.atomic
def post(*, transfers: Sequence[Transfer], now: datetime, by: Any = None) -> list[Posting]:
    """Each once, however often it is asked for; anew once it has been reversed. What belongs to no account, or to an
    order of no café, is not posted."""
    of_accounts = Transfer.objects.filter(
        pk__in=[transfer.pk for transfer in transfers], share__payment__account__isnull=False
    )
    locked = list(
        of_accounts.select_for_update(of=("self",), no_key=True)
        .select_related("share__payment__account")
        .order_by("pk")
    )
    if not locked:
        return []
    turns = _turns(locked)
    cafes = _cafes({transfer.share.order_id for transfer in locked})
    return Posting.objects.bulk_create(
        Posting(
            account=transfer.share.payment.account,
            cafe_id=cafes[transfer.share.order_id],
            transfer=transfer,
            turn=turns[transfer.pk],
            amount=bookkeeping.owed_by(transfer.kind, transfer.amount),
            currency=transfer.share.payment.currency,
            at=now,
            by=by,
        )
        for transfer in locked
        if transfer.pk in turns and transfer.share.order_id in cafes
    )


def _turns(transfers: Sequence[Transfer]) -> dict[int, int]:
    """Of those that don't stand on the ledger."""
    posted = (
        Posting.objects.filter(transfer__in=transfers, reverses=None)
        .order_by()
        .values_list("transfer")
        .annotate(times=Count("pk"), standing=Count("pk", filter=Q(reversed_by=None)))
    )
    known = {transfer: (times, standing) for transfer, times, standing in posted}
    return {
        transfer.pk: known.get(transfer.pk, (0, 0))[0] + 1
        for transfer in transfers
        if not known.get(transfer.pk, (0, 0))[1]
    }


def _cafes(orders: set[int]) -> dict[int, int]:
    lines = get_model("order", "Line").objects.filter(order__in=orders, partner__cafe__isnull=False)
    return dict(lines.order_by("pk").values_list("order", "partner__cafe"))


@transaction.atomic
def reverse(*, posting: Posting, reason: str, by: Any, now: datetime) -> Posting:
    """The row that takes it back. What it was of can then be posted as it should have been."""
    if not reason.strip():
        raise bookkeeping.NeedsAReason
    # As in `post`: who posts it anew waits until this is known.
    Transfer.objects.select_for_update(of=("self",), no_key=True).get(pk=posting.transfer_id)
    if posting.reverses_id:
        raise bookkeeping.ItselfAReversal
    if Posting.objects.filter(reverses=posting).exists():
        raise bookkeeping.AlreadyReversed
    return Posting.objects.create(
        account_id=posting.account_id,
        cafe_id=posting.cafe_id,
        transfer_id=posting.transfer_id,
        turn=posting.turn,
        reverses=posting,
        amount=-posting.amount,
        currency=posting.currency,
        reason=reason.strip(),
        at=now,
        by=by,
    )

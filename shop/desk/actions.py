"""Notes, files, and what spans more than the account itself: opening it with its owner, closing it."""

from datetime import datetime

from django.db import transaction
from oscar.core.loading import get_model

from shop.accounts.models import User
from shop.accounts.roles import OWNER
from shop.desk import domain, queries
from shop.desk.models import AccountFile, AccountNote
from shop.files import actions as files
from shop.files.domain import Document
from shop.payments.models import Payment
from shop.pricing.actions.giving import move_lists
from shop.trade.actions import merging, standing, team
from shop.trade.actions.opening import open_account
from shop.trade.models import Location, TradeAccount

MAIN_DOOR = "Main door"


@transaction.atomic
def open_by_hand(
    *, account: TradeAccount, deliver_here: bool, owner: str, reason: str, by: User, now: datetime
) -> TradeAccount:
    """The owner is invited by mail: nobody chooses a password for them."""
    place = Location(name=MAIN_DOOR, **queries.address_of(account)) if deliver_here else None
    account = open_account(account=account, deliver_to=place, by=by, reason=reason)
    team.invite(account=account, email=owner, role=OWNER.key, spend_limit=None, by=by, now=now)
    return account


@transaction.atomic
def close(*, account: TradeAccount, reason: str, by: User, now: datetime) -> TradeAccount:
    account = team.lock(account)
    return standing.close(account=account, reason=reason, by=by, now=now, under_way=queries.under_way(account))


@transaction.atomic
def merge(*, duplicate: TradeAccount, into: TradeAccount, reason: str, by: User, now: datetime) -> TradeAccount:
    """With what the capabilities above the account itself keep of it."""
    into = merging.merge(duplicate=duplicate, into=into, reason=reason, by=by, now=now)
    move_lists(duplicate=duplicate, into=into, reason=reason, by=by, now=now)
    for model in (Payment, get_model("order", "Order")):
        theirs = model.objects.filter(account=duplicate).order_by("pk")
        list(theirs.select_for_update(of=("self",)).values_list("pk"))
        theirs.update(account=into)
    return into


@transaction.atomic
def write_note(*, account: TradeAccount, text: str, is_pinned: bool, by: User) -> AccountNote:
    return AccountNote.objects.create(
        account=account, text=text, is_pinned=is_pinned, pinned_by=by if is_pinned else None, by=by
    )


@transaction.atomic
def pin(*, note: AccountNote, is_pinned: bool, by: User) -> None:
    note = _locked(note)
    note.is_pinned = is_pinned and note.taken_back_at is None
    note.pinned_by = by if note.is_pinned else None
    note.save(update_fields=["is_pinned", "pinned_by"])


@transaction.atomic
def take_back(*, note: AccountNote, by: User, now: datetime) -> None:
    note = _locked(note)
    if not note.may_be_taken_back(by=by, now=now):
        raise domain.CantTakeBack
    note.text, note.is_pinned, note.pinned_by, note.taken_back_at = "", False, None, now
    note.save(update_fields=["text", "is_pinned", "pinned_by", "taken_back_at"])


@transaction.atomic
def keep_file(*, account: TradeAccount, document: Document, about: str, by: User) -> AccountFile:
    file = files.keep(upload=document, by=by)
    return AccountFile.objects.create(account=account, file=file, name=file.name, about=about, by=by)


@transaction.atomic
def remove_file(*, file: AccountFile, by: User, now: datetime) -> None:
    paper = AccountFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    content = paper.file
    if content is None:
        raise domain.FileGone
    paper.file, paper.removed_at, paper.removed_by = None, now, by
    paper.save(update_fields=["file", "removed_at", "removed_by"])
    files.remove(file=content)


def _locked(note: AccountNote) -> AccountNote:
    return AccountNote.objects.select_for_update(of=("self",)).get(pk=note.pk)

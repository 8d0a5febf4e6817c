"""Lists are made, saved over, renamed, shared and deleted here; each says who did it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from shop.accounts.roles import CHANGE_TEAM
from shop.pad import queries
from shop.pad.domain import refusals
from shop.pad.domain.remembered import MOST_LISTS
from shop.pad.models import ListChange, ListLine, SavedList
from shop.trade.models import Member, TradeAccount


@dataclass(frozen=True)
class Line:
    product: int
    sku: str
    title: str
    quantity: int
    price: Decimal | None


def is_theirs(saved: SavedList, member: Member) -> bool:
    """Its name, who sees it, and whether it stays, are for who made it, and for owners of the account."""
    return saved.owner_id == member.user_id or member.may(CHANGE_TEAM)


@transaction.atomic
def make(*, member: Member, name: str, is_shared: bool, lines: Sequence[Line], now: datetime) -> SavedList:
    account = _locked(member)
    if not lines:
        raise refusals.NothingToSave
    if SavedList.objects.filter(account=account).count() >= MOST_LISTS:
        raise refusals.TooManyLists(MOST_LISTS)
    _refuse_taken(member, name)
    saved = SavedList.objects.create(
        account=account,
        owner=member.user,
        name=name,
        is_shared=is_shared,
        created_at=now,
        changed_at=now,
        changed_by=member.user,
    )
    _write(saved, lines)
    _record(saved, member, now, f"Made, with {_counted(lines)}{'' if is_shared else ', for oneself'}")
    return saved


@transaction.atomic
def save_over(*, pk: int, member: Member, lines: Sequence[Line], now: datetime) -> SavedList:
    """What is on the pad takes the place of what was in the list; the lines that differ are counted for the record."""
    _locked(member)
    saved = _held(pk, member)
    if not lines:
        raise refusals.NothingToSave
    had = {line.product_id: line.quantity for line in saved.lines.all()}
    has = {line.product: line.quantity for line in lines}
    added, gone = has.keys() - had.keys(), had.keys() - has.keys()
    changed = [product for product in has.keys() & had.keys() if has[product] != had[product]]
    saved.lines.all().delete()
    _write(saved, lines)
    _touch(saved, member, now)
    counts = ((len(added), "added"), (len(gone), "taken out"), (len(changed), "changed"))
    words = ", ".join(f"{count} {word}" for count, word in counts if count) or "the same goods, at today's prices"
    _record(saved, member, now, f"Saved over: {words}")
    return saved


@transaction.atomic
def change(*, pk: int, member: Member, name: str, is_shared: bool, now: datetime) -> SavedList:
    _locked(member)
    saved = _held(pk, member)
    if not is_theirs(saved, member):
        raise refusals.NotYourList
    words = []
    if name != saved.name:
        _refuse_taken(member, name, but=saved)
        words.append(f"Renamed from “{saved.name}”")
    if is_shared != saved.is_shared:
        words.append("Shared with the account" if is_shared else "Not shared any more")
        if not is_shared and saved.owner_id is None:
            saved.owner = member.user
    if not words:
        return saved
    saved.name, saved.is_shared = name, is_shared
    saved.save(update_fields=["name", "is_shared", "owner"])
    _touch(saved, member, now)
    _record(saved, member, now, ". ".join(words))
    return saved


@transaction.atomic
def delete(*, pk: int, member: Member, now: datetime) -> str:
    _locked(member)
    saved = _held(pk, member)
    if not is_theirs(saved, member):
        raise refusals.NotYourList
    _record(saved, member, now, f"Deleted, with {_counted(list(saved.lines.all()))}")
    saved.delete()
    return saved.name


def _locked(member: Member) -> TradeAccount:
    """Whoever makes or names a list takes the account's row first: two of one name can't come at once."""
    return TradeAccount.objects.select_for_update(of=("self",)).get(pk=member.account_id)


def _held(pk: int, member: Member) -> SavedList:
    found = queries.lists(member).select_related(None).select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise refusals.ListGone
    return found


def _refuse_taken(member: Member, name: str, but: SavedList | None = None) -> None:
    others = queries.lists(member)
    if but:
        others = others.exclude(pk=but.pk)
    if others.filter(name__iexact=name).exists():
        raise refusals.NameTaken(name)


def _write(saved: SavedList, lines: Sequence[Line]) -> None:
    ListLine.objects.bulk_create(ListLine(list=saved, product_id=line.product, **_facts(line)) for line in lines)


def _facts(line: Line) -> dict[str, Any]:
    return {"sku": line.sku, "title": line.title, "quantity": line.quantity, "price": line.price}


def _touch(saved: SavedList, member: Member, now: datetime) -> None:
    saved.changed_at, saved.changed_by = now, member.user
    saved.save(update_fields=["changed_at", "changed_by"])


def _record(saved: SavedList, member: Member, now: datetime, what: str) -> None:
    ListChange.objects.create(
        account_id=saved.account_id, list=saved, of=saved.name, at=now, by=member.user, what=what[:300]
    )


def _counted(lines: Sequence[Any]) -> str:
    return f"{len(lines)} line{'' if len(lines) == 1 else 's'}"

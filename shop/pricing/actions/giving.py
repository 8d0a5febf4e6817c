"""Which accounts have which lists. The account's row is taken first, so it happens one after the other."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from shop.accounts.models import User
from shop.pricing.actions.recording import of_list
from shop.pricing.models import AccountPriceList, PriceChange, PriceList
from shop.trade.actions.recording import record
from shop.trade.actions.team import lock_open
from shop.trade.models import TradeAccount

WHAT = "Price lists"


@transaction.atomic
def give(
    *, account: TradeAccount, lists: Iterable[PriceList], by: User | None, now: datetime, reason: str = ""
) -> None:
    set_lists(account=account, give=lists, by=by, now=now, reason=reason)


@transaction.atomic
def set_lists(
    *,
    account: TradeAccount,
    give: Iterable[PriceList] = (),
    take: Iterable[PriceList] = (),
    by: User | None,
    now: datetime,
    reason: str = "",
) -> None:
    """Only what is to change: what a colleague gave meanwhile stays."""
    _set(lock_open(account), give=give, take=take, by=by, now=now, reason=reason)


@transaction.atomic
def move_lists(
    *, duplicate: TradeAccount, into: TradeAccount, by: User | None, now: datetime, reason: str = ""
) -> None:
    """When accounts merge. Nobody who moves pays more for it: the kept account has the lists of both."""
    lists = lists_of(duplicate)
    _set(duplicate, take=lists, by=by, now=now, reason=reason)
    _set(into, give=lists, by=by, now=now, reason=reason)


def lists_of(account: TradeAccount) -> list[PriceList]:
    return list(PriceList.objects.filter(given__account=account).order_by("name"))


def _set(
    account: TradeAccount,
    *,
    give: Iterable[PriceList] = (),
    take: Iterable[PriceList] = (),
    by: User | None,
    now: datetime,
    reason: str,
) -> None:
    before = lists_of(account)
    had = {each.pk for each in before}
    # Locked, so that none of them is deleted meanwhile.
    rows = PriceList.objects.select_for_update(of=("self",)).order_by("pk")
    given = list(rows.filter(pk__in=[each.pk for each in give if each.pk not in had]))
    taken = list(rows.filter(pk__in=[each.pk for each in take if each.pk in had]))
    if not given and not taken:
        return
    AccountPriceList.objects.filter(account=account, price_list__in=taken).delete()
    AccountPriceList.objects.bulk_create(
        AccountPriceList(account=account, price_list=each, given_by=by) for each in given
    )
    who = f"{account.name} ({account.number})"
    PriceChange.objects.bulk_create(
        [
            *(of_list(each, what="Given to", new=who, by=by, now=now) for each in given),
            *(of_list(each, what="Taken from", old=who, by=by, now=now) for each in taken),
        ]
    )
    record(account=account, by=by, what=WHAT, old=_names(before), new=_names(lists_of(account)), reason=reason, at=now)


def _names(lists: Iterable[PriceList]) -> str:
    return ", ".join(each.name for each in lists)

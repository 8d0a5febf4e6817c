"""A price list as a whole: made, changed, copied, and deleted while nobody has it."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from shop.accounts.models import User
from shop.pricing.actions.giving import give
from shop.pricing.actions.recording import of_list
from shop.pricing.entries import days
from shop.pricing.models import ListPrice, PriceChange, PriceList
from shop.pricing.refusals import InUse, NameTaken
from shop.trade.models import TradeAccount

FIELDS = ("name", "note", "is_for_everybody", "percent_off", "first_day", "last_day")


@transaction.atomic
def add(
    *, price_list: PriceList, by: User | None, now: datetime, to: TradeAccount | None = None, copied: str = ""
) -> PriceList:
    """`to`: the one account that it is made for."""
    _save(price_list)
    made = f"Copied from {copied}" if copied else "Made"
    of_list(price_list, what=made, new=in_words(price_list), by=by, now=now).save()
    if to:
        give(account=to, lists=[price_list], by=by, now=now)
    return price_list


@transaction.atomic
def change(*, price_list: PriceList, values: dict[str, Any], by: User | None, now: datetime) -> PriceList:
    """`values`: only what was changed on the page: what a colleague changed meanwhile stays."""
    found = locked(price_list)
    was = facts(found)
    for name, value in values.items():
        setattr(found, name, value)
    _save(found)
    PriceChange.objects.bulk_create(
        of_list(found, what=what, old=was[what], new=new, by=by, now=now)
        for what, new in facts(found).items()
        if was[what] != new
    )
    return found


@transaction.atomic
def copy(*, original: PriceList, price_list: PriceList, by: User | None, now: datetime) -> PriceList:
    """With all its prices, and for nobody yet."""
    original = locked(original)
    add(price_list=price_list, by=by, now=now, copied=original.name)
    prices = list(original.prices.all())
    for price in prices:
        price.pk, price.price_list = None, price_list
    ListPrice.objects.bulk_create(prices, batch_size=500)
    return price_list


@transaction.atomic
def delete(*, price_list: PriceList, by: User | None, now: datetime) -> None:
    found = locked(price_list)
    if found.is_for_everybody:
        raise InUse(found.name, "it is for everybody.")
    if found.given.exists():
        raise InUse(found.name, "it is given to accounts.")
    number = found.prices.count()
    old = f"{in_words(found)}; {number} price{'' if number == 1 else 's'}"
    of_list(found, what="Deleted", old=old, by=by, now=now).save()
    found.delete()


def locked(price_list: PriceList) -> PriceList:
    return PriceList.objects.select_for_update(of=("self",)).get(pk=price_list.pk)


def facts(price_list: PriceList) -> dict[str, str]:
    return {
        "Name": price_list.name,
        "Note": price_list.note,
        "For everybody": "Yes" if price_list.is_for_everybody else "No",
        "Off every list price": f"{price_list.percent_off.normalize():f} %",
        "Days": days(price_list.span),
    }


def in_words(price_list: PriceList) -> str:
    parts = [price_list.name, days(price_list.span)]
    if price_list.is_for_everybody:
        parts.append("for everybody")
    if price_list.percent_off:
        parts.append(f"{price_list.percent_off.normalize():f} % off every list price")
    return ", ".join(parts)


def _save(price_list: PriceList) -> None:
    if PriceList.objects.filter(name__iexact=price_list.name).exclude(pk=price_list.pk).exists():
        raise NameTaken(price_list.name)
    try:
        with transaction.atomic():
            price_list.save()
    except IntegrityError as error:
        if PriceList.objects.filter(name=price_list.name).exclude(pk=price_list.pk).exists():
            raise NameTaken(price_list.name) from error
        raise

"""The prices of a list, several at once: all of them or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from shop.accounts.models import User
from shop.pricing.actions.lists import locked
from shop.pricing.actions.recording import of_list
from shop.pricing.entries import Entry
from shop.pricing.models import ListPrice, PriceChange, PriceList
from shop.pricing.refusals import ChangedMeanwhile


@dataclass(frozen=True)
class Write:
    """new=None: it goes. was=None: it is new. Otherwise pk says which row, and was what it said on the page."""

    record: Any
    new: Entry | None
    was: Entry | None = None
    pk: int | None = None


@transaction.atomic
def save_prices(*, price_list: PriceList, writes: Sequence[Write], by: User | None, now: datetime) -> None:
    if not writes:
        return
    found = locked(price_list)
    rows = found.prices.in_bulk([write.pk for write in writes if write.pk])
    for write in writes:
        if write.pk and (write.pk not in rows or entry_of(rows[write.pk]) != write.was):
            raise ChangedMeanwhile
    # Rows may change places with each other, so they go before they come back, under the keys that they had.
    ListPrice.objects.filter(pk__in=rows).delete()
    try:
        with transaction.atomic():
            ListPrice.objects.bulk_create(_row(found, write) for write in writes if write.new)
    except IntegrityError as error:
        raise ChangedMeanwhile from error
    record_prices(((found, write.record, write.was, write.new) for write in writes), by=by, now=now)


def record_prices(
    changes: Iterable[tuple[PriceList, Any, Entry | None, Entry | None]], *, by: User | None, now: datetime
) -> None:
    """List, stock record, what it said, what it says now. For whoever writes prices by the thousand himself."""
    PriceChange.objects.bulk_create(
        (
            of_list(price_list, what=_what(record), old=was or "", new=new or "", by=by, now=now)
            for price_list, record, was, new in changes
        ),
        batch_size=500,
    )


def entry_of(row: ListPrice) -> Entry:
    return Entry(row.price, row.from_quantity, row.span)


def _row(price_list: PriceList, write: Write) -> ListPrice:
    assert write.new  # noqa: S101
    return ListPrice(
        pk=write.pk,
        price_list=price_list,
        stockrecord=write.record,
        from_quantity=write.new.from_quantity,
        price=write.new.price,
        first_day=write.new.span.first,
        last_day=write.new.span.last,
    )


def _what(record: Any) -> str:
    return f"{record.partner_sku} {record.product.get_title()}"

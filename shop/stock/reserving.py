"""All lines of an order at once: they are held together, or the order is refused."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce
from oscar.core.loading import get_model

from shop.edition.actions import changed
from shop.edition.watching import unseen
from shop.goods.supply import stock_words
from shop.stock.alerts import review_levels
from shop.stock.domain import NoLongerSold, NotEnough


def hold(*, lines: Iterable[Any]) -> set[int]:
    """The records that were counted, of lines of a basket or of several. Two statements, in the order's transaction;
    the records stay locked, in key order, so that two orders never wait for each other."""
    lines = list(lines)
    records = _locked({line.stockrecord_id for line in lines})
    wanted: dict[int, int] = {}
    for line in lines:
        record = records.get(line.stockrecord_id)
        if record is None:
            raise NoLongerSold(line.product.get_title())
        if line.product.is_counted:
            so_far = wanted.get(record.pk, 0)
            if record.net_stock_level < so_far + line.quantity:
                raise NotEnough(line.product.get_title(), line.quantity, max(record.net_stock_level - so_far, 0))
            wanted[record.pk] = so_far + line.quantity
    if wanted:
        _promise(wanted)
        _review([records[pk] for pk in wanted], wanted)
    return set(wanted)


def _locked(pks: set[int]) -> dict[int, Any]:
    records = get_model("partner", "StockRecord").objects.filter(pk__in=pks).order_by("pk")
    return {record.pk: record for record in records.select_for_update(of=("self",), no_key=True)}


def _promise(wanted: Mapping[int, int]) -> None:
    more = Case(*(When(pk=pk, then=Value(quantity)) for pk, quantity in wanted.items()))
    records = get_model("partner", "StockRecord").objects.filter(pk__in=wanted)
    with unseen():
        records.update(num_allocated=Coalesce(F("num_allocated"), 0) + more)


def _review(records: list[Any], wanted: Mapping[int, int]) -> None:
    """Visitors read how much is left only where it is little, so most orders leave their pages as they are."""
    watched = []
    is_told_otherwise = False
    for record in records:
        before = record.net_stock_level
        record.num_allocated = (record.num_allocated or 0) + wanted[record.pk]
        is_told_otherwise = is_told_otherwise or stock_words(before) != stock_words(record.net_stock_level)
        if record.low_stock_threshold is not None:
            watched.append(record)
    if is_told_otherwise:
        changed()
    if watched:
        review_levels(records=watched)

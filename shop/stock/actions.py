"""Reserve, release and take out stock. Each is one guarded statement: it happens whole, or it is refused.

Whoever touches several records goes through them in primary key order, so that two orders never wait for each other.
"""

from django.db import models, transaction
from django.db.models import BooleanField, F, Value
from django.db.models.functions import Coalesce, Greatest
from oscar.core.loading import get_model

from shop.edition.actions import changed
from shop.edition.watching import unseen
from shop.goods.supply import stock_words
from shop.stock.alerts import review_level
from shop.stock.domain import NotEnough, NotReserved

PROMISED = Coalesce(F("num_allocated"), 0)


def lock_records_of(*, product) -> None:
    """Keep a product, with its variants, from being ordered until we are done."""
    of_it = models.Q(product=product) | models.Q(product__parent=product)
    records = get_model("partner", "StockRecord").objects.filter(of_it).order_by("pk")
    list(records.select_for_update(of=("self",), no_key=True).values_list("pk"))


def reserve(*, record, quantity: int) -> None:
    records = type(record).objects.filter(pk=record.pk)
    enough = records.filter(num_in_stock__gte=PROMISED + quantity)
    if not _written(enough, num_allocated=PROMISED + quantity):
        left = records.values_list(Coalesce(F("num_in_stock"), 0) - PROMISED, flat=True).first()
        raise NotEnough(record.product.get_title(), quantity, left or 0)
    _review(record, freed=-quantity)


def release(*, record, quantity: int) -> None:
    """Never refused: a promise is taken back, and no goods move."""
    if _written(type(record).objects.filter(pk=record.pk), num_allocated=Greatest(PROMISED - quantity, 0)):
        _review(record, freed=quantity)


def consume(*, record, quantity: int) -> None:
    records = type(record).objects.filter(pk=record.pk)
    held = records.filter(num_allocated__gte=quantity, num_in_stock__gte=quantity)
    if _written(held, num_allocated=F("num_allocated") - quantity, num_in_stock=F("num_in_stock") - quantity):
        _review(record, freed=0)
    elif records.exists():
        raise NotReserved(record.product.get_title(), quantity)


def _written(records: models.QuerySet, **values: models.Expression | models.F) -> int:
    with unseen():
        return records.update(**values)


def _review(record, *, freed: int) -> None:
    """Visitors read how much is left only where it is little, so most orders leave their pages as they are."""
    record.refresh_from_db(fields=["num_allocated", "num_in_stock"])
    free = record.net_stock_level
    if stock_words(free) != stock_words(free - freed):
        changed()
    if record.low_stock_threshold is not None:
        review_level(record=record)


@transaction.atomic
def give_back(*, line, quantity: int) -> None:
    """What an order line holds becomes free again. It gives back only what it holds, so never twice."""
    _let_go(line, quantity, allocation_cancelled=Value(True, BooleanField()))
    if line.stockrecord:
        release(record=line.stockrecord, quantity=quantity)


@transaction.atomic
def take_out(*, line, quantity: int) -> None:
    """What an order line holds leaves the house. A stock record that was deleted meanwhile is no obstacle."""
    _let_go(line, quantity, allocation_cancelled=F("allocation_cancelled"))
    if line.stockrecord:
        consume(record=line.stockrecord, quantity=quantity)


def _let_go(line, quantity: int, *, allocation_cancelled: models.Expression | F) -> None:
    lines = type(line).objects.filter(pk=line.pk)
    once_empty = models.Case(
        models.When(num_allocated=quantity, then=allocation_cancelled), default=F("allocation_cancelled")
    )
    if not lines.filter(num_allocated__gte=quantity).update(
        num_allocated=F("num_allocated") - quantity, allocation_cancelled=once_empty
    ):
        raise NotReserved(line.title, quantity)
    line.refresh_from_db(fields=["num_allocated", "allocation_cancelled"])

"""Reserve, release and take out stock. Each is one guarded statement: it happens whole, or it is refused.

Callers who touch several records go through them in primary key order, so that two orders never wait for each other.
"""

from django.db.models import F
from django.db.models.functions import Coalesce

from shop.stock.domain import NotEnough, NotReserved

ALLOCATED = Coalesce(F("num_allocated"), 0)


def reserve(*, record, quantity: int) -> None:
    free = type(record)._default_manager.filter(pk=record.pk, num_in_stock__gte=ALLOCATED + quantity)
    if not free.update(num_allocated=ALLOCATED + quantity):
        raise NotEnough(product=record.product.get_title(), wanted=quantity)
    record.refresh_from_db(fields=["num_allocated"])


def release(*, record, quantity: int) -> None:
    held = type(record)._default_manager.filter(pk=record.pk, num_allocated__gte=quantity)
    if not held.update(num_allocated=F("num_allocated") - quantity):
        raise NotReserved(product=record.product.get_title(), quantity=quantity)
    record.refresh_from_db(fields=["num_allocated"])


def consume(*, record, quantity: int) -> None:
    held = type(record)._default_manager.filter(pk=record.pk, num_allocated__gte=quantity, num_in_stock__gte=quantity)
    taken = held.update(num_allocated=F("num_allocated") - quantity, num_in_stock=F("num_in_stock") - quantity)
    if not taken:
        raise NotReserved(product=record.product.get_title(), quantity=quantity)
    record.refresh_from_db(fields=["num_allocated", "num_in_stock"])

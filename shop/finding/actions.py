"""Keeping the index current."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from celery import current_app
from django.db import transaction
from oscar.core.loading import get_model
from wagtail.search.backends import get_search_backend

CHUNK = 200
INDEX = "shop.finding.tasks.index"

_waiting: ContextVar[set[int] | None] = ContextVar("waiting", default=None)


def index_goods(keys: Iterable[int]) -> None:
    """Of products and of variants, which are found by their products. A few are indexed here and now; many, such as all
    of a café that has a new name, by a task after the commit."""
    wanted = set(keys)
    waiting = _waiting.get()
    if waiting is not None:
        waiting |= wanted
        return
    if len(wanted) <= CHUNK:
        index_now(wanted)
        return
    ordered = sorted(wanted)
    for start in range(0, len(ordered), CHUNK):
        part = ordered[start : start + CHUNK]
        transaction.on_commit(partial(current_app.send_task, INDEX, args=[part], retry=False), robust=True)


def index_now(keys: Iterable[int]) -> None:
    product = get_model("catalogue", "Product")
    ordered = sorted(keys)
    for start in range(0, len(ordered), CHUNK):
        part = ordered[start : start + CHUNK]
        parents = {parent or pk for pk, parent in product.objects.filter(pk__in=part).values_list("pk", "parent_id")}
        goods = list(product.get_indexed_objects().filter(pk__in=parents))
        if goods:
            get_search_backend().add_bulk(product, goods)


@contextmanager
def together() -> Iterator[None]:
    """What is saved inside is indexed once, at the end: for imports and whatever else writes many."""
    if _waiting.get() is not None:
        yield
        return
    waiting: set[int] = set()
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    index_now(waiting)

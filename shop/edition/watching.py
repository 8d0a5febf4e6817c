"""Whoever writes what visitors' pages show makes a new edition: Wagtail, Oscar's dashboard, the admin, a task.

Statements are watched, not models' signals: much is written past those, in bulk, by update, or by a move in a tree.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import Model
from django.db.models.signals import post_migrate, pre_migrate

from shop.edition.actions import changed

WRITTEN = re.compile(r'\s*(?:INSERT\s+(?:OR \w+ )?INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE)

_unseen = ContextVar("unseen", default=False)


def start() -> None:
    connection_created.connect(watch, dispatch_uid="edition")
    pre_migrate.connect(look_away, dispatch_uid="edition")
    post_migrate.connect(look_again, dispatch_uid="edition")


def watch(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if see not in connection.execute_wrappers:
        connection.execute_wrappers.append(see)


def see(execute: Callable, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    result = execute(sql, params, many, context)
    written = WRITTEN.match(sql)
    if written and written[1] in shown_tables() and not _unseen.get() and not _migrating:
        changed()
    return result


@contextmanager
def unseen() -> Iterator[None]:
    """For a write that changes nothing that visitors see, or whose writer calls changed() where it does."""
    token = _unseen.set(True)
    try:
        yield
    finally:
        _unseen.reset(token)


@cache
def shown_tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in apps.get_models(include_auto_created=True) if is_shown(model))


def is_shown(model: type[Model]) -> bool:
    """EDITION_SHOWS names models, or apps with all their models."""
    return not settings.EDITION_SHOWS.isdisjoint({model._meta.app_label, model._meta.label})


# While the database is migrated, the table of editions may not be there yet; afterwards a new one begins.
_migrating: set[str] = set()


def look_away(using: str, **_: Any) -> None:
    _migrating.add(using)


def look_again(using: str, **_: Any) -> None:
    if using in _migrating:
        _migrating.discard(using)
        changed()

"""Wagtail's engine on the database, blind to accents: "cafe" finds the café.

SQLite's index folds accents by itself. PostgreSQL's does so only with an extension that not every server has, so there
both what is indexed and what is asked are folded on the way.
"""

import copy
from collections.abc import Iterable
from typing import Any

from django.db import connection
from wagtail.search import index
from wagtail.search.backends import database

from shop.goods.domain import fold


def SearchBackend(params: dict[str, Any]) -> Any:
    if connection.vendor != "postgresql":
        return database.SearchBackend(params)
    from modelsearch.backends.database.postgres import postgres

    class FoldingIndex(postgres.PostgresIndex):
        def add_items(self, model: type, objs: Iterable[Any]) -> None:
            super().add_items(model, [Folded(thing) for thing in objs])

    class FoldingBackend(postgres.PostgresSearchBackend):
        index_class = FoldingIndex

        def _search(self, compiler: Any, query: Any, things: Any, **options: Any) -> Any:
            return super()._search(compiler, folded_query(query), things, **options)

    return FoldingBackend({"SEARCH_CONFIG": "english", **params})


class Folded:
    """Stands in for an object while it is indexed."""

    def __init__(self, thing: Any) -> None:
        self.thing = thing
        self.pk = thing.pk

    def get_search_fields(self) -> list[index.BaseField]:
        return [folding(field) for field in self.thing.get_search_fields()]


def folding(field: Any) -> Any:
    twin = copy.copy(field)
    twin.get_value = lambda thing: folded(field.get_value(thing.thing if isinstance(thing, Folded) else thing))
    if isinstance(field, index.RelatedFields):
        twin.fields = [folding(inner) for inner in field.fields]
    return twin


def folded(value: Any) -> Any:
    if isinstance(value, str):
        return fold(value)
    if isinstance(value, list):
        return [folded(item) for item in value]
    return value


def folded_query(query: Any) -> Any:
    if isinstance(query, str):
        return fold(query)
    if isinstance(getattr(query, "query_string", None), str):
        query = copy.copy(query)
        query.query_string = fold(query.query_string)
    return query

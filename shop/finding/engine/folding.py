"""What is indexed and what is asked, both as bare words."""

import copy
from collections.abc import Iterable
from typing import Any

from wagtail.search import index

from shop.finding import vocabulary
from shop.finding.domain import words_of


class FoldingIndex:
    """Put before an engine's own index class."""

    def add_item(self, thing: Any) -> None:
        self.add_items(type(thing), [thing])

    def add_items(self, model: type, things: Iterable[Any]) -> None:
        things = list(things)
        if hasattr(model, "prepare_to_be_found"):
            model.prepare_to_be_found(things)
        super().add_items(model, [Folded(thing) for thing in things])  # type: ignore[misc]
        vocabulary.learn(things)

    def _refresh_title_norms(self, full: bool = False) -> None:
        """The average length of all titles is asked for when the index is rebuilt, not for each thing that is saved."""
        if full:
            super()._refresh_title_norms(full)  # type: ignore[misc]


class FoldingBackend:
    """Put before an engine's own class."""

    def _search(self, compiler: Any, query: Any, things: Any, **options: Any) -> Any:
        return super()._search(compiler, folded_query(query), things, **options)  # type: ignore[misc]


class Folded:
    """Stands in for an object while it is indexed."""

    def __init__(self, thing: Any) -> None:
        self.thing = thing
        self.pk = thing.pk
        self.known: dict[tuple[type, str], Any] = {}

    def get_search_fields(self) -> list[index.BaseField]:
        return [folding(field) for field in self.thing.get_search_fields()]

    def value_of(self, field: Any) -> Any:
        """An engine asks for each up to five times."""
        key = (type(field), field.field_name)
        if key not in self.known:
            self.known[key] = folded(field.get_value(self.thing))
        return self.known[key]


def folding(field: Any) -> Any:
    twin = copy.copy(field)
    twin.get_value = lambda thing: (
        thing.value_of(field) if isinstance(thing, Folded) else folded(field.get_value(thing))
    )
    if isinstance(field, index.RelatedFields):
        twin.fields = [folding(inner) for inner in field.fields]
    return twin


def folded(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(words_of(value))
    if isinstance(value, list):
        return [folded(item) for item in value]
    return value


def folded_query(query: Any) -> Any:
    if isinstance(query, str):
        return folded(query)
    query = copy.copy(query)
    if isinstance(getattr(query, "query_string", None), str):
        query.query_string = folded(query.query_string)
    if hasattr(query, "subqueries"):
        query.subqueries = [folded_query(each) for each in query.subqueries]
    if hasattr(query, "subquery"):
        query.subquery = folded_query(query.subquery)
    return query

"""On an OpenSearch server, which folds accents by itself; the words that it indexes are learnt here too."""

from collections.abc import Iterable
from typing import Any

from modelsearch.backends import opensearch3

from shop.finding import vocabulary


class Index(opensearch3.OpenSearch3Index):
    def add_item(self, thing: Any) -> None:
        super().add_item(thing)
        vocabulary.learn([thing])

    def add_items(self, model: type, things: Iterable[Any]) -> None:
        things = list(things)
        if hasattr(model, "prepare_to_be_found"):
            model.prepare_to_be_found(things)
        super().add_items(model, things)
        vocabulary.learn(things)


class SearchBackend(opensearch3.OpenSearch3SearchBackend):
    index_class = Index

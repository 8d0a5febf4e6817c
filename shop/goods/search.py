"""Goods found by words, through Wagtail's engine on whichever database or server holds the index."""

from django.db.models import QuerySet
from wagtail.search.backends import get_search_backend

from shop.goods.domain import Question
from shop.goods.queries import visible

MOST = 200


def find(question: Question, things: QuerySet, most: int = MOST) -> list:
    """Whole words first; if there are none, words that begin so."""
    if not question.words:
        return []
    engine = get_search_backend()
    words = " ".join(question.words)
    return list(engine.search(words, things)[:most]) or list(engine.autocomplete(question.beginnings, things)[:most])


def goods(question: Question) -> list:
    return find(question, visible().only("pk", "title", "upc"))


def suggestions(question: Question, *, count: int = 8) -> list:
    """Goods whose name begins like what is typed so far."""
    if len("".join(question.words)) < 2:
        return []
    things = visible().only("pk", "title", "slug", "upc")
    return list(get_search_backend().autocomplete(" ".join(question.words), things)[:count])

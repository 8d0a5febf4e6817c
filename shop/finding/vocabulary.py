"""The words that visitors can find: learnt when something is indexed, counted every night."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from modelsearch.index import get_indexed_models
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from shop.finding.domain import words_of
from shop.finding.models import Word

SHORTEST, LONGEST = 3, 40
CHUNK = 500
CODES = "codes_to_find"


def learn(things: Iterable[Any]) -> None:
    """Adds what is new; how often a word is used, and which no longer is, the night's count finds."""
    words = {word for thing in things if is_for_everybody(thing) for word in words_in(thing)}
    if words:
        add(dict.fromkeys(words, 1))


def add(uses: dict[str, int]) -> None:
    rows = [Word(word=word, mirrored=word[::-1], length=len(word), uses=uses[word]) for word in sorted(uses)]
    Word.objects.bulk_create(rows, ignore_conflicts=True, batch_size=CHUNK)


def is_for_everybody(thing: Any) -> bool:
    if isinstance(thing, Page):
        return thing.live and not thing.get_view_restrictions().exists()
    return bool(getattr(thing, "is_found_by_everybody", False))


def words_in(thing: Any) -> set[str]:
    """Without article numbers and other figures: those are never corrected, nor anything to them."""
    fields = [field for field in thing.get_search_fields() if isinstance(field, index.SearchField)]
    texts = flat(field.get_value(thing) for field in fields if field.field_name != CODES)
    words = {word for text in texts for word in words_of(text)}
    return {word for word in words if SHORTEST <= len(word) <= LONGEST and word.isalpha()}


def flat(values: Iterable[Any]) -> Iterable[str]:
    for value in values:
        if isinstance(value, (list, tuple)):
            yield from flat(value)
        elif value is not None:
            yield str(value)


def recount() -> int:
    """From all that is indexed, however it got there; returns how many words there are."""
    uses: Counter[str] = Counter()
    for model in get_indexed_models():
        for things in chunks(model):
            for thing in things:
                uses.update(words_in(thing))
    with transaction.atomic():
        before = dict(Word.objects.values_list("word", "uses"))
        gone = [word for word in before if word not in uses]
        for start in range(0, len(gone), CHUNK):
            Word.objects.filter(pk__in=gone[start : start + CHUNK]).delete()
        changed = [
            Word(word=word, uses=uses[word]) for word in sorted(before) if uses.get(word, 0) not in (0, before[word])
        ]
        Word.objects.bulk_update(changed, ["uses"], batch_size=CHUNK)
        add({word: count for word, count in uses.items() if word not in before})
    return len(uses)


def chunks(model: Any) -> Iterable[list[Any]]:
    """Those of a model that everybody may find."""
    things = model.get_indexed_objects().order_by("pk")
    if issubclass(model, Page):
        closed = PageViewRestriction.objects.values_list("page__path", flat=True)
        things = things.live()
        for path in closed:
            things = things.exclude(path__startswith=path)
    elif not hasattr(model, "prepare_to_be_found"):
        return
    last = 0
    while found := list(things.filter(pk__gt=last)[:CHUNK]):
        last = found[-1].pk
        if hasattr(model, "prepare_to_be_found"):
            model.prepare_to_be_found(found)
            found = [each for each in found if each.is_found_by_everybody]
        yield found

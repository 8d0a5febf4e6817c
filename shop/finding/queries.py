"""A visitor's search: goods, categories, cafés, news and pages by words, with slips of the finger forgiven."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from shop.finding.domain import IN_CAPITALS, Question, titles_first, words_of
from shop.finding.engine.asking import Answer, Hit, Shelf, ask
from shop.finding.nearness import meant
from shop.finding.pages import Grounds, Place, group_of, shelves_found
from shop.goods import free_of
from shop.goods.queries import visible

GOODS, SHELVES = "products", "categories"
# Of what fits, the best are listed; all are counted.
MOST_GOODS, MOST_PAGES = 240, 120
SUGGESTED_GOODS, SUGGESTED_PLACES = 6, 3


@dataclass(frozen=True)
class Finds:
    """has_more: there are more goods than were counted. asked: what was looked for in the end. typed: what was typed,
    where that had a slip in it. better: the spelling to offer to who asked for exactly what was typed. is_partial:
    nothing has all of the words, this has some."""

    asked: Question
    goods: list[Hit] = field(default_factory=list)
    goods_count: int = 0
    has_more: bool = False
    places: dict[str, list[Place]] = field(default_factory=dict)
    typed: Question | None = None
    better: Question | None = None
    is_partial: bool = False

    def __bool__(self) -> bool:
        return bool(self.goods or any(self.places.values()))

    @property
    def count(self) -> int:
        return self.goods_count + sum(map(len, self.places.values()))


def find(request: HttpRequest, question: Question, *, exactly: bool = False) -> Finds:
    found = forgiving(request, question, exactly=exactly, goods=MOST_GOODS, pages=MOST_PAGES)
    if found or exactly:
        return found
    loose = loosely(question)
    partly = look(request, loose, goods=MOST_GOODS, pages=MOST_PAGES) if loose else found
    return replace(partly, asked=question, is_partial=True) if partly else found


def loosely(question: Question) -> Question | None:
    """Where one word is left of several it is still another question. An allergen that must not be in it is none of
    the words: goods that speak of milk are no answer to "without milk"."""
    if len(question.words) < 2 or IN_CAPITALS.fullmatch(question.text):
        return None
    rest = free_of.read(words_of(question.text)).rest
    words = Question(" ".join(rest)).telling
    return Question(" ".join(words), is_loose=True) if words else None


def suggest(request: HttpRequest, question: Question) -> Finds:
    """The best few, for what is typed so far."""
    if len(question.code) < 2:
        return Finds(question)
    found = forgiving(request, question, goods=SUGGESTED_GOODS * 4, pages=SUGGESTED_PLACES * 4)
    places = {name: places[:SUGGESTED_PLACES] for name, places in found.places.items()}
    return replace(found, goods=found.goods[:SUGGESTED_GOODS], places=places)


def forgiving(request: HttpRequest, question: Question, *, goods: int, pages: int, exactly: bool = False) -> Finds:
    found = look(request, question, goods=goods, pages=pages)
    if found or not found.better:
        return found
    corrected = look(request, found.better, goods=goods, pages=pages)
    if not corrected:  # a word of what was hidden since the words were counted
        return replace(found, better=None)
    return found if exactly else replace(corrected, typed=question)


def look(request: HttpRequest, question: Question, *, goods: int, pages: int) -> Finds:
    grounds = Grounds.of(request)
    shelves = [Shelf(GOODS, visible(), ("title", "slug"), goods)]
    if grounds.path:
        columns = ("title", "url_path", "search_description", "content_type_id")
        shelves.append(Shelf("pages", grounds.pages(), columns, pages))
    answer = ask(question, shelves)
    places: dict[str, list[Place]] = defaultdict(list)
    if question.words:
        places[SHELVES] = shelves_found(request, question)
    for hit in ordered(question, answer, "pages"):
        title, url_path, note, content_type = hit.columns
        places[group_of(content_type)].append(Place(title, grounds.url(url_path), note))
    return Finds(
        asked=question,
        goods=ordered(question, answer, GOODS),
        goods_count=answer.counts.get(GOODS, 0),
        has_more=GOODS in answer.endless,
        places=dict(places),
        better=meant(question, answer.near),
    )


def ordered(question: Question, answer: Answer, shelf: str) -> list[Hit]:
    hits = titles_first(question, answer.of(shelf), lambda hit: hit.columns[0])
    return sorted(hits, key=lambda hit: not hit.is_whole_code)


def goods_of(question: Question, things: QuerySet, most: int = MOST_GOODS) -> list[Any]:
    """Keys of the products among `things`, published or not, that the words or the article number find."""
    answer = ask(question, [Shelf(GOODS, things, ("title",), most)])
    return [hit.pk for hit in ordered(question, answer, GOODS)]

"""A visitor's search, whole, in one statement: each shelf that is searched is a part of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.search.backends import get_search_backend

from shop.finding import nearness
from shop.finding.domain import Question
from shop.finding.spelling import Known

# Of a word that nearly everything has, so many are looked at: those with it in their title first.
MOST_RANKED = 1000
# One more of the words, where some are enough, counts for more than any rank.
ONE_MORE_WORD = 1000


@dataclass(frozen=True)
class Shelf:
    """What is searched: things, of which `columns` are given back as text; most: how many of them, the best first."""

    name: str
    things: QuerySet
    columns: tuple[str, ...]
    most: int


@dataclass(frozen=True)
class Hit:
    shelf: str
    pk: int
    columns: tuple[Any, ...]
    is_whole_code: bool = False


@dataclass(frozen=True)
class Answer:
    """counts: how many there are of each shelf, also where not all of them were asked for. endless: shelves of which
    there are more than were counted. near: where nothing was found, what each word that may be a slip could mean."""

    hits: list[Hit]
    counts: dict[str, int]
    endless: frozenset[str] = frozenset()
    near: Mapping[str, Sequence[Known]] = field(default_factory=dict)

    def of(self, shelf: str) -> list[Hit]:
        return [hit for hit in self.hits if hit.shelf == shelf]


NONE = Answer([], {})


def ask(question: Question, shelves: Sequence[Shelf]) -> Answer:
    """All words in any order, or some of them, each whole or as a beginning; or all of it as one article number."""
    if not question.words:
        return NONE
    engine = get_search_backend()
    return engine.ask(question, shelves) if hasattr(engine, "ask") else ask_by_api(engine, question, shelves)


def ask_by_api(engine: Any, question: Question, shelves: Sequence[Shelf]) -> Answer:
    """On a server of its own, such as OpenSearch: in Wagtail's words, whole words first."""
    hits, counts = [], {}
    words = " ".join(question.words)
    enough = {"operator": "or"} if question.is_loose else {}
    for shelf in shelves:
        whole = list(engine.search(words, shelf.things, **enough)[: shelf.most])
        found = whole or list(engine.autocomplete(words, shelf.things, **enough)[: shelf.most])
        rows = shelf.things.filter(pk__in=[each.pk for each in found]).values_list("pk", *shelf.columns)
        columns = {row[0]: tuple(row[1:]) for row in rows}
        hits += [Hit(shelf.name, each.pk, columns[each.pk]) for each in found if each.pk in columns]
        counts[shelf.name] = len(found)
    return Answer(hits, counts, near={} if hits else nearness.known_near(nearness.unsure(question)))


class Asking:
    """An engine in the database."""

    def matches(self, question: Question) -> tuple[str, list[Any]]:
        """A statement for the index entries that match: object_id, content_type_id, `rank` (above MOST_RANKED matches
        no more than: titles first), and whether it is the `whole_code`."""
        raise NotImplementedError

    def ask(self, question: Question, shelves: Sequence[Shelf]) -> Answer:
        wide = max(len(shelf.columns) for shelf in shelves)
        match, params = self.matches(question)
        parts, nothing = [f"found AS MATERIALIZED ({match})"], []
        for number, shelf in enumerate(shelves):
            types = ", ".join(str(int(pk)) for pk in get_descendants_content_types_pks(shelf.things.model))
            sql, more = part(number, shelf, wide)
            parts += [f"best_{number} AS MATERIALIZED ({best(types)})", f"part_{number} AS MATERIALIZED ({sql})"]
            nothing.append(f"NOT EXISTS (SELECT 1 FROM part_{number})")  # noqa: S608
            params += more
        rows = [f"SELECT * FROM part_{number}" for number in range(len(shelves))]  # noqa: S608
        unsure = nearness.unsure(question)
        for number, word in enumerate(unsure, len(shelves)):
            sql, more = nearness.candidates(word)
            padding = ", ''" * (wide - 1)
            rows.append(
                f"SELECT {number}, uses, FALSE, 0, 0, word{padding} FROM ({sql}) AS near_{number} "  # noqa: S608
                f"WHERE {' AND '.join(nothing)}"
            )
            params += more
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {', '.join(parts)} {' UNION ALL '.join(rows)}", params)
            return answer(shelves, unsure, cursor.fetchall())


def answer(shelves: Sequence[Shelf], unsure: list[str], rows: list[tuple[Any, ...]]) -> Answer:
    hits, counts = [], {}
    endless = set()
    near: dict[str, list[Known]] = {word: [] for word in unsure}
    for number, key, is_code, how_many, looked_at, *columns in rows:
        if number < len(shelves):
            shelf = shelves[number]
            hits.append(Hit(shelf.name, key, tuple(columns[: len(shelf.columns)]), bool(is_code)))
            counts[shelf.name] = how_many
            if looked_at >= MOST_RANKED:
                endless.add(shelf.name)
        else:
            near[unsure[number - len(shelves)]].append(Known(columns[0], key))
    return Answer(hits, counts, frozenset(endless), {} if hits else near)


def best(types: str) -> str:
    return f"""
        SELECT * FROM found WHERE content_type_id IN ({types})
        ORDER BY whole_code DESC, rank LIMIT {MOST_RANKED}"""  # noqa: S608


def part(number: int, shelf: Shelf, wide: int) -> tuple[str, list[Any]]:
    named: dict[str, Any] = {f"column_{place}": F(name) for place, name in enumerate(shelf.columns)}
    things, params = shelf.things.order_by().values(key=F("pk"), **named).query.sql_with_params()
    columns = [f"CAST(thing.{name} AS text)" for name in named] + ["''"] * (wide - len(named))
    sql = f"""
        SELECT {number} AS number, thing.key, found.whole_code, COUNT(*) OVER () AS how_many,
               (SELECT COUNT(*) FROM best_{number}) AS looked_at, {", ".join(columns)}
        FROM best_{number} AS found JOIN ({things}) AS thing ON thing.key = CAST(found.object_id AS integer)
        ORDER BY found.whole_code DESC, found.rank, thing.key DESC LIMIT {int(shelf.most)}"""  # noqa: S608
    return sql, list(params)

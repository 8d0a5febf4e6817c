"""On PostgreSQL's text search, without a dictionary: both engines then find the same, and beginnings of words too."""

from collections.abc import Iterable, Sequence
from typing import Any

from modelsearch.backends.database.postgres import postgres
from modelsearch.utils import get_content_type_pk

from shop.finding.domain import END_OF_CODE, Question, forms
from shop.finding.engine.asking import MOST_RANKED, ONE_MORE_WORD, Asking
from shop.finding.engine.folding import FoldingBackend, FoldingIndex

ENTRIES = postgres.IndexEntry._meta.db_table


WRITE = f"""
    INSERT INTO {ENTRIES} (content_type_id, object_id, title_norm, title_text, body_text, title, autocomplete, body)
    VALUES {{rows}}
    ON CONFLICT (content_type_id, object_id) DO UPDATE SET
        title_norm = 1.0, title_text = EXCLUDED.title_text, body_text = EXCLUDED.body_text,
        title = EXCLUDED.title, autocomplete = EXCLUDED.autocomplete, body = EXCLUDED.body"""  # noqa: S608

Vector = tuple[str, list[str]]  # SQL, parameters


class Indexer(postgres.ObjectIndexer):
    def as_vector(self, texts: Iterable[tuple[str, str]], for_autocomplete: bool = False) -> Vector:
        said = [(text.strip(), weight) for text, weight in texts]
        said = [(text, weight) for text, weight in said if text]
        parts = [f"setweight(to_tsvector('simple', %s), '{weight}')" for _, weight in said]
        return " || ".join(parts) or "''::tsvector", [text for text, _ in said]


class InBulk(postgres.PostgresIndex):
    def add_items(self, model: Any, things: Sequence[Any]) -> None:
        """Wagtail's own makes the same out of expressions, many for each thing, which is far slower."""
        content_type = get_content_type_pk(model)
        rows: list[str] = []
        params: list[Any] = []
        for each in (Indexer(thing, self.backend) for thing in things):
            vectors = [each.title, each.autocomplete, each.body]
            rows.append(f"(%s, %s, 1.0, %s, %s, {', '.join(sql for sql, _ in vectors)})")
            params += [content_type, each.id, each.title_text, each.body_text]
            params += [text for _, said in vectors for text in said]
        if rows:
            with self.write_connection.cursor() as cursor:
                cursor.execute(WRITE.format(rows=", ".join(rows)), params)
        self._refresh_title_norms()


class Index(FoldingIndex, InBulk):
    pass


class Backend(Asking, FoldingBackend, postgres.PostgresSearchBackend):
    index_class = Index

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({"SEARCH_CONFIG": "simple", **params})

    def matches(self, question: Question) -> tuple[str, list[Any]]:
        """A rank costs more than the finding: it is asked for where there are few."""
        asked, whole_code = "to_tsquery('simple', %s)", f"'{question.code}{END_OF_CODE}'"
        each_word = [every_form(word) for word in question.words] if question.is_loose else []
        counted = "".join(f" - {ONE_MORE_WORD} * ((entry.title || entry.body) @@ {asked})::int" for _ in each_word)
        sql = f"""
            SELECT entry.object_id, entry.content_type_id, entry.body @@ {asked} AS whole_code,
                   CASE WHEN (SELECT COUNT(*) FROM {ENTRIES} WHERE (title || body) @@ {asked}) <= {MOST_RANKED}
                        THEN -10 * ts_rank(entry.title, {asked}) - ts_rank(entry.body, {asked})
                        WHEN entry.title @@ {asked} THEN 0 ELSE 1 END{counted} AS rank
            FROM {ENTRIES} AS entry
            WHERE (entry.title || entry.body) @@ {asked}"""  # noqa: S608
        words = expression(question)
        return sql, [whole_code, *[words] * 4, *each_word, words]


def expression(question: Question) -> str:
    words = (" | " if question.is_loose else " & ").join(map(every_form, question.words))
    return words if len(question.words) == 1 else f"({words}) | '{question.code}':*"


def every_form(word: str) -> str:
    return "(" + " | ".join(f"'{form}':*" for form in forms(word)) + ")"

"""On SQLite's FTS5."""

from collections.abc import Iterable
from typing import Any

from modelsearch.backends.database.sqlite import sqlite
from modelsearch.utils import get_content_type_pk

from shop.finding.domain import END_OF_CODE, Question, forms
from shop.finding.engine.asking import MOST_RANKED, ONE_MORE_WORD, Asking
from shop.finding.engine.folding import FoldingBackend, FoldingIndex

ENTRIES = sqlite.IndexEntry._meta.db_table
WORDS = f"{ENTRIES}_fts"
# As the columns stand in the table: autocomplete, body, title.
WEIGHTS = "0.0, 1.0, 10.0"


class InBulk(sqlite.SQLiteIndex):
    def add_items(self, model: Any, things: Iterable[Any]) -> None:
        """Wagtail's own has a statement for each thing that is in the index already."""
        content_type = get_content_type_pk(model)
        found_by = [sqlite.ObjectIndexer(thing, self.backend) for thing in things]
        self.entries.bulk_create(
            (
                sqlite.IndexEntry(
                    content_type_id=content_type,
                    object_id=each.id,
                    title=each.title,
                    autocomplete=each.autocomplete,
                    body=each.body,
                )
                for each in found_by
            ),
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=["title", "autocomplete", "body"],
        )
        self._refresh_title_norms()


class Index(FoldingIndex, InBulk):
    pass


class Backend(Asking, FoldingBackend, sqlite.SQLiteSearchBackend):
    index_class = Index

    def matches(self, question: Question) -> tuple[str, list[Any]]:
        """A rank costs more than the finding: it is asked for where there are few. CROSS JOIN keeps SQLite from asking
        for each entry whether it matches, which takes half a minute."""
        words, whole_code = expression(question), f'"{question.code}{END_OF_CODE}"'
        anywhere, titles = f"{{title body}} : ({words})", f"{{title}} : ({words})"
        matching = f"SELECT rowid FROM {WORDS} WHERE {WORDS} MATCH %s"  # noqa: S608
        each_word = [f"{{title body}} : {every_form(word)}" for word in question.words] if question.is_loose else []
        counted = "".join(f" - {ONE_MORE_WORD} * (entry.id IN ({matching}))" for _ in each_word)
        sql = f"""
            SELECT entry.object_id, entry.content_type_id, entry.id IN ({matching}) AS whole_code,
                   CASE WHEN (SELECT COUNT(*) FROM {WORDS} WHERE {WORDS} MATCH %s) <= {MOST_RANKED}
                        THEN bm25({WORDS}, {WEIGHTS}) ELSE entry.id NOT IN ({matching}) END{counted} AS rank
            FROM {WORDS} CROSS JOIN {ENTRIES} AS entry ON entry.id = {WORDS}.rowid
            WHERE {WORDS} MATCH %s"""  # noqa: S608
        return sql, [whole_code, anywhere, titles, *each_word, anywhere]


def expression(question: Question) -> str:
    words = (" OR " if question.is_loose else " AND ").join(map(every_form, question.words))
    return words if len(question.words) == 1 else f'({words}) OR "{question.code}"*'


def every_form(word: str) -> str:
    return "(" + " OR ".join(f'"{form}"*' for form in forms(word)) + ")"

"""On SQLite's FTS5."""

from typing import Any

from modelsearch.backends.database.sqlite import sqlite

from shop.finding.domain import END_OF_CODE, Question, forms
from shop.finding.engine.asking import MOST_RANKED, Asking
from shop.finding.engine.folding import FoldingBackend, FoldingIndex

ENTRIES = sqlite.IndexEntry._meta.db_table
WORDS = f"{ENTRIES}_fts"
# As the columns stand in the table: autocomplete, body, title.
WEIGHTS = "0.0, 1.0, 10.0"


class Index(FoldingIndex, sqlite.SQLiteIndex):
    pass


class Backend(Asking, FoldingBackend, sqlite.SQLiteSearchBackend):
    index_class = Index

    def matches(self, question: Question) -> tuple[str, list[Any]]:
        """A rank costs more than the finding: it is asked for where there are few. CROSS JOIN keeps SQLite from asking
        for each entry whether it matches, which takes half a minute."""
        words, whole_code = expression(question), f'"{question.code}{END_OF_CODE}"'
        anywhere, titles = f"{{title body}} : ({words})", f"{{title}} : ({words})"
        matching = f"SELECT rowid FROM {WORDS} WHERE {WORDS} MATCH %s"  # noqa: S608
        sql = f"""
            SELECT entry.object_id, entry.content_type_id, entry.id IN ({matching}) AS whole_code,
                   CASE WHEN (SELECT COUNT(*) FROM {WORDS} WHERE {WORDS} MATCH %s) <= {MOST_RANKED}
                        THEN bm25({WORDS}, {WEIGHTS}) ELSE entry.id NOT IN ({matching}) END AS rank
            FROM {WORDS} CROSS JOIN {ENTRIES} AS entry ON entry.id = {WORDS}.rowid
            WHERE {WORDS} MATCH %s"""  # noqa: S608
        return sql, [whole_code, anywhere, titles, anywhere]


def expression(question: Question) -> str:
    words = " AND ".join("(" + " OR ".join(f'"{form}"*' for form in forms(word)) + ")" for word in question.words)
    return words if len(question.words) == 1 else f'({words}) OR "{question.code}"*'

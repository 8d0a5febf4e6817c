"""On PostgreSQL's text search, without a dictionary: both engines then find the same, and beginnings of words too."""

from typing import Any

from modelsearch.backends.database.postgres import postgres

from shop.finding.domain import END_OF_CODE, Question, forms
from shop.finding.engine.asking import MOST_RANKED, Asking
from shop.finding.engine.folding import FoldingBackend, FoldingIndex

ENTRIES = postgres.IndexEntry._meta.db_table


class Index(FoldingIndex, postgres.PostgresIndex):
    pass


class Backend(Asking, FoldingBackend, postgres.PostgresSearchBackend):
    index_class = Index

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({"SEARCH_CONFIG": "simple", **params})

    def matches(self, question: Question) -> tuple[str, list[Any]]:
        """A rank costs more than the finding: it is asked for where there are few."""
        asked, whole_code = "to_tsquery('simple', %s)", f"'{question.code}{END_OF_CODE}'"
        sql = f"""
            SELECT entry.object_id, entry.content_type_id, entry.body @@ {asked} AS whole_code,
                   CASE WHEN (SELECT COUNT(*) FROM {ENTRIES} WHERE (title || body) @@ {asked}) <= {MOST_RANKED}
                        THEN -10 * ts_rank(entry.title, {asked}) - ts_rank(entry.body, {asked})
                        WHEN entry.title @@ {asked} THEN 0 ELSE 1 END AS rank
            FROM {ENTRIES} AS entry
            WHERE (entry.title || entry.body) @@ {asked}"""  # noqa: S608
        return sql, [whole_code, *[expression(question)] * 5]


def expression(question: Question) -> str:
    words = " & ".join("(" + " | ".join(f"'{form}':*" for form in forms(word)) + ")" for word in question.words)
    return words if len(question.words) == 1 else f"({words}) | '{question.code}':*"

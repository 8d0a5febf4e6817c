"""The words of the vocabulary that a mistyped word could be: few enough to compare letter by letter, by an index.

Where PostgreSQL has trigrams, they add what has a slip in both of its halves.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from django.db import connection

from shop.finding.domain import Question
from shop.finding.models import Word
from shop.finding.spelling import Known, halves, nearest, slips

TABLE = Word._meta.db_table
LONGEST = Word._meta.get_field("word").max_length or 0
# Words of which only the beginning was typed, for each that is matched; and how many are matched.
MOST_BEGUN = 500
MOST_MATCHED = 4


def unsure(question: Question) -> list[str]:
    """Words that may be slips of the finger. Article numbers and figures never are, and with some of the words
    it is too late to ask."""
    if question.is_of_numbers or question.is_loose:
        return []
    return [word for word in question.words if slips(word) and word.isalpha() and len(word) <= LONGEST][:MOST_MATCHED]


def candidates(word: str) -> tuple[str, list[str]]:
    """A statement for word and uses of what could be meant by this."""
    beginning, end = halves(word)
    least, most = len(word) - slips(word), len(word) + slips(word)
    near, params = [begins("word", beginning), begins("mirrored", end[::-1])], []
    if has_trigrams():
        near.append("word %% %s")
        params.append(word)
    sql = f"""
        SELECT word, uses FROM {TABLE} WHERE length BETWEEN {least} AND {most} AND ({" OR ".join(near)})
        UNION ALL SELECT * FROM (
            SELECT word, uses FROM {TABLE} WHERE length > {most} AND {begins("word", beginning)}
            ORDER BY uses DESC LIMIT {MOST_BEGUN}) AS begun"""  # noqa: S608
    return sql, params


def begins(column: str, beginning: str) -> str:
    """In a way that the engine's index answers. Bare letters (isalpha) need no quoting."""
    if connection.vendor == "postgresql":
        return f"{column} LIKE '{beginning}%%'"
    return f"({column} >= '{beginning}' AND {column} < '{beginning}\U0010ffff')"


@cache
def has_trigrams() -> bool:
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('finding_word_trigrams') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def known_near(words: Sequence[str]) -> dict[str, list[Known]]:
    found = {}
    for word in words:
        with connection.cursor() as cursor:
            cursor.execute(*candidates(word))
            found[word] = [Known(*row) for row in cursor.fetchall()]
    return found


def meant(question: Question, near: Mapping[str, Sequence[Known]]) -> Question | None:
    """The same question in words that are there, as far as any is near."""
    better = {word: found for word in near if (found := nearest(word, near[word]))}
    return question.with_words(better) if better else None

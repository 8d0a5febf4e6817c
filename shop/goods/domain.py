"""How a search reads what was typed, and orders what it found."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

LONGEST_SEARCH = 100

Found = TypeVar("Found")


def fold(text: str) -> str:
    """Without accents, so that "creme brulee" meets crème brûlée."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


@dataclass(frozen=True)
class Question:
    """What was typed into a search box, made harmless: no control characters, single spaces, not endless."""

    text: str
    was_cut: bool = False

    @classmethod
    def typed(cls, raw: str) -> "Question":
        words = " ".join("".join(letter if letter.isprintable() else " " for letter in raw).split())
        return cls(words[:LONGEST_SEARCH].strip(), was_cut=len(words) > LONGEST_SEARCH)

    @property
    def words(self) -> list[str]:
        """Letters and digits only: what an index can hold."""
        folded = "".join(letter if letter.isalnum() else " " for letter in fold(self.text).casefold())
        return folded.split()

    @property
    def beginnings(self) -> str:
        """The words as beginnings of words: the plural finds the singular."""
        return " ".join(singular(word) for word in self.words)


def singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def titles_first(question: Question, found: Iterable[Found], title: Callable[[Found], str]) -> list[Found]:
    """What carries all the words in its title comes before what only mentions them; else the order stays."""
    beginnings = question.beginnings.split()

    def is_titled(thing: Found) -> bool:
        words = fold(title(thing)).casefold().replace("-", " ").split()
        return all(any(word.startswith(beginning) for word in words) for beginning in beginnings)

    return sorted(found, key=lambda thing: not is_titled(thing))

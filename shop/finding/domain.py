"""How a search reads what was typed, and orders what it found."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

LONGEST_SEARCH = 100
MOST_WORDS = 12
# What nothing is looked for by, where not all words need be there.
LITTLE = """about and any are but can do does for free from have how in is it me my no non of on or our please that the
their there this to want was what when where which with without you your"""
SAYING_LITTLE = frozenset(LITTLE.split())
# What Unicode does not take apart into a letter and its accent.
LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th", "ð": "d"})
# After an article number in the index, so that the whole of it is told from its beginning.
END_OF_CODE = "0sku0"
IN_CAPITALS = re.compile(r"[A-Z]+(?:[-./][A-Z0-9]+)+")

Found = TypeVar("Found")


def fold(text: str) -> str:
    """Without accents, so that "creme brulee" meets crème brûlée."""
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """Letters and digits only, folded: what the index holds and what is asked of it."""
    folded = text.lower() if text.isascii() else fold(fold(text).casefold().translate(LETTERS))
    return "".join([letter if letter.isalnum() else " " for letter in folded]).split()


def code_of(text: str) -> str:
    """An article number without what people leave out or put in: "el rye" is EL-RYE."""
    return "".join(words_of(text))


@dataclass(frozen=True)
class Question:
    """What was typed into a search box, made harmless: no control characters, single spaces, not endless."""

    text: str
    was_cut: bool = False
    # Some of the words are enough.
    is_loose: bool = False

    @classmethod
    def typed(cls, raw: str) -> "Question":
        words = " ".join("".join(letter if letter.isprintable() else " " for letter in raw).split())
        return cls(words[:LONGEST_SEARCH].strip(), was_cut=len(words) > LONGEST_SEARCH)

    @cached_property
    def words(self) -> list[str]:
        return list(dict.fromkeys(words_of(self.text)))[:MOST_WORDS]

    @cached_property
    def code(self) -> str:
        return code_of(self.text)

    @property
    def is_of_numbers(self) -> bool:
        """An article number, a size: nothing of it is a slip of the finger for another word."""
        return any(map(str.isdigit, self.text)) or bool(IN_CAPITALS.fullmatch(self.text))

    @property
    def telling(self) -> list[str]:
        """Its words without those that stand in every other sentence, and without figures and single letters."""
        return [word for word in self.words if word.isalpha() and len(word) > 2 and word not in SAYING_LITTLE]

    def met_by(self, words: list[str]) -> bool:
        return how_many(words, self.words) > 0 if self.is_loose else has_all(words, self.words)

    def with_words(self, better: dict[str, str]) -> "Question":
        return Question(" ".join(better.get(word, word) for word in words_of(self.text)))


def forms(word: str) -> tuple[str, ...]:
    """Beginnings of words that are this one, in the singular or in the plural."""
    if len(word) < 4:
        return (word,)
    if word.endswith("ies"):
        return word[:-3] + "y", word[:-1]
    if word.endswith("ves"):
        return word[:-3] + "f", word[:-1]
    if re.search("(?:[sxz]|ch|sh)es$", word):
        return (word[:-2],)
    if word.endswith("s") and not word.endswith("ss"):
        return (word[:-1],)
    if re.search("[^aeiou]y$", word):
        return word, word[:-1] + "ies"
    if re.search("[^f]f$", word):
        return word, word[:-1] + "ves"
    return (word,)


def has_all(words: list[str], wanted: list[str]) -> bool:
    """Whether each wanted word, or one that begins with it, is among these."""
    return how_many(words, wanted) == len(wanted)


def how_many(words: list[str], wanted: list[str]) -> int:
    """Of the wanted words."""
    return sum(any(word.startswith(forms(each)) for word in words) for each in wanted)


def titles_first(question: Question, found: Iterable[Found], title: Callable[[Found], str]) -> list[Found]:
    """What carries all the words in its title comes before what only mentions them, and whole words before
    beginnings; else the order stays."""
    wanted = question.words

    def place(thing: Found) -> int:
        words = words_of(title(thing))
        if not has_all(words, wanted):
            return 2
        whole = {form for word in words for form in (word, *forms(word))}
        return 0 if all(not whole.isdisjoint((each, *forms(each))) for each in wanted) else 1

    return sorted(found, key=place)

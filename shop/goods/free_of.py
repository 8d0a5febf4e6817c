"""What is typed by who must not eat something: "gluten-free bread", "without milk or eggs", "no nuts"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shop.goods.food import ALLERGENS

CALLED: dict[str, tuple[str, ...]] = {
    **{code: (code,) for code in ALLERGENS},
    "wheat": ("gluten",),
    "crustacean": ("crustaceans",),
    "shellfish": ("crustaceans", "molluscs"),
    "egg": ("eggs",),
    "peanut": ("peanuts",),
    "soy": ("soya",),
    "dairy": ("milk",),
    "lactose": ("milk",),
    "nut": ("nuts",),
    "sulphite": ("sulphites",),
    "sulfite": ("sulphites",),
    "sulfites": ("sulphites",),
    "mollusc": ("molluscs",),
}
BEFORE = {"without", "no", "non"}
AFTER = "free"
AFTER_FREE = {"of", "from"}
BETWEEN = {"and", "or", "nor"}


@dataclass(frozen=True)
class Wish:
    """without: codes of allergens, as they were named. rest: the words that say something else."""

    without: tuple[str, ...]
    rest: tuple[str, ...]

    @property
    def words(self) -> str:
        """ "gluten, eggs and milk" """
        *others, last = [ALLERGENS[code].partition(" (")[0].lower() for code in self.without]
        return f"{', '.join(others)} and {last}" if others else last


def read(words: Iterable[str]) -> Wish:
    """Of words in small letters. What comes after "free" is not meant, unless it is "free of" or "free from"."""
    apart = [piece for word in words for piece in taken_apart(word)]
    said: set[int] = set()
    for place, word in enumerate(apart):
        if word in BEFORE:
            said |= named(apart, range(place + 1, len(apart)), place)
        elif word == AFTER:
            said |= named(apart, range(place - 1, -1, -1), place)
            if apart[place + 1 : place + 2] and apart[place + 1] in AFTER_FREE:
                said |= named(apart, range(place + 2, len(apart)), place, place + 1)
    codes = dict.fromkeys(code for place in sorted(said) for code in CALLED.get(apart[place], ()))
    return Wish(tuple(codes), tuple(word for place, word in enumerate(apart) if place not in said))


def taken_apart(word: str) -> tuple[str, ...]:
    stem = word.removesuffix(AFTER)
    return (stem, AFTER) if stem != word and stem in CALLED else (word,)


def named(words: Sequence[str], places: range, *saying: int) -> set[int]:
    """Places of the allergens that stand one after another, what is between them, and the words that say so."""
    run: list[int] = []
    for place in places:
        if words[place] not in CALLED and words[place] not in BETWEEN:
            break
        run.append(place)
    while run and words[run[-1]] in BETWEEN:
        run.pop()
    return {*run, *saying} if run else set()

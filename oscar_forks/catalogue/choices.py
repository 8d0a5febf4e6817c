"""What the page of a list offers: shelves, filters with counts, chosen filters to take off, ways out of nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from shop.goods.facets import EVERYWHERE, Counts
from shop.goods.food import ALLERGENS, DIETS
from shop.goods.shelves import Shelf
from shop.goods.sieve import AT_HAND, LOOKS, SORTS, Sieve

COMMON = ("gluten", "milk", "eggs", "nuts", "soya", "sesame")
DAYS_SHOWN = 5
AT_HAND_WORDS = "Can be had now"


@dataclass(frozen=True)
class Choice:
    name: str
    code: str
    words: str
    count: int
    is_chosen: bool

    @property
    def is_closed(self) -> bool:
        """Nothing would be left."""
        return not (self.count or self.is_chosen)


@dataclass(frozen=True)
class Group:
    title: str
    first: list[Choice]
    more: list[Choice]
    hint: str = ""
    more_words: str = "All 14 allergens"

    @property
    def more_is_open(self) -> bool:
        return any(each.is_chosen for each in self.more)


@dataclass(frozen=True)
class Branch:
    name: str
    depth: int
    address: str
    count: int
    is_here: bool
    is_above: bool
    below: list["Branch"]


@dataclass(frozen=True)
class Way:
    words: str
    query: str
    count: int = 0
    is_here: bool = False


class DayWords(dict):
    """Thursday 26 Nov, of the day as an address writes it."""

    def __missing__(self, code: str) -> str:
        day = date.fromisoformat(code)
        return f"{day:%A} {day.day} {day:%b}"


def words_of(cafes: dict[str, str]) -> dict[str, dict[str, str]]:
    return {"stock": {AT_HAND: AT_HAND_WORDS}, "day": DayWords(), "diet": DIETS, "without": ALLERGENS, "cafe": cafes}


def groups(sieve: Sieve, counts: Counts, cafes: dict[str, str]) -> list[Group]:
    def choices(name: str, codes: Iterable[str]) -> list[Choice]:
        words, counted, taken = words_of(cafes)[name], getattr(counts, name), getattr(sieve, name)
        return [Choice(name, code, words[code], counted[code], code in taken) for code in codes]

    rare = [code for code in ALLERGENS if code not in COMMON]
    return [
        Group("", choices("stock", [AT_HAND]), []),
        *_days(sieve, choices),
        Group("Suits", choices("diet", DIETS), []),
        Group(
            "Without",
            choices("without", COMMON),
            choices("without", rare),
            "Leaves out what contains it, what may contain it, and what we aren't sure of.",
        ),
        Group("Café", choices("cafe", cafes), []),
    ]


def _days(sieve: Sieve, choices: Callable[[str, Iterable[str]], list[Choice]]) -> list[Group]:
    if not sieve.days:
        return []
    first, more = choices("day", list(sieve.days)[:DAYS_SHOWN]), choices("day", list(sieve.days)[DAYS_SHOWN:])
    return [Group("Available for", first, more, "Delivered or collected then.", more_words="Later days")]


def chips(sieve: Sieve, cafes: dict[str, str]) -> list[Way]:
    """Each chosen filter, and where it leads to take it off."""
    return [Way(said(name, code, cafes), sieve.dropping(name, code).query) for name, code in sieve.chosen()]


def ways_out(sieve: Sieve, cafes: dict[str, str], count: Callable[[Sieve], Counts]) -> list[Way]:
    """Which one filter to take off so that something is left, the most first."""
    ways = []
    for name, code in sieve.chosen():
        fewer = sieve.dropping(name, code)
        if left := count(fewer).total:
            ways.append(Way(said(name, code, cafes), fewer.query, left))
    return sorted(ways, key=lambda way: -way.count)


def said(name: str, code: str, cafes: dict[str, str]) -> str:
    words = words_of(cafes)[name][code]
    if name == "day":
        return f"For {words}"
    return f"Without {words[0].lower()}{words[1:]}" if name == "without" else words


def looks(sieve: Sieve, page: int) -> list[Way]:
    return [Way(words, sieve.looking(look).page(page), is_here=look == sieve.look) for look, words in LOOKS.items()]


def sorts(sieve: Sieve) -> list[Way]:
    return [Way(words, code, is_here=code == sieve.sort) for code, words in SORTS.items()]


def branches(tree: list[Shelf], sieve: Sieve, counts: Counts, category: Any) -> list[Branch]:
    """Everything, then the first level; below it only where the reader is. Filters go along."""
    here = category.path if category else EVERYWHERE

    def grown(above: str, depth: int) -> list[Branch]:
        return [
            branch(shelf, grown(shelf.path, depth + 1) if here.startswith(shelf.path) else [])
            for shelf in tree
            if shelf.depth == depth and shelf.path.startswith(above)
        ]

    def branch(shelf: Shelf, below: list[Branch]) -> Branch:
        return Branch(
            name=shelf.name,
            depth=shelf.depth,
            address=shelf.address + sieve.query,
            count=counts.category[shelf.path],
            is_here=shelf.path == here,
            is_above=here.startswith(shelf.path) and shelf.path != here,
            below=below,
        )

    everything = Branch(
        "Everything", 0, reverse("catalogue:index") + sieve.query, counts.category[EVERYWHERE], not here, False, []
    )
    return [everything, *grown(EVERYWHERE, 1)]

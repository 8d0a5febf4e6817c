"""How many goods each further choice would leave: counted over kinds of goods, which are far fewer than the goods."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from shop.goods.food import ALLERGENS
from shop.goods.sieve import AT_HAND, Sieve

CAFE, CATEGORY = "cafe", "category"
EVERYWHERE = ""


class Kind(NamedTuple):
    """Goods that no filter tells apart. shelves: paths of their categories and of all above; concerns: what they
    contain or may contain, None where nobody has said."""

    cafes: frozenset[str]
    shelves: frozenset[str]
    concerns: frozenset[str] | None
    diets: frozenset[str]
    at_hand: bool


Kinds = Mapping[Kind, int]


@dataclass
class Counts:
    total: int = 0
    cafe: Counter[str] = field(default_factory=Counter)
    diet: Counter[str] = field(default_factory=Counter)
    without: Counter[str] = field(default_factory=Counter)
    stock: Counter[str] = field(default_factory=Counter)
    category: Counter[str] = field(default_factory=Counter)


def count(kinds: Kinds, sieve: Sieve, *, shelf: str = EVERYWHERE) -> Counts:
    """Of cafés and categories one is chosen instead of another, so they are counted as if none were chosen; what is
    asked of the food and of its stock holds together, so it is counted on top of what is chosen."""
    counts = Counts()
    for kind, number in kinds.items():
        if not suits(kind, sieve):
            continue
        left_out_by = set()
        if sieve.cafe and kind.cafes.isdisjoint(sieve.cafe):
            left_out_by.add(CAFE)
        if shelf and shelf not in kind.shelves:
            left_out_by.add(CATEGORY)
        if left_out_by <= {CAFE}:
            add(counts.cafe, kind.cafes, number)
        if left_out_by <= {CATEGORY}:
            add(counts.category, kind.shelves | {EVERYWHERE}, number)
        if not left_out_by:
            counts.total += number
            add(counts.diet, kind.diets, number)
            if kind.concerns is not None:
                add(counts.without, ALLERGENS.keys() - kind.concerns, number)
            if kind.at_hand:
                counts.stock[AT_HAND] += number
    return counts


def suits(kind: Kind, sieve: Sieve) -> bool:
    if sieve.at_hand and not kind.at_hand:
        return False
    if sieve.without and (kind.concerns is None or not kind.concerns.isdisjoint(sieve.without)):
        return False
    return kind.diets.issuperset(sieve.diet)


def add(counter: Counter[str], codes: frozenset[str] | set[str], number: int) -> None:
    for code in codes:
        counter[code] += number

"""How many goods each further choice would leave: counted over kinds of goods, which are far fewer than the goods."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from shop.goods.food import ALLERGENS
from shop.goods.sieve import AT_HAND, Leads, Sieve

CAFE, CATEGORY, DAY = "cafe", "category", "day"
EVERYWHERE = ""


class Kind(NamedTuple):
    """Goods that no filter tells apart. shelves: paths of their categories and of all above; concerns: what they
    contain or may contain, None where nobody has said; lead: how many days ahead they have to be ordered."""

    cafes: frozenset[str]
    shelves: frozenset[str]
    concerns: frozenset[str] | None
    diets: frozenset[str]
    at_hand: bool
    lead: int = 0


Kinds = Mapping[Kind, int]


@dataclass
class Counts:
    total: int = 0
    cafe: Counter[str] = field(default_factory=Counter)
    diet: Counter[str] = field(default_factory=Counter)
    without: Counter[str] = field(default_factory=Counter)
    stock: Counter[str] = field(default_factory=Counter)
    category: Counter[str] = field(default_factory=Counter)
    day: Counter[str] = field(default_factory=Counter)


def count(kinds: Kinds, sieve: Sieve, *, shelf: str = EVERYWHERE) -> Counts:
    """Of cafés, days and categories one is chosen instead of another, so they are counted as if none were chosen; what
    is asked of the food and of its stock holds together, so it is counted on top of what is chosen."""
    counts, leads = Counts(), sieve.leads
    for kind, number in kinds.items():
        if not suits(kind, sieve):
            continue
        left_out_by = set()
        if sieve.cafe and kind.cafes.isdisjoint(sieve.cafe):
            left_out_by.add(CAFE)
        if shelf and shelf not in kind.shelves:
            left_out_by.add(CATEGORY)
        if sieve.day and not is_in_time(kind, leads):
            left_out_by.add(DAY)
        if left_out_by <= {DAY}:
            add(counts.day, {day for day, known in sieve.days.items() if is_in_time(kind, known)}, number)
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


def is_in_time(kind: Kind, leads: Leads) -> bool:
    return any(cafe in kind.cafes and kind.lead <= lead for cafe, lead in leads.items())


def add(counter: Counter[str], codes: frozenset[str] | set[str], number: int) -> None:
    for code in codes:
        counter[code] += number

"""What an account usually orders, learned from its orders.

The rule
- Every order that holds the goods counts 1, and half as much for each four weeks that it lies back: what is ordered
  often and lately comes first. Of equals, what was ordered last; then by their keys, so that the list stands still.
- How many is usual: the number that was ordered most often, of equally frequent ones the latest.
- What stood in two of five orders, counted alike, belongs to each order; the rest is ordered now and then.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

LOOKS_BACK = timedelta(days=182)
HALVES_IN = timedelta(weeks=4)
MOST = 20
IN_MOST = 0.4


@dataclass(frozen=True)
class Bought:
    """A line of an order."""

    product: int
    order: int
    day: date
    quantity: int


@dataclass(frozen=True)
class Usual:
    product: int
    quantity: int
    times: int
    last: date
    share: float = 1.0

    @property
    def is_regular(self) -> bool:
        return self.share >= IN_MOST


def usuals(bought: Iterable[Bought], *, today: date, most: int = MOST) -> list[Usual]:
    orders: dict[int, dict[int, tuple[date, int]]] = defaultdict(dict)
    for each in bought:
        if each.quantity > 0 and today - each.day <= LOOKS_BACK:
            _, before = orders[each.product].get(each.order, (each.day, 0))
            orders[each.product][each.order] = (each.day, before + each.quantity)
    days = {order: day for times in orders.values() for order, (day, _) in times.items()}
    all_of_them = _weight(((day, 1) for day in days.values()), today)
    weights = {product: _weight(times.values(), today) for product, times in orders.items()}
    found = [
        (weights[product], _usual(product, list(times.values()), weights[product] / all_of_them))
        for product, times in orders.items()
    ]
    found.sort(key=lambda each: (-each[0], -each[1].last.toordinal(), each[1].product))
    return [usual for _, usual in found[:most]]


def _weight(times: Iterable[tuple[date, int]], today: date) -> float:
    return sum(0.5 ** (max(today - day, timedelta(0)) / HALVES_IN) for day, _ in times)


def _usual(product: int, times: list[tuple[date, int]], share: float) -> Usual:
    often = Counter(quantity for _, quantity in times)
    latest = {quantity: day for day, quantity in sorted(times)}
    quantity = max(often, key=lambda each: (often[each], latest[each], each))
    return Usual(product, quantity, len(times), max(latest.values()), share)

"""What a buyer pays: the best of the list price and all that their price lists say, on a day, for a quantity."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shop.money import HUNDRED, half_up, with_tax

LIST_PRICE = "List price"


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included; None: without end."""

    first: date | None = None
    last: date | None = None

    def why_not(self, day: date) -> str:
        if self.first and day < self.first:
            return f"begins on {words(self.first)}"
        if self.last and day > self.last:
            return f"ended on {words(self.last)}"
        return ""


ALWAYS = Span()


@dataclass(frozen=True)
class Listed:
    """A price that a list gives for one product, from a quantity up."""

    source: str
    price: Decimal
    from_quantity: int = 1
    span: Span = ALWAYS
    of_list: Span = ALWAYS

    def price_from(self, list_price: Decimal) -> Decimal:
        return self.price


@dataclass(frozen=True)
class Reduction:
    """A list that takes the same share off every list price."""

    source: str
    percent: Decimal
    of_list: Span = ALWAYS
    from_quantity: int = 1
    span: Span = ALWAYS

    def price_from(self, list_price: Decimal) -> Decimal:
        return half_up(list_price * (HUNDRED - self.percent) / HUNDRED)


Candidate = Listed | Reduction


@dataclass(frozen=True)
class Considered:
    """A price that was looked at; why_not is empty where it applies."""

    source: str
    price: Decimal
    from_quantity: int = 1
    why_not: str = ""


def consider(list_price: Decimal, candidates: Iterable[Candidate], *, quantity: int, day: date) -> list[Considered]:
    """All prices there are, the list price first: the price is the least of those that apply."""
    found = [Considered(LIST_PRICE, list_price)]
    for each in candidates:
        why_not = each.of_list.why_not(day) or each.span.why_not(day)
        if not why_not and quantity < each.from_quantity:
            why_not = f"only from {each.from_quantity} up"
        found.append(Considered(each.source, each.price_from(list_price), each.from_quantity, why_not))
    return found


def chosen(considered: Iterable[Considered]) -> Considered:
    """Of equal prices the first: the list price, where no list does better."""
    return min((each for each in considered if not each.why_not), key=lambda each: each.price)


def best(list_price: Decimal, candidates: Iterable[Candidate], *, quantity: int, day: date) -> Considered:
    return chosen(consider(list_price, candidates, quantity=quantity, day=day))


def estimate(price_per_kg: Decimal, nominal_weight: Decimal) -> Decimal:
    """What one will cost if it weighs what it usually does."""
    return half_up(price_per_kg * nominal_weight)


@dataclass(frozen=True)
class Break:
    from_quantity: int
    price: Decimal


def breaks(list_price: Decimal, candidates: Sequence[Candidate], *, first: int, day: date) -> tuple[Break, ...]:
    """From which quantity up which price holds, beginning with the smallest that can be bought. Each step is cheaper
    than the one before, so a list that does no better leaves no step."""
    starts = {first} | {each.from_quantity for each in candidates if each.from_quantity > first}
    steps: list[Break] = []
    for quantity in sorted(starts):
        price = best(list_price, candidates, quantity=quantity, day=day).price
        if not steps or price < steps[-1].price:
            steps.append(Break(quantity, price))
    return tuple(steps)


class NoRate(LookupError):
    """Nobody has said what tax this class of goods bears in this country."""


@dataclass(frozen=True)
class Amount:
    """A net price and what it becomes with its tax: a gross price is rounded once, where it is shown."""

    net: Decimal
    percent: Decimal

    @property
    def gross(self) -> Decimal:
        return with_tax(self.net, self.percent)

    def per(self, share: Decimal) -> "Amount":
        """The price of one of so many, for comparing: per piece, per kg."""
        return Amount(half_up(self.net / share), self.percent)


def words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

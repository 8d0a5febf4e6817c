"""What a checkout's page quoted, to be held against what would be ordered when it comes back. In the customer's words.

A day or a time that somebody chose otherwise is no difference: money, goods and quantities are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from shop.trade.domain import money

LONGEST_TITLE = 80


@dataclass(frozen=True)
class Line:
    """price: of one, amount: of all of them, after what offers take off. Both as their buyer reads prices."""

    pk: int
    title: str
    quantity: int
    price: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Part:
    cafe: int
    name: str
    lines: tuple[Line, ...]
    charge: Decimal
    deposited: Decimal
    total: Decimal


@dataclass(frozen=True)
class Quote:
    basket: int
    currency: str
    parts: tuple[Part, ...]

    @property
    def total(self) -> Decimal:
        return sum((part.total for part in self.parts), Decimal("0.00"))

    def packed(self) -> list[Any]:
        """To be signed and sent along with the form."""
        return [self.basket, self.currency, [_packed(part) for part in self.parts]]

    @classmethod
    def unpacked(cls, packed: list[Any]) -> "Quote":
        basket, currency, parts = packed
        return cls(basket, currency, tuple(_unpacked(part) for part in parts))


def _packed(part: Part) -> list[Any]:
    lines = [
        [line.pk, line.title[:LONGEST_TITLE], line.quantity, str(line.price), str(line.amount)] for line in part.lines
    ]
    return [part.cafe, part.name, lines, str(part.charge), str(part.deposited), str(part.total)]


def _unpacked(packed: list[Any]) -> Part:
    cafe, name, lines, *amounts = packed
    read = tuple(
        Line(pk, title, quantity, Decimal(price), Decimal(amount)) for pk, title, quantity, price, amount in lines
    )
    return Part(cafe, name, read, *(Decimal(amount) for amount in amounts))


def differences(was: Quote, now: Quote) -> list[str]:
    """Nothing, where what would be ordered is what was shown."""
    told = [*_of_lines(was, now), *_of_parts(was, now)]
    if not told and was.total != now.total:
        told.append(f"The total was {money(was.total, was.currency)} and is {money(now.total, now.currency)}.")
    return told


def _of_lines(was: Quote, now: Quote) -> Iterator[str]:
    before = {line.pk: line for part in was.parts for line in part.lines}
    after = {line.pk: line for part in now.parts for line in part.lines}
    for pk, line in before.items():
        if pk not in after:
            yield f"{line.title} is no longer in your basket."
        else:
            yield from _of_line(line, after[pk], now.currency)
    for pk, line in after.items():
        if pk not in before:
            yield f"{line.title} is in your basket now: {line.quantity:,} for {money(line.amount, now.currency)}."


def _of_line(was: Line, now: Line, currency: str) -> Iterator[str]:
    if was.quantity != now.quantity:
        yield f"{now.title}: it was {was.quantity:,} and is {now.quantity:,}."
    if was.price != now.price:
        yield f"The price of {now.title} was {money(was.price, currency)} and is {money(now.price, currency)}."
    elif was.amount != now.amount and was.quantity == now.quantity:
        yield f"{now.title} came to {money(was.amount, currency)} and comes to {money(now.amount, currency)} now."


def _of_parts(was: Quote, now: Quote) -> Iterator[str]:
    before = {part.cafe: part for part in was.parts}
    for part in now.parts:
        if earlier := before.get(part.cafe):
            for what, old, new in (
                ("Delivery from", earlier.charge, part.charge),
                ("Deposits of", earlier.deposited, part.deposited),
            ):
                if old != new:
                    yield f"{what} {part.name}: it was {money(old, was.currency)} and is {money(new, now.currency)}."

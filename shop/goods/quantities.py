"""How goods are sold: by the piece, the case or the kilogram, from so many, in steps, up to so many."""

from dataclasses import dataclass
from decimal import Decimal

PIECE, CASE, KILOGRAM = "piece", "case", "kg"
SOLD_BY = {PIECE: "The piece", CASE: "The case", KILOGRAM: "The kilogram"}
BY_UNIT, BY_WEIGHT = "unit", "weight"
PRICED_BY = {BY_UNIT: "What is sold", BY_WEIGHT: "The kilogram, weighed when it is packed"}
LITRE = "l"
CONTENT_UNITS = {KILOGRAM: "kg", LITRE: "litres"}
PER = {PIECE: "a piece", CASE: "a case", KILOGRAM: "per kg", LITRE: "per litre"}
MANY = {PIECE: "pieces", CASE: "cases", KILOGRAM: "kg"}
ONE_KILOGRAM = Decimal(1)


def counted(quantity: int, unit: str) -> str:
    """ "2 cases", "1 piece", "5 kg"."""
    return f"{quantity:,} {unit if quantity == 1 else MANY[unit]}"


@dataclass(frozen=True)
class Quantities:
    unit: str = PIECE
    minimum: int = 1
    maximum: int | None = None
    step: int = 1

    @property
    def first(self) -> int:
        """The smallest that can be bought."""
        return up_to_step(max(self.minimum, 1), self.step)

    @property
    def last(self) -> int | None:
        return None if self.maximum is None else self.maximum // self.step * self.step

    def refusal(self, quantity: int) -> str:
        """Why this many can't be bought in one order; empty if they can."""
        if quantity < self.first:
            return f"The least that can be ordered is {counted(self.first, self.unit)}."
        if self.last is not None and quantity > self.last:
            return f"The most in one order is {counted(self.last, self.unit)}."
        if quantity % self.step:
            below = quantity // self.step * self.step
            return f"This is sold in steps of {self.step}: order {max(below, self.first)} or {below + self.step}."
        return ""


def up_to_step(quantity: int, step: int) -> int:
    return -(-quantity // step) * step


@dataclass(frozen=True)
class Content:
    """What is in the unit that is sold."""

    pieces: int = 1
    amount: Decimal | None = None
    unit: str = KILOGRAM

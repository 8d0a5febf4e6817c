"""Refusals about stock, in the customer's words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NotEnough(Exception):
    product: str
    wanted: int

    def __str__(self) -> str:
        return f"There is not enough of {self.product} left for {self.wanted}."


@dataclass(frozen=True)
class NotReserved(Exception):
    product: str
    quantity: int

    def __str__(self) -> str:
        return f"{self.quantity} of {self.product} can't go out: that many are not reserved."

"""Why a round can't be had, in the customer's words."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from shop.refusals import Refusal
from shop.rounds.domain.words import day_words, moment_words
from shop.trade.domain import money


class NotThisRound(Refusal):
    """name and day: of the round. The sentence is told whole by each kind."""

    def __init__(self, name: str, day: date, *more: object) -> None:
        super().__init__(name, day, *more)
        self.name, self.day = name, day

    @property
    def it(self) -> str:
        return f"{self.name} on {day_words(self.day)}"


class Closed(NotThisRound):
    def __init__(self, name: str, day: date, because: str) -> None:
        super().__init__(name, day, because)
        self.because = because

    def __str__(self) -> str:
        return f"{self.it} takes no orders. {self.because}."


class PastCutOff(NotThisRound):
    def __init__(self, name: str, day: date, cutoff: datetime) -> None:
        super().__init__(name, day, cutoff)
        self.cutoff = cutoff

    def __str__(self) -> str:
        return f"It is too late for {self.it}: orders closed on {moment_words(self.cutoff)}."


class TooEarly(NotThisRound):
    """goods: by name, how many days ahead each has to be ordered."""

    def __init__(self, name: str, day: date, goods: Mapping[str, int]) -> None:
        super().__init__(name, day, goods)
        self.goods = goods

    def __str__(self) -> str:
        each = ", ".join(f"{goods} ({days} day{'' if days == 1 else 's'})" for goods, days in self.goods.items())
        return f"{self.it} is too soon for what has to be ordered ahead: {each}."


class Full(NotThisRound):
    def __str__(self) -> str:
        return f"{self.it} is full. Please choose another day."


class TooHeavy(NotThisRound):
    def __init__(self, name: str, day: date, left: Decimal) -> None:
        super().__init__(name, day, left)
        self.left = left

    def __str__(self) -> str:
        return f"{self.it} has room for {self.left.normalize():f} kg more, and this order weighs more than that."


class SlotFull(NotThisRound):
    def __init__(self, name: str, day: date, slot: str) -> None:
        super().__init__(name, day, slot)
        self.slot = slot

    def __str__(self) -> str:
        return f"{self.slot} on {day_words(self.day)} is taken meanwhile. Please choose another time."


class SlotOver(SlotFull):
    def __str__(self) -> str:
        return f"{self.slot} on {day_words(self.day)} has begun already. Please choose another time."


class ChooseASlot(NotThisRound):
    def __str__(self) -> str:
        return f"Choose a time for {self.it}."


class CantMakeMore(NotThisRound):
    def __init__(self, name: str, day: date, product: str, left: int) -> None:
        super().__init__(name, day, product, left)
        self.product, self.left = product, left

    def __str__(self) -> str:
        if self.left < 1:
            return f"We can't make any more of {self.product} for {day_words(self.day)}."
        return f"We can make only {self.left} more of {self.product} for {day_words(self.day)}."


class NotInArea(Refusal):
    def __init__(self, cafe: str, postcode: str) -> None:
        super().__init__(cafe, postcode)
        self.cafe, self.postcode = cafe, postcode

    def __str__(self) -> str:
        return f"{self.cafe} doesn't deliver to {self.postcode}. You can collect instead."


class UnderMinimum(Refusal):
    def __init__(self, missing: Decimal, minimum: Decimal, currency: str) -> None:
        super().__init__(missing, minimum, currency)
        self.missing, self.minimum, self.currency = missing, minimum, currency

    def __str__(self) -> str:
        missing, minimum = money(self.missing, self.currency), money(self.minimum, self.currency)
        return f"The least for delivery is {minimum} of goods, without VAT: add {missing} more."


class RoundGone(Refusal):
    def __str__(self) -> str:
        return "This day is no longer offered. Please choose another one."


class HasOrders(Refusal):
    def __init__(self, name: str, day: date, orders: int) -> None:
        super().__init__(name, day, orders)
        self.name, self.day, self.orders = name, day, orders

    def __str__(self) -> str:
        has = "an order" if self.orders == 1 else f"{self.orders} orders"
        return f"{self.name} on {day_words(self.day)} has {has}. Move them to another round first."


class ClosedAlready(Refusal):
    def __str__(self) -> str:
        return "This round is closed already."


class NotClosedByHand(Refusal):
    def __str__(self) -> str:
        return "Nobody has closed this round: its timetable has. Change that, or the closure."


class HasLeft(Refusal):
    def __str__(self) -> str:
        return "This round has left already."

"""Why a price list or a rate can't be written so, in words for staff."""

from datetime import date

from shop.pricing.domain import words
from shop.refusals import Refusal


class InUse(Refusal):
    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name} can't be deleted: {why} Give it a last day instead.")


class NameTaken(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(f"There is a price list called {name} already.")


class ChangedMeanwhile(Refusal):
    def __init__(self) -> None:
        super().__init__("Somebody else has changed these prices meanwhile. Look at them again, then save.")


class NotToCome(Refusal):
    def __init__(self) -> None:
        super().__init__("A rate begins tomorrow at the earliest: what was sold was taxed by the rate of its day.")


class RateThere(Refusal):
    def __init__(self, day: date) -> None:
        super().__init__(f"There is a rate from {words(day)} on already. Withdraw it first.")


class SameRate(Refusal):
    def __init__(self, percent: str, day: date) -> None:
        super().__init__(f"It is {percent} % on {words(day)} already.")


class InForce(Refusal):
    def __init__(self) -> None:
        super().__init__("This rate is in force or was: it stays. Add a new one from a day to come.")


class ClassThere(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(f"There is a VAT class called {name} already.")

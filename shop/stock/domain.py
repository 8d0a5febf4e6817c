"""Refusals about stock, in the customer's and the staff's words."""

from shop.refusals import Refusal


class NotEnough(Refusal):
    def __init__(self, product: str, wanted: int, left: int) -> None:
        super().__init__(product, wanted, left)
        self.product, self.wanted, self.left = product, wanted, left

    def __str__(self) -> str:
        if self.left < 1:
            return f"{self.product} is sold out."
        return f"Only {self.left} left of {self.product}; you asked for {self.wanted}."


class NoLongerSold(Refusal):
    def __init__(self, product: str) -> None:
        super().__init__(product)
        self.product = product

    def __str__(self) -> str:
        return f"{self.product} is no longer sold."


class NotReserved(Refusal):
    def __init__(self, product: str, quantity: int) -> None:
        super().__init__(product, quantity)
        self.product, self.quantity = product, quantity

    def __str__(self) -> str:
        return f"{self.quantity} of {self.product} can't go out: that many are not reserved."


class BelowPromised(Refusal):
    def __init__(self, product: str, counted: int, promised: int) -> None:
        super().__init__(product, counted, promised)
        self.product, self.counted, self.promised = product, counted, promised

    def __str__(self) -> str:
        return (
            f"{self.promised} of {self.product} are promised to orders, so the number in stock can't be {self.counted}."
            " Cancel or change an order first."
        )

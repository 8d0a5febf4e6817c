"""What is known of each piece on a shelf."""

from dataclasses import dataclass, field

STOCKED, MADE_TO_ORDER, UNLIMITED = "Stocked goods", "Made to order", "Always there"
NO_ALLERGENS = "None of the 14 allergens"


@dataclass(frozen=True)
class Ware:
    code: str
    title: str
    shelf: str
    price: str
    stock: int | None
    drawing: str
    description: str
    sold_by: str
    contains: str = NO_ALLERGENS
    uncounted: str = MADE_TO_ORDER
    variants: dict[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return self.uncounted if self.stock is None else STOCKED

"""Where goods come from, and what a buyer reads about whether there are any."""

from dataclasses import dataclass
from datetime import date

from shop.goods.quantities import Quantities, counted

STOCKED, TO_ORDER, UNLIMITED = "stocked", "to_order", "unlimited"
SUPPLY = {
    STOCKED: "Stocked: never more is sold than is there",
    TO_ORDER: "Made to order, up to a capacity",
    UNLIMITED: "Unlimited: always there",
}
FEW = 10


@dataclass(frozen=True)
class StockWords:
    text: str
    level: str


IN_STOCK = StockWords("In stock", "plenty")
SOLD_OUT = StockWords("Sold out", "none")
NOT_SOLD = StockWords("Not available", "none")


def stock_words(available: int | None) -> StockWords:
    """available=None: this product's stock is not counted."""
    if available is None or available > FEW:
        return IN_STOCK
    if available > 0:
        return StockWords(f"{available} left", "few")
    return SOLD_OUT


def to_order_words(lead_days: int) -> StockWords:
    if not lead_days:
        return StockWords("Made to order", "plenty")
    return StockWords(f"Made to order, {lead_days} day{'' if lead_days == 1 else 's'} ahead", "plenty")


def season_words(next_first: date | None) -> StockWords:
    if next_first is None:
        return StockWords("The season is over", "none")
    return StockWords(f"In season from {next_first.day} {next_first:%B %Y}", "none")


def refusal(available: int, wanted: int) -> str:
    """Why this many can't be bought; empty if they can."""
    if available <= 0:
        return "This is sold out."
    if wanted > available:
        return f"There {'is' if available == 1 else 'are'} only {available} left."
    return ""


def over_capacity(quantities: Quantities, capacity: int | None, wanted: int) -> str:
    if capacity is None or wanted <= capacity:
        return ""
    return f"We can make {counted(capacity, quantities.unit)} at a time. Please ask us if you need more."

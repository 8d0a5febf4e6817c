"""What a product's page says of how it is sold, kept and when: in words a buyer needs no key to."""

from datetime import date
from decimal import Decimal

from shop.goods.quantities import CASE, CONTENT_UNITS, KILOGRAM, LITRE, MANY, Quantities, counted
from shop.goods.season import Season

MONTH = 30


def unit(sold_by: str, pieces: int) -> str:
    """ "Case of 6"."""
    if sold_by == KILOGRAM:
        return "Sold by the kg"
    if pieces > 1:
        return f"{'Case' if sold_by == CASE else 'Pack'} of {pieces}"
    return "Case" if sold_by == CASE else "Single piece"


def variant(title: str, family: str) -> str:
    """What tells it from its siblings: "Decaf, ground for filter, 1 kg" of "Decaf, 1 kg" is "Ground for filter"."""
    shared = set(family.split(", "))
    own = ", ".join(part for part in title.split(", ") if part not in shared)
    return f"{own[0].upper()}{own[1:]}" if own else title


def limits(quantities: Quantities) -> str:
    """From how many, in what steps, up to how many; empty where one may order any number."""
    first, last, step = quantities.first, quantities.last, quantities.step
    many = MANY[quantities.unit]
    if last == first:
        return f"Always {counted(first, quantities.unit)} in one order."
    said = []
    if step > 1:
        said.append(f"Sold in steps of {step} {many}{'' if first == step else f', from {first}'}")
    elif first > 1:
        said.append(f"From {counted(first, quantities.unit)}")
    if last:
        said.append(f"at most {counted(last, quantities.unit)} in one order")
    words = ", ".join(said)
    return f"{words[0].upper()}{words[1:]}." if words else ""


def ahead(days: int) -> str:
    return f"Order {days} day{'' if days == 1 else 's'} ahead" if days else ""


def season(season: Season) -> str:
    first, last = season.first, season.last
    if season.yearly and first and last:
        return f"{first.day} {first:%B} to {last.day} {last:%B} each year"
    if first and last:
        return f"{_day(first)} to {_day(last)}"
    if first:
        return f"From {_day(first)}"
    return f"Until {_day(last)}" if last else ""


def content(amount: Decimal | None, unit: str) -> str:
    """Less than a kilogram or a litre in grams or millilitres: "900 g", "6.6 litres"."""
    if not amount:
        return ""
    if amount < 1:
        return f"{(amount * 1000).normalize():f} {'ml' if unit == LITRE else 'g'}"
    number = f"{amount.normalize():f}"
    return f"{number} {CONTENT_UNITS[unit] if number != '1' or unit != LITRE else 'litre'}"


def keeps(days: int | None) -> str:
    """Long lives in months: nobody counts 720 days."""
    if not days:
        return ""
    if days >= 4 * MONTH:
        return f"{round(days / 30.4)} months"
    return f"{days} day{'' if days == 1 else 's'}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

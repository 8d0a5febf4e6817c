"""A list that was saved, as it stands today: what has become unavailable, limited or dearer is said line by line, and
nothing is left out in silence."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from shop.goods.quantities import Quantities, counted

LONGEST_NAME = 60
MOST_LISTS = 200


@dataclass(frozen=True)
class Noted:
    """A line of a list. price: of one, without tax, when it was saved; None if nobody knew."""

    product: int | None
    title: str
    quantity: int
    price: Decimal | None = None


@dataclass(frozen=True)
class Now:
    """The same goods today. bounds: what is left, what can be made at a time."""

    title: str
    quantities: Quantities
    refuse: Callable[[int], str]
    price_of: Callable[[int], Decimal | None]
    bounds: tuple[int, ...] = ()


@dataclass(frozen=True)
class Changed:
    title: str
    words: str


@dataclass(frozen=True)
class Loaded:
    """What fills the pad, by goods, and what there is to say of it."""

    quantities: Mapping[int, int]
    changed: tuple[Changed, ...] = ()


def load(lines: Iterable[Noted], goods: Mapping[int, Now], *, money: Callable[[Decimal], str]) -> Loaded:
    quantities: dict[int, int] = {}
    changed: list[Changed] = []
    for line in lines:
        now = goods.get(line.product) if line.product is not None else None
        if line.product is None or now is None:
            changed.append(Changed(line.title, "No longer sold. It was left out."))
            continue
        quantity, words = _possible(line.quantity, now)
        if quantity:
            quantities[line.product] = quantity
        if words:
            changed.append(Changed(now.title, words))
        price = now.price_of(quantity) if quantity else None
        if price is not None and line.price is not None and price > line.price:
            changed.append(Changed(now.title, f"It costs {money(price)} now; it was {money(line.price)}."))
    return Loaded(quantities, tuple(changed))


def _possible(wanted: int, now: Now) -> tuple[int, str]:
    """As many as were saved; else the most below that can be had, or the least there is to have."""
    reason = now.refuse(wanted)
    if not reason:
        return wanted, ""
    step, first = now.quantities.step, now.quantities.first
    bounds = [each for each in (*now.bounds, now.quantities.last, wanted) if each is not None]
    below = min(bounds) // step * step
    for quantity in (below, first):
        if quantity > 0 and not now.refuse(quantity):
            return quantity, f"{reason} We filled in {counted(quantity, now.quantities.unit)} instead of {wanted:,}."
    return 0, f"{reason} It was left out."

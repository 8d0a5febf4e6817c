"""What keeps a line from being ordered, what has changed about it, and which ways there are to settle it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from shop.goods.quantities import Quantities, counted


@dataclass(frozen=True)
class Way:
    """quantity=0: it is taken out; None: the change is accepted."""

    words: str
    quantity: int | None


TAKE_OUT = Way("Take it out", 0)
UNDERSTOOD = Way("Understood", None)


@dataclass(frozen=True)
class Matter:
    """Something about a line that its buyer has to know. What stops has to be settled before the order."""

    line: Any
    words: str
    ways: tuple[Way, ...]
    stops: bool = True


@dataclass(frozen=True)
class Repriced:
    words: str
    dearer: bool


def nearest(
    quantities: Quantities, wanted: int, bounds: Iterable[int | None], permits: Callable[[int], bool]
) -> list[int]:
    """The next amount below and the next above that can be had, the nearer one first. bounds: what is left, what can
    be made at a time; permits: whether so many can be bought."""
    step = quantities.step
    tried = {quantities.first, quantities.last, wanted // step * step, (wanted // step + 1) * step}
    tried |= {bound // step * step for bound in bounds if bound is not None}
    possible = [each for each in tried if each and each != wanted and permits(each)]
    below = max((each for each in possible if each < wanted), default=None)
    above = min((each for each in possible if each > wanted), default=None)
    found = [each for each in (below, above) if each is not None]
    return sorted(found, key=lambda each: abs(each - wanted))


def matter_of(line, beside: int = 0) -> Matter | None:
    """beside: how many of the same stock other lines of the basket want."""
    availability = line.purchase_info.availability
    permitted, words = availability.is_purchase_permitted(beside + line.quantity)
    if not permitted:
        bounds = [getattr(availability, name, None) for name in ("num_available", "capacity")]
        amounts = nearest(
            line.product.quantities,
            line.quantity,
            [None if bound is None else bound - beside for bound in bounds],
            lambda quantity: availability.is_purchase_permitted(beside + quantity)[0],
        )
        unit = line.product.sold_by
        return Matter(line, words, (*(Way(f"Make it {counted(each, unit)}", each) for each in amounts), TAKE_OUT))
    if changed := line.repriced:
        return Matter(line, changed.words, (UNDERSTOOD, TAKE_OUT), stops=changed.dearer)
    return None


def matters(lines: Iterable[Any]) -> dict[int, Matter]:
    """By line, in the lines' order."""
    lines = list(lines)
    of_record: dict[int, int] = {}
    for line in lines:
        of_record[line.stockrecord_id] = of_record.get(line.stockrecord_id, 0) + line.quantity
    found = ((line, matter_of(line, of_record[line.stockrecord_id] - line.quantity)) for line in lines)
    return {line.pk: matter for line, matter in found if matter}

"""Which goods a line means, and whether so many of them can be ordered. Every line gets an answer."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from shop.goods.quantities import MANY, counted
from shop.pad.domain.pasted import Typed, unit_of, whole
from shop.plain import squeezed

NEAR = 3
ALIKE = 0.72
# Looking for what is near costs time with many goods: the first lines show what is the matter with the others.
MOST_LOOKED_FOR = 40

NO_CODE = "There is no code in this line."
HOW_MANY = "Say how many."
NOT_WHOLE = "“{}” is not a whole number."
NONE = "0 orders nothing: take the line out, or say how many."
UNKNOWN = "We sell nothing under “{}”."
SEVERAL = "Several of our goods go by “{}”. Choose one of them."
OTHER_UNIT = "This is sold by the {}, not by the {}: say how many {}."


@dataclass(frozen=True)
class Ware:
    """refuse: why so many can't be ordered, empty if they can."""

    product: int
    sku: str
    title: str
    cafe: str
    unit: str
    refuse: Callable[[int], str] = field(compare=False)


class Shelf:
    """All that can be meant, by code and by name. abroad: what is known, and can't be had here; meant only by what
    nothing else goes by."""

    def __init__(self, wares: Iterable[Ware], *, abroad: Iterable[Ware] = ()) -> None:
        self.by_code: dict[str, list[Ware]] = defaultdict(list)
        self.by_name: dict[str, list[Ware]] = defaultdict(list)
        self.abroad = {key: ware for ware in abroad for key in (squeezed(ware.sku), ware.title.casefold())}
        for ware in wares:
            self.by_code[squeezed(ware.sku)].append(ware)
            self.by_name[ware.title.casefold()].append(ware)

    def meant(self, text: str) -> list[Ware]:
        """By its code, whatever stands between its letters; else by its whole name."""
        own = self.by_code.get(squeezed(text)) or self.by_name.get(text.casefold())
        far = self.abroad.get(squeezed(text)) or self.abroad.get(text.casefold())
        return own or ([far] if far else [])

    def near(self, text: str) -> list[Ware]:
        codes = get_close_matches(squeezed(text), self.by_code, NEAR, ALIKE)
        found = [ware for code in codes for ware in self.by_code[code]]
        words = text.casefold().split()
        if len(found) < NEAR and any(len(word) > 2 for word in words):
            found += [
                ware for name, wares in self.by_name.items() if all(word in name for word in words) for ware in wares
            ]
        return list(dict.fromkeys(found))[:NEAR]


@dataclass(frozen=True)
class Checked:
    """A line with its answer: fault is empty where it can be ordered as it stands."""

    typed: Typed
    ware: Ware | None = None
    quantity: int | None = None
    fault: str = ""
    told: str = ""
    near: Sequence[Ware] = ()

    @property
    def is_good(self) -> bool:
        return not self.fault


def check(lines: Iterable[Typed], shelf: Shelf) -> list[Checked]:
    """In the order of the lines. The same goods named twice are one line, which says what was added up."""
    found: list[Checked] = []
    looked_for = 0
    for typed in lines:
        checked = _one(typed, shelf)
        if checked.ware is None and typed.sku and not checked.near and looked_for < MOST_LOOKED_FOR:
            looked_for += 1
            checked = replace(checked, near=shelf.near(typed.sku))
        found.append(checked)
    return [_allowed(each) for each in _added_up(found)]


def _one(typed: Typed, shelf: Shelf) -> Checked:
    if not typed.sku:
        return Checked(typed, fault=NO_CODE)
    candidates = shelf.meant(typed.sku)
    chosen = [ware for ware in candidates if ware.product == typed.product] or candidates
    if len(chosen) > 1:
        return Checked(typed, fault=SEVERAL.format(typed.sku), near=chosen)
    if not chosen:
        return Checked(typed, fault=UNKNOWN.format(typed.sku))
    ware = chosen[0]
    fault, quantity = _number(typed.quantity, ware)
    return Checked(typed, ware, quantity, fault)


def _number(text: str, ware: Ware) -> tuple[str, int | None]:
    if not text:
        return HOW_MANY, None
    quantity = whole(text)
    if quantity is None:
        return NOT_WHOLE.format(text), None
    unit = unit_of(text)
    if unit and unit != ware.unit:
        return OTHER_UNIT.format(ware.unit, unit, MANY[ware.unit]), None
    return ("", quantity) if quantity else (NONE, None)


def _added_up(found: Sequence[Checked]) -> list[Checked]:
    parts: dict[int, list[Checked]] = defaultdict(list)
    for each in found:
        if each.ware and each.is_good:
            parts[each.ware.product].append(each)
    answer = []
    for each in found:
        same = parts[each.ware.product] if each.ware and each.is_good else [each]
        if same[0] is each:
            answer.append(_sum(same) if len(same) > 1 else each)
    return answer


def _sum(same: Sequence[Checked]) -> Checked:
    first = same[0]
    numbers = [each.quantity or 0 for each in same]
    places = [str(each.typed.number) for each in same]
    which = f"{', '.join(places[:-1])} and {places[-1]}"
    sum_ = f"{' + '.join(f'{number:,}' for number in numbers)} = {sum(numbers):,}"
    typed = replace(first.typed, quantity=str(sum(numbers)))
    return replace(first, typed=typed, quantity=sum(numbers), told=f"Lines {which} are the same goods: {sum_}.")


def _allowed(checked: Checked) -> Checked:
    if checked.ware is None or checked.quantity is None:
        return checked
    return replace(checked, fault=checked.ware.refuse(checked.quantity))


def in_words(checked: Checked) -> str:
    """ "4 cases of Country loaf"."""
    if checked.ware is None or checked.quantity is None:
        return checked.typed.words
    return f"{counted(checked.quantity, checked.ware.unit)} of {checked.ware.title}"

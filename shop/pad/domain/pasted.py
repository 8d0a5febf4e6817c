"""Lines as people have them: `SKU quantity` from a mail, a spreadsheet, a till. Nothing that stands there is lost: what
can't be read as a code and a number is a line all the same, to be mended."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shop.goods.quantities import CASE, KILOGRAM, PIECE
from shop.plain import one_line
from shop.refusals import Refusal

MOST_LINES = 500
LONGEST_TEXT = 60_000
LONGEST_SKU = 120
LONGEST_QUANTITY = 30

SKU_HEADINGS = {"sku", "code", "item", "item code", "product code", "article", "article number", "product", "upc"}
QUANTITY_HEADINGS = {"quantity", "qty", "how many", "ordered", "order quantity"}
PARTING = "\t;|,"
# As shop.exports guards what a spreadsheet would run.
GUARDED = re.compile(r"^'(?=[=+\-@\t＝＋－＠])")

UNITS = {
    **dict.fromkeys(["piece", "pieces", "pc", "pcs", "ea", "each"], PIECE),
    **dict.fromkeys(["case", "cases", "cs", "box", "boxes"], CASE),
    **dict.fromkeys(["kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"], KILOGRAM),
}
NUMBER = r"[+-]?\d[\d.,']*"
UNIT = rf"(?:\s*(?:{'|'.join(sorted(UNITS, key=len, reverse=True))})\b)?"
SKU_FIRST = re.compile(rf"(?P<sku>\S(?:.*?\S)?)(?:\s+x\s*|\s*[×*:]\s*|\s+)(?P<quantity>{NUMBER}{UNIT})\s*[x×]?", re.I)
TIMES_FIRST = re.compile(rf"(?P<quantity>{NUMBER}{UNIT})(?:\s*x\s+|\s*[×*]\s*)(?P<sku>\S.*)", re.I)
NUMBER_FIRST = re.compile(rf"(?P<quantity>{NUMBER}{UNIT})\s+(?P<sku>\S*[^\W\d].*)", re.I)
THOUSANDS = re.compile(r"\S+\s+\d{1,3}(,\d{3})+")
QUANTITY = re.compile(rf"(?P<number>{NUMBER})\s*(?P<unit>[a-z]*)", re.I)
PLAIN = re.compile(r"\d+(?:\.0{1,2})?|\d{1,3}(?:,\d{3})+")


class TooLong(Refusal):
    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what

    def __str__(self) -> str:
        return f"{self.what} Nothing of it was read: please send it in several parts."


@dataclass(frozen=True)
class Typed:
    """A line, with its number where it came from. product: which of several goods with this code was chosen."""

    number: int
    sku: str
    quantity: str
    product: int | None = None

    @property
    def words(self) -> str:
        return " ".join(filter(None, [self.sku, self.quantity]))


@dataclass(frozen=True)
class Reading:
    lines: tuple[Typed, ...]
    heading: str = ""  # a first row that names the columns, and orders nothing


def read_text(text: str) -> Reading:
    if len(text) > LONGEST_TEXT:
        raise TooLong(f"This is longer than {LONGEST_TEXT:,} characters.")
    numbered = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    return read_rows((number, cells_of(line)) for number, line in numbered)


def read_rows(rows: Iterable[tuple[int, Sequence[str]]]) -> Reading:
    """Rows of cells, with their numbers. A row of one cell is a line of free text."""
    heading = ""
    columns: tuple[int, int | None] | None = None
    found: list[Typed] = []
    for place, (number, row) in enumerate(rows):
        cells = [GUARDED.sub("", one_line(cell)) for cell in row]
        if place == 0 and (named := _columns(cells)):
            columns, heading = named, ", ".join(filter(None, cells))
            continue
        if not any(cells):
            continue
        sku, quantity = _by_columns(cells, columns) if columns and len(cells) > 1 else _guessed(cells)
        found.append(Typed(number, sku[:LONGEST_SKU], quantity[:LONGEST_QUANTITY]))
        if len(found) > MOST_LINES:
            raise TooLong(f"There are more than {MOST_LINES} lines.")
    return Reading(tuple(found), heading)


def cells_of(line: str) -> list[str]:
    """Parted by the first sign of these that stands in it, with quotation marks as a spreadsheet writes them."""
    if THOUSANDS.fullmatch(line.strip()):
        return [line]
    parting = next((each for each in PARTING if each in line), None)
    if parting is None:
        return [line]
    try:
        return next(csv.reader([line], delimiter=parting))
    except (csv.Error, StopIteration):
        return line.split(parting)


def _columns(cells: Sequence[str]) -> tuple[int, int | None] | None:
    names = [cell.casefold() for cell in cells]
    if len(names) == 1:
        words = names[0].split()
        is_heading = len(words) == 2 and words[0] in SKU_HEADINGS and words[1] in QUANTITY_HEADINGS
        return (0, 1) if is_heading else None
    sku = next((place for place, name in enumerate(names) if name in SKU_HEADINGS), None)
    if sku is None:
        return None
    return sku, next((place for place, name in enumerate(names) if name in QUANTITY_HEADINGS), None)


def _by_columns(cells: Sequence[str], columns: tuple[int, int | None]) -> tuple[str, str]:
    sku, quantity = columns
    return _cell(cells, sku), "" if quantity is None else _cell(cells, quantity)


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _guessed(cells: Sequence[str]) -> tuple[str, str]:
    filled = [cell for cell in cells if cell]
    if len(filled) == 1:
        return _free(filled[0])
    first, *rest = filled
    if _is_number(first) and not _is_number(rest[0]):
        return rest[0], first
    if len(rest) == 1:
        return first, rest[0]
    numbers = [cell for cell in rest if _is_number(cell) and whole(cell) is not None]
    return first, " or ".join(numbers)


def _is_number(cell: str) -> bool:
    found = QUANTITY.fullmatch(cell)
    return found is not None and (not found["unit"] or found["unit"].casefold() in UNITS)


def _free(line: str) -> tuple[str, str]:
    for form in (TIMES_FIRST, SKU_FIRST, NUMBER_FIRST):
        if found := form.fullmatch(line):
            return found["sku"], found["quantity"]
    return line, ""


def whole(text: str) -> int | None:
    """ "12", "12 cases", "1,000", "4.00"; None for all else: "2.5", "a dozen", "-3"."""
    found = QUANTITY.fullmatch(text.strip())
    if found is None or not PLAIN.fullmatch(found["number"]) or not found["number"].isascii():
        return None
    if found["unit"] and found["unit"].casefold() not in UNITS:
        return None
    digits = found["number"].replace(",", "").split(".")[0]
    return int(digits) if len(digits) < 10 else None


def unit_of(text: str) -> str:
    """The unit that is written with a number; empty if there is none."""
    found = QUANTITY.fullmatch(text.strip())
    return UNITS.get(found["unit"].casefold(), "") if found else ""

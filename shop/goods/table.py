"""The table of prices, stock and visibility as it was drawn, and as it came back."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from shop.goods.actions import Cell, Stopped

PRICE, COUNT, PUBLIC = "price", "num_in_stock", "is_public"
WAS = re.compile(rf"was-({PRICE}|{COUNT}|{PUBLIC})-([0-9]{{1,18}})")
MOST_COUNTED = 1_000_000_000
HIGHEST_PRICE = Decimal("9999999.99")


@dataclass
class Box:
    """A cell that can be typed into."""

    name: str
    shown: str
    typed: str
    error: str = ""
    is_open: bool = True

    @property
    def is_ticked(self) -> bool:
        return self.typed == "yes"

    @property
    def error_id(self) -> str:
        return f"{self.name}-error"


@dataclass
class Row:
    product: Any
    record: Any = None
    is_first: bool = True
    price: Box | None = None
    count: Box | None = None
    public: Box | None = None


@dataclass
class Sheet:
    """What came back. Cells are asked for by (column, row)."""

    shown: dict[tuple[str, int], str] = field(default_factory=dict)
    typed: dict[tuple[str, int], str] = field(default_factory=dict)
    errors: dict[tuple[str, int], str] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)

    @classmethod
    def sent(cls, post: Mapping[str, str]) -> "Sheet":
        sheet = cls()
        for name in post:
            if not (match := WAS.fullmatch(name)):
                continue
            key = column, row = match[1], int(match[2])
            sheet.shown[key] = post[name].strip()
            there = post.get(f"{column}-{row}")
            sheet.typed[key] = ("yes" if there else "no") if column == PUBLIC else (there or "").strip()
            sheet._read(key)
        return sheet

    def _read(self, key: tuple[str, int]) -> None:
        column, row = key
        if self.typed[key] == self.shown[key]:
            return
        try:
            wanted = read(column, self.typed[key])
        except ValueError as fault:
            self.errors[key] = str(fault)
            return
        try:
            shown = read(column, self.shown[key])
        except ValueError:
            shown = None
        if wanted != shown:
            self.cells.append(Cell(column, row, shown, wanted))

    def stop(self, stopped: Mapping[Cell, Stopped]) -> None:
        """Where somebody else was first, the page now shows what they wrote: saving again is then meant so."""
        for cell, why in stopped.items():
            self.errors[cell.column, cell.row] = why.why
            self.shown[cell.column, cell.row] = as_typed(why.now)

    def box(self, column: str, row: int, now: object, *, is_open: bool = True) -> Box:
        key, value = (column, row), as_typed(now)
        return Box(
            name=f"{column}-{row}",
            shown=self.shown.get(key, value),
            typed=self.typed.get(key, value),
            error=self.errors.get(key, ""),
            is_open=is_open,
        )

    def rows(self, products: Iterable[Any], *, shared: set[int]) -> list[Row]:
        """shared: products that others sell too, so that this person doesn't say who sees them."""
        rows = []
        for product in products:
            own = list(product.stockrecords.all()) or [None]
            for place, record in enumerate(own):
                row = Row(product, record, is_first=not place)
                if row.is_first:
                    row.public = self.box(PUBLIC, product.pk, product.is_public, is_open=product.pk not in shared)
                if record is not None:
                    row.price = self.box(PRICE, record.pk, record.price)
                    if product.is_counted:
                        row.count = self.box(COUNT, record.pk, record.num_in_stock)
                rows.append(row)
        return rows


def as_typed(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def read(column: str, text: str) -> Decimal | int | bool | None:
    """A cell's value. What can't be one says why, for staff."""
    if column == PUBLIC:
        return text == "yes"
    if not text:
        raise ValueError("Give the price." if column == PRICE else "Give the number; 0 if there are none.")
    if column == COUNT:
        digits = text.replace(",", "")
        if not (digits.isascii() and digits.isdecimal() and len(digits) < 12) or int(digits) > MOST_COUNTED:
            raise ValueError("Give a whole number, like 24.")
        return int(digits)
    try:
        price = Decimal(text.removeprefix("£").removeprefix("€").replace(",", ""))
    except InvalidOperation:
        price = Decimal("NaN")
    if not price.is_finite() or price < 0 or price > HIGHEST_PRICE or price != round(price, 2):
        raise ValueError("Give a price in pounds and pence, like 3.20.")
    return round(price, 2)

"""Goods as they are said on the telephone: found by code or name, and written into the order's basket. What isn't clear
yet stays as it was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from shop.pad import forms
from shop.pad import queries as pad
from shop.pad.actions.filling import fill
from shop.pad.domain.checking import SEVERAL, Checked, Shelf, Ware, check
from shop.pad.domain.pasted import LONGEST_SKU, Typed, read_text
from shop.pad.domain.remembered import load
from shop.pad.rows import Row, rows_of
from shop.plain import one_line
from shop.taking import queries
from shop.taking.customer import customer_of
from shop.taking.models import Taking
from shop.trade.domain import money

MOST_OFFERED = 12
GONE = "This is no longer sold."
USUALS, LIST, TAKE = "usuals", "list:", "take:"


@dataclass
class Written:
    """faults: by goods, of numbers that can't be had. adding: of the field for one more. pasted: what isn't clear of
    many lines. typed: what stays in the fields."""

    typed: dict[str, str]
    faults: dict[int, str] = field(default_factory=dict)
    adding: Checked | None = None
    pasted: Sequence[Checked] = ()
    loaded: list[str] = field(default_factory=list)

    @property
    def is_clear(self) -> bool:
        return not (self.faults or self.adding or self.pasted)


@dataclass
class Writing:
    taking: Taking
    basket: Any
    user: Any
    typed: Mapping[str, str]

    def write(self) -> Written:
        written = Written({name: text for name, text in self.typed.items() if not forms.FIELD.fullmatch(name)})
        wanted = self._numbers(written)
        wanted |= self._added(written)
        wanted |= self._pasted(written)
        wanted |= self._many(written, wanted)
        if wanted:
            fill(basket=self.basket, wanted={self.rows[pk]: number for pk, number in wanted.items()})
        self._take_out_what_is_gone()
        return written

    def _take_out_what_is_gone(self) -> None:
        """Sold no more since it was written down, so no row of the pad's can say so."""
        none = {pk for pk, text in self._changed.items() if forms.number_of(text) == 0}
        if gone := (none & self.held.keys()) - self.rows.keys():
            self.basket.hold()
            self.basket.lines.filter(product__in=gone).delete()

    @cached_property
    def held(self) -> dict[int, int]:
        return dict(self.basket.lines.order_by("pk").values_list("product_id", "quantity")) if self.basket.pk else {}

    @cached_property
    def rows(self) -> dict[int, Row]:
        """Of all that is written, in one go."""
        meant = {ware.product for each in (*self._said, *self._lines) for ware in self.shelf.meant(each.sku)}
        meant |= {each.product for each in self._said if each.product}
        meant |= self._changed.keys() | self.usuals.keys() | {line.product for line in self._noted if line.product}
        products = queries.these(self.user, self.taking.currency, meant)
        rows = rows_of(products, strategy=self.basket.strategy, currency=self.taking.currency)
        return {row.pk: row for row in rows}

    @cached_property
    def usuals(self) -> dict[int, int]:
        if not self.taking.account or not (self._said or self._asked == USUALS):
            return {}
        found = pad.usuals_of(self.taking.account, today=self.basket.strategy.day)
        return {usual.product: usual.quantity for usual in found}

    @property
    def _asked(self) -> str:
        return self.typed.get("asked", "")

    # Numbers in the rows

    @cached_property
    def _changed(self) -> dict[int, str]:
        fields = forms.quantities(self.typed)  # type: ignore[arg-type]
        return {pk: text for pk, text in fields.items() if forms.number_of(text) != self.held.get(pk, 0)}

    def _numbers(self, written: Written) -> dict[int, int]:
        wanted = {}
        for pk, text in self._changed.items():
            if why := self._why_not(pk, text):
                written.faults[pk] = why
                written.typed[f"q-{pk}"] = text
            elif pk in self.rows:
                wanted[pk] = forms.number_of(text) or 0
        gone = [pk for pk in wanted if not wanted[pk] and pk not in self.held]
        return {pk: number for pk, number in wanted.items() if pk not in gone}

    def _why_not(self, pk: int, text: str) -> str:
        number = forms.number_of(text)
        if number is None:
            return forms.WHOLE_NUMBER
        if pk not in self.rows:
            return GONE if number else ""
        return self.rows[pk].refuse(number) if number else ""

    # One more

    @cached_property
    def shelf(self) -> Shelf:
        if not (self._said or self._lines):
            return Shelf([])
        return Shelf(_ware(*row) for row in queries.names(self.user, self.taking.currency))

    @cached_property
    def _said(self) -> list[Typed]:
        goods = one_line(self.typed.get("goods", ""))[:LONGEST_SKU]
        product = self._asked.removeprefix(TAKE)
        chosen = int(product) if self._asked.startswith(TAKE) and product.isdecimal() and len(product) < 19 else None
        return [Typed(1, goods, one_line(self.typed.get("count", ""))[:20], chosen)] if goods else []

    def _added(self, written: Written) -> dict[int, int]:
        for typed in self._said:
            checked = self._one(typed)
            if checked.is_good and checked.ware and checked.quantity:
                written.typed |= {"goods": "", "count": ""}
                return {checked.ware.product: checked.quantity}
            written.adding = checked
        return {}

    def _one(self, typed: Typed) -> Checked:
        likely = self._likely(typed)
        if not likely and not typed.quantity:
            apart = next(iter(read_text(typed.sku).lines), typed)
            if apart.quantity and (found := self._likely(apart)):
                typed, likely = apart, found
        if len(likely) > 1:
            return Checked(typed, fault=SEVERAL.format(typed.sku), near=likely[:MOST_OFFERED])
        for ware in likely:
            row = self._row(ware.product)
            if row is None:
                return Checked(typed, fault=GONE)
            usual = self.usuals.get(row.pk, 0) or row.quantities.first
            meant = Typed(1, ware.sku, typed.quantity or str(usual), ware.product)
            [checked] = check([meant], Shelf([_refusing(ware, row)]))
            return checked
        [checked] = check([typed], self.shelf)
        return checked

    def _row(self, product: int) -> Row | None:
        if product not in self.rows:
            found = queries.these(self.user, self.taking.currency, [product])
            rows = rows_of(found, strategy=self.basket.strategy, currency=self.taking.currency)
            self.rows.update({each.pk: each for each in rows})
        return self.rows.get(product)

    def _likely(self, typed: Typed) -> list[Ware]:
        """By its code or its name; else all whose name has each of the words."""
        exact = self.shelf.meant(typed.sku)
        if exact:
            return [ware for ware in exact if ware.product == typed.product] or exact
        words = typed.sku.casefold().split()
        named = [
            ware
            for name, wares in self.shelf.by_name.items()
            if words and all(word in name for word in words)
            for ware in wares
        ]
        return [ware for ware in named if ware.product == typed.product] or named

    # Many

    @cached_property
    def _lines(self) -> tuple[Typed, ...]:
        return read_text(self.typed.get("lines", "")).lines

    def _pasted(self, written: Written) -> dict[int, int]:
        if not self._lines:
            return {}
        wares = (ware for each in self.shelf.by_code.values() for ware in each)
        shelf = Shelf(_refusing(ware, self.rows[ware.product]) if ware.product in self.rows else ware for ware in wares)
        found = check(self._lines, shelf)
        good = {each.ware.product: each.quantity for each in found if each.is_good and each.ware and each.quantity}
        written.pasted = [each for each in found if not each.is_good]
        written.typed["lines"] = "\n".join(each.typed.words for each in written.pasted)
        return {pk: number for pk, number in good.items() if pk in self.rows}

    @cached_property
    def _noted(self) -> list[Any]:
        key = self._asked.removeprefix(LIST)
        if not self._asked.startswith(LIST) or not key.isdecimal() or len(key) > 18 or not self.taking.account:
            return []
        member = customer_of(self.taking, self.typed).member
        saved = pad.lists(member).filter(pk=key).first() if member else None
        return [line.noted for line in saved.lines.all()] if saved else []

    def _many(self, written: Written, wanted: Mapping[int, int]) -> dict[int, int]:
        """What is usual, or what a list has: beside what is there, never instead of it."""
        there = self.held.keys() | wanted.keys() | written.faults.keys()
        if self._asked == USUALS:
            usual = {pk: number for pk, number in self.usuals.items() if pk in self.rows and pk not in there}
            return {pk: number for pk, number in usual.items() if not self.rows[pk].refuse(number)}
        if not self._noted:
            return {}
        goods = {pk: row.now for pk, row in self.rows.items()}
        found = load(self._noted, goods, money=partial(money, currency=self.taking.currency))
        written.loaded = [f"{each.title}: {each.words}" for each in found.changed]
        return {pk: number for pk, number in found.quantities.items() if pk not in there}


def _ware(product: int, sku: str, title: str, family: str | None, cafe: str, unit: str) -> Ware:
    return Ware(product, sku, title or family or sku, cafe, unit, lambda quantity: "")


def _refusing(ware: Ware, row: Row) -> Ware:
    return Ware(ware.product, ware.sku, ware.title, ware.cafe, ware.unit, row.refuse)

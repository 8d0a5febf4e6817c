"""The pad as a page: its rows in their sections, what stands in them, and what it comes to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from typing import Any

from shop.edition.keeping import kept
from shop.goods.shelves import Shelf, shelves
from shop.pad import queries
from shop.pad.domain.abroad import Abroad
from shop.pad.domain.remembered import Changed, load
from shop.pad.forms import as_pairs, number_of
from shop.pad.models import SavedList
from shop.pad.rows import Row, rows_of
from shop.pad.summing import Refused, Summary, summed
from shop.trade.domain import money
from shop.trade.models import Location, Member

MOST_OFFERED = 30
ELSEWHERE = "Other goods"


@dataclass(frozen=True)
class Asked:
    """What the page is narrowed to, on the server: for browsers without scripts, and for more goods than fit."""

    text: str = ""
    shelf: str = ""


@dataclass(frozen=True)
class Cell:
    """A row with what stands in its field, and why that can't be ordered."""

    row: Row
    typed: str = ""
    fault: str = ""
    usual: str = ""


@dataclass(frozen=True)
class Section:
    title: str
    cells: Sequence[Cell]
    key: str


@dataclass
class Pad:
    """typed: by goods, as it was written; without, what is in the basket. loaded: the list that one works with; its
    numbers join what stands there if it is put on the pad now."""

    request: Any
    member: Member
    now: datetime
    typed: Mapping[int, str] | None = None
    faults: Mapping[int, str] = field(default_factory=dict)
    asked: Asked = Asked()
    loaded: SavedList | None = None
    puts_list: bool = False
    puts_usuals: bool = False

    @cached_property
    def held(self) -> dict[int, int]:
        return queries.in_basket(self.request.user)

    @cached_property
    def kept(self) -> dict[int, int]:
        """Of what is in the basket, what the pad has a field for."""
        return {pk: number for pk, number in self.held.items() if pk in self.rows and not self.rows[pk].asks}

    @cached_property
    def usuals(self) -> dict[int, Any]:
        found = queries.usuals_of(self.member.account, today=self.request.strategy.day)
        return {usual.product: usual for usual in found}

    @cached_property
    def noted(self) -> list[Any]:
        return [line.noted for line in self.loaded.lines.all()] if self.loaded and self.puts_list else []

    @cached_property
    def rows(self) -> dict[int, Row]:
        """Always there: what has a number, what is usual, what the list has. Then as many others as fit."""
        return {row.pk: row for row in self._found[0]}

    @property
    def is_part(self) -> bool:
        """Whether there are more goods than the page shows."""
        return self._found[1]

    @cached_property
    def _found(self) -> tuple[list[Row], bool]:
        currency = self.member.account.currency
        always = {*self.held, *self._written, *self.usuals, *(line.product for line in self.noted)} - {None}
        products = queries.rows(currency=currency, always=always, text=self.asked.text, shelf=self.asked.shelf)
        most = queries.MOST_ROWS + len(always)
        rows = rows_of(
            products[:most],
            strategy=self.request.strategy,
            currency=currency,
            usual={pk: usual.quantity for pk, usual in self.usuals.items()},
        )
        return rows, len(products) > most

    @cached_property
    def gone(self) -> list[tuple[str, str]]:
        """What was written for goods that aren't sold any more, by their names."""
        missing = {pk: fault for pk, fault in self.faults.items() if pk not in self.rows}
        titles = queries.titles(missing) if missing else {}
        return [(titles.get(pk, "Goods that stood here"), fault) for pk, fault in missing.items()]

    @cached_property
    def changes(self) -> tuple[Changed, ...]:
        return self._list[1]

    @cached_property
    def _list(self) -> tuple[Mapping[int, int], tuple[Changed, ...]]:
        """What the list puts on the pad, and what has become of the rest of it."""
        of_list = {line.product for line in self.noted}
        goods = {pk: row.now for pk, row in self.rows.items() if pk in of_list}
        found = load(self.noted, goods, money=partial(money, currency=self.member.account.currency))
        return found.quantities, found.changed

    @cached_property
    def fields(self) -> dict[int, str]:
        """What stands in each field that isn't empty."""
        held = {pk: str(number) for pk, number in self.kept.items()}
        there = held if self.typed is None else self._written
        return there | {pk: str(number) for pk, number in (*self._list[0].items(), *self._usual_numbers)}

    @property
    def _usual_numbers(self) -> Iterable[tuple[int, int]]:
        """As many as usual of what belongs to each order and can be had so today."""
        for pk, usual in self.usuals.items() if self.puts_usuals else ():
            if usual.is_regular and pk in self.rows and not self.rows[pk].refuse(usual.quantity):
                yield pk, usual.quantity

    @cached_property
    def _written(self) -> dict[int, str]:
        return {pk: text for pk, text in (self.typed or {}).items() if text and text != "0"}

    @property
    def shown(self) -> str:
        """For the form: which numbers stood there, so that only what is changed is written."""
        return as_pairs(self.kept)

    @cached_property
    def sections(self) -> list[Section]:
        usual = [self._cell(self.rows[pk]) for pk in self.usuals if pk in self.rows]
        found = [Section("My usuals", usual, "usuals")] if usual else []
        return [*found, *self._by_shelf([row for pk, row in self.rows.items() if pk not in self.usuals])]

    def _by_shelf(self, rows: Sequence[Row]) -> Iterable[Section]:
        path_of = queries.shelves_of(row.product for row in rows)
        by_shelf: dict[str, list[Cell]] = {}
        for row in sorted(rows, key=lambda row: row.title.casefold()):
            path = path_of.get(row.product.parent_id or row.pk, "")
            shelf = next((each for each in self.shelves if path.startswith(each.path)), None)
            by_shelf.setdefault(shelf.path if shelf else "", []).append(self._cell(row))
        for number, shelf in enumerate(self.shelves):
            if cells := by_shelf.get(shelf.path):
                yield Section(shelf.name, cells, f"shelf-{number}")
        if cells := by_shelf.get(""):
            yield Section(ELSEWHERE, cells, "others")

    def _cell(self, row: Row) -> Cell:
        usual = self.usuals.get(row.pk)
        return Cell(row, self.fields.get(row.pk, ""), self.faults.get(row.pk, ""), str(usual.quantity) if usual else "")

    @cached_property
    def shelves(self) -> list[Shelf]:
        """The first level of the shop's menu: the pad is for going through, not for finding one's way."""
        return [each for each in kept(self.request, "shelves", shelves) if each.depth == 1]

    @cached_property
    def abroad(self) -> list[Abroad]:
        """Cafés whose goods are not on this pad."""
        ours = self.member.account.currency
        return [Abroad(cafe, *rest, ours) for cafe, rest in queries.abroad(ours).items()]

    @cached_property
    def lists(self) -> list[SavedList]:
        return list(queries.lists(self.member).order_by("-changed_at", "-pk")[: MOST_OFFERED + 1])

    @property
    def first_lists(self) -> list[SavedList]:
        return self.lists[:MOST_OFFERED]

    @property
    def has_more_lists(self) -> bool:
        return len(self.lists) > MOST_OFFERED

    @cached_property
    def place(self) -> Location | None:
        return default_place(self.member)

    @cached_property
    def summary(self) -> Summary:
        return summary_of(self.fields, self.rows, member=self.member, place=self.place, now=self.now)


def default_place(member: Member) -> Location | None:
    return member.account.locations.filter(is_default=True, archived_at=None).first()


def summary_of(
    fields: Mapping[int, str], rows: Mapping[int, Row], *, member: Member, place: Location | None, now: datetime
) -> Summary:
    """Of what can be ordered as it stands; the rest is named."""
    wanted: dict[Row, int] = {}
    refused: list[Refused] = []
    for pk, text in fields.items():
        if pk not in rows:
            continue
        number = number_of(text)
        why = f"“{text}” is not a whole number." if number is None else number and rows[pk].refuse(number)
        if why:
            refused.append(Refused(rows[pk], text, why))
        elif number:
            wanted[rows[pk]] = number
    return summed(wanted=wanted, member=member, place=place, now=now, refused=refused)

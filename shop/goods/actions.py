"""What staff do with goods: many prices and numbers at once, a duplicate, the archive, the order of variants."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.db import transaction
from django.db.models import QuerySet
from oscar.core.loading import get_model

from shop.goods.models import Deposit
from shop.goods.recording import ARCHIVED, PRICE, SHOWN, STOCK, Change, record
from shop.refusals import Refusal

WORDS = {"price": PRICE, "num_in_stock": STOCK, "is_public": SHOWN}


@dataclass(frozen=True)
class Cell:
    """One changed cell of the table. row: a stock record's key, for visibility a product's."""

    column: str
    row: int
    shown: Decimal | int | bool | None
    wanted: Decimal | int | bool | None


@dataclass(frozen=True)
class Stopped:
    why: str
    now: Decimal | int | bool | None


class NotSaved(Refusal):
    """Nothing of the table was written: these cells stand in the way."""

    def __init__(self, stopped: dict[Cell, Stopped]) -> None:
        super().__init__(stopped)
        self.stopped = stopped

    def __str__(self) -> str:
        return "Nothing is saved: " + " ".join(each.why for each in self.stopped.values())


def change_cells(*, cells: Sequence[Cell], by: Any, records: QuerySet, goods: QuerySet) -> None:
    """All of them or none. records, goods: what this person may change; other rows don't exist."""
    stopped: dict[Cell, Stopped] = {}
    with transaction.atomic():
        # Products before their records, as all who lock both.
        for rows, own in ((goods, _visibility(cells)), (records, [c for c in cells if c.column != "is_public"])):
            locked = _locked(rows, {cell.row for cell in own})
            for pk, row in locked.items():
                stopped |= _write(row, [cell for cell in own if cell.row == pk], by)
            stopped |= {cell: Stopped("This is no longer there.", None) for cell in own if cell.row not in locked}
        if stopped:
            raise NotSaved(stopped)


def _visibility(cells: Iterable[Cell]) -> list[Cell]:
    return [cell for cell in cells if cell.column == "is_public"]


def _locked(rows: QuerySet, keys: set[int]) -> dict[int, Any]:
    """In the order of their keys, as orders lock them, and so that an order's lines can still point to them."""
    found = rows.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",), no_key=True)
    return {row.pk: row for row in found}


def _write(row: Any, cells: list[Cell], by: Any) -> dict[Cell, Stopped]:
    stopped, changes, columns = {}, [], []
    product, partner = (row.product, row.partner) if hasattr(row, "partner_id") else (row, None)
    for cell in cells:
        now = getattr(row, cell.column)
        if now == cell.wanted:
            continue
        if now != cell.shown:
            stopped[cell] = Stopped(f"Somebody changed this meanwhile: it is {_said(now)} now.", now)
        elif cell.column == "is_public" and cell.wanted and (why := row.why_not_public()):
            stopped[cell] = Stopped(why, now)
        else:
            setattr(row, cell.column, cell.wanted)
            columns.append(cell.column)
            changes.append(Change(WORDS[cell.column], now, cell.wanted, partner))
    if stopped or not columns:
        return stopped
    try:
        row.save(update_fields=[*columns, "date_updated"])
    except Refusal as refused:
        counts = [cell for cell in cells if cell.column == "num_in_stock"]
        return {cell: Stopped(str(refused), cell.shown) for cell in counts or cells}
    record(product=product, by=by, changes=changes)
    return {}


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "shown" if value else "hidden"
    return "empty" if value is None else f"{value}"


@transaction.atomic
def archive(*, product: Any, by: Any, now: datetime) -> None:
    """Out of the shop and of staff's lists; orders, and what is in baskets, still know it."""
    product = type(product).objects.select_for_update(of=("self",), no_key=True).get(pk=product.pk)
    if product.archived_at is not None:
        return
    changes = [Change(ARCHIVED, False, True)]
    if product.is_public:
        changes.append(Change(SHOWN, True, False))
    product.archived_at, product.is_public = now, False
    product.save(update_fields=["archived_at", "is_public", "date_updated"])
    record(product=product, by=by, changes=changes)


@transaction.atomic
def bring_back(*, product: Any, by: Any) -> None:
    """Among the goods again, hidden until somebody shows it."""
    product = type(product).objects.select_for_update(of=("self",), no_key=True).get(pk=product.pk)
    if product.archived_at is None:
        return
    product.archived_at = None
    product.save(update_fields=["archived_at", "date_updated"])
    record(product=product, by=by, changes=[Change(ARCHIVED, True, False)])


@transaction.atomic
def move_variant(*, variant: Any, places: int, by: Any) -> None:
    """places: −1 is one up, 1 one down. Numbers all anew, so that those never ordered get their places too."""
    product = get_model("catalogue", "Product").objects
    siblings = list(
        product.filter(parent=variant.parent_id).order_by("position", "pk").select_for_update(of=("self",), no_key=True)
    )
    here = next(place for place, each in enumerate(siblings) if each.pk == variant.pk)
    there = max(0, min(len(siblings) - 1, here + places))
    siblings.insert(there, siblings.pop(here))
    for place, each in enumerate(siblings, start=1):
        each.position = place
    product.bulk_update(siblings, ["position"])
    if here != there:
        parent = variant.parent
        record(product=parent, by=by, changes=[Change(f"Place of {variant.get_title()}", here + 1, there + 1)])


@transaction.atomic
def save_deposit(*, deposit: Deposit, changed: Sequence[str], by: Any) -> None:
    flag = ADDITION if deposit.pk is None else CHANGE
    deposit.save()
    if changed:
        said = ", ".join(f"{name} {getattr(deposit, name)}" for name in changed)
        LogEntry.objects.log_actions(by.pk, [deposit], flag, change_message=said, single_object=True)


@transaction.atomic
def delete_deposit(*, deposit: Deposit, by: Any) -> None:
    locked = Deposit.objects.select_for_update(of=("self",)).get(pk=deposit.pk)
    if get_model("catalogue", "Product").objects.filter(deposit=locked).exists():
        raise DepositInUse(locked.name)
    LogEntry.objects.log_actions(by.pk, [locked], DELETION, single_object=True)
    locked.delete()


class DepositInUse(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"There are goods with “{self.name}”. Take it off them first."

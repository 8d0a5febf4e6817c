"""A file becomes an import with its rows. The file itself is not kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from shop.plain import one_line
from shop.shelf import sheets
from shop.shelf.actions.asking import ask_on_commit
from shop.shelf.columns import GOODS, PRICES, TOLD, Column, by_name
from shop.shelf.models import Import, ImportRow
from shop.shelf.sheets import NoTable, Sheet, heading

TABLES: dict[str, tuple[Column, ...]] = {Import.Table.GOODS: GOODS, Import.Table.PRICES: PRICES}
# A sheet with this column is about price lists.
OF_PRICES = by_name(PRICES)["price_list"].heading
AFTER_ALL_OTHERS = 1_000_000
AT_ONCE = 1000


def take(*, upload: UploadedFile, by: Any, may: Sequence[str], now: datetime) -> Import:
    """Refused in words, if it is no table, too large, or about what this person doesn't change."""
    if (upload.size or 0) > sheets.LARGEST:
        raise NoTable(
            f"This file is larger than {sheets.LARGEST // 1024 // 1024} MB. Please send its rows in several files."
        )
    known = [column.heading for columns in TABLES.values() for column in columns]
    upload.seek(0)
    sheet = sheets.read(upload.read(sheets.LARGEST + 1), known)
    table = table_of(sheet)
    if table not in may:
        raise NoTable(f"This file is about {Import.Table(table).label.lower()}, which others look after.")
    places, unread = recognised(sheet, TABLES[table])
    return keep(sheet, table, places, unread, name=one_line(upload.name or "")[-120:], by=by, now=now)


def table_of(sheet: Sheet) -> str:
    given = {heading(cell) for cell in sheet.headings}
    if "sku" not in given:
        raise NoTable(
            "No column of this file is called SKU, so nobody knows what its rows are about. "
            "The first row has to name the columns, as a download does."
        )
    return Import.Table.PRICES if heading(OF_PRICES) in given else Import.Table.GOODS


def recognised(sheet: Sheet, columns: tuple[Column, ...]) -> tuple[dict[str, int], list[str]]:
    """Where each column stands, and the headings that nothing is taken from."""
    known = {heading(column.heading): column for column in columns}
    places: dict[str, int] = {}
    unread = []
    for place, cell in enumerate(sheet.headings):
        column = known.get(heading(cell))
        if column is None:
            unread += [cell[:60]] if cell else []
        elif column.of == TOLD:
            continue
        elif column.name in places:
            raise NoTable(f"Two columns of this file are called {column.heading}. Please take one out.")
        else:
            places[column.name] = place
    return places, unread


@transaction.atomic
def keep(
    sheet: Sheet, table: str, places: dict[str, int], unread: list[str], *, name: str, by: Any, now: datetime
) -> Import:
    in_order = [column.name for column in TABLES[table] if column.name in places]
    job = Import.objects.create(
        table=table,
        file_name=name or "file",
        by=by,
        at=now,
        columns=in_order,
        unread=unread,
        total=len(sheet.rows),
        seen_at=now,
    )
    ImportRow.objects.bulk_create((as_row(job, number, cells, places) for number, cells in sheet.rows), AT_ONCE)
    ask_on_commit(pk=job.pk)
    return job


def as_row(job: Import, number: int, cells: tuple[str, ...], places: dict[str, int]) -> ImportRow:
    said = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
    return ImportRow(of=job, number=number, turn=number + (AFTER_ALL_OTHERS if said.get("parent") else 0), cells=said)

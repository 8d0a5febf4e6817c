"""Lists as spreadsheets. Customers choose their names, and a spreadsheet runs what begins like a formula."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import TextIOWrapper
from tempfile import TemporaryFile
from typing import IO, Any, Literal, get_args

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.utils.text import slugify

Kind = Literal["csv", "xlsx"]
KINDS: tuple[Kind, ...] = get_args(Kind)
CONTENT_TYPES: dict[Kind, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# The last four are the wide signs of eastern keyboards, which some spreadsheets read as the narrow ones.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What XML, and so XLSX, can't hold.
UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_CELL = 32_767
WIDTH = 22


def asked_for(request: HttpRequest) -> Kind | None:
    """Which kind of file `?export=` wants instead of the page, if any."""
    wanted = request.GET.get("export")
    return next((kind for kind in KINDS if kind == wanted), None)


def answer(*, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], kind: Kind) -> FileResponse:
    """The list as a file to keep. It is whole before its first byte goes out: one cut off half-way looks complete."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        {"csv": _write_csv, "xlsx": _write_xlsx}[kind](file, columns, rows)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    response = FileResponse(
        file, as_attachment=True, filename=f"{slugify(name) or 'list'}.{kind}", content_type=CONTENT_TYPES[kind]
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def as_text(cell: Any) -> Any:
    """Behind an apostrophe it is text. Numbers and dates stay what they are."""
    if isinstance(cell, str) and cell.startswith(BEGINS_A_FORMULA):
        return f"'{cell}"
    return cell


def _plain(cell: Any) -> Any:
    """Text without what no file can hold; a moment on the house's clock; a number or a date as it is."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return (timezone.make_naive(cell) if timezone.is_aware(cell) else cell).replace(microsecond=0)
    if isinstance(cell, (int, float, Decimal, date, time)):
        return cell
    return UNHOLDABLE.sub("", str(cell))


def _write_csv(file: IO[bytes], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")  # with the mark by which Excel knows UTF-8
    writer = csv.writer(text)
    writer.writerow([as_text(_plain(column)) for column in columns])
    writer.writerows([as_text(_plain(cell)) for cell in row] for row in rows)
    text.detach()


def _write_xlsx(file: IO[bytes], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    from openpyxl import Workbook  # slow to load, and seldom needed
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("List")
    sheet.freeze_panes = "A2"
    for number in range(1, len(columns) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH

    def cell_of(value: Any) -> Any:
        value = _plain(value)
        if not isinstance(value, str):
            return value
        cell = WriteOnlyCell(sheet, value.replace("\r\n", "\n").replace("\r", "\n")[:LONGEST_CELL])
        cell.data_type = "s"
        if value.startswith(BEGINS_A_FORMULA):
            cell.quotePrefix = True  # so that it stays text when somebody edits the cell
        return cell

    head = [cell_of(column) for column in columns]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    try:
        for row in rows:
            sheet.append([cell_of(value) for value in row])
    finally:
        sheet.close()
    book.save(file)

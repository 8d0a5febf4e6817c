"""A file that staff sent, as rows of text: CSV in the dialects that spreadsheets write, or an Excel workbook.

What it is, is judged by its content alone; its name proves nothing.
"""

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import shop
from shop.refusals import Refusal
from shop.shelf.cells import kept, lines

LARGEST = 10 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 100
UNFOLDED = 150 * 1024 * 1024
PATIENCE = 60
ROOT = Path(shop.__file__).parent.parent
DELIMITERS = (",", ";", "\t")
STRANGE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
WANTED = "a table as CSV or as an Excel workbook (XLSX)"
NO_TABLES = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a picture or a sound",
    b"%PDF": "a PDF",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"\x1f\x8b": "a packed archive",
    b"\xd0\xcf\x11\xe0": "an old Excel file (XLS), or one locked with a password",
    b"\xff\xfe": "a text in UTF-16",
    b"\xfe\xff": "a text in UTF-16",
}


class NoTable(Refusal):
    """Why a file can't be imported, in words for whoever sent it."""


@dataclass(frozen=True)
class Sheet:
    """A heading, and below it rows with their number in the file, as a spreadsheet counts them."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read(data: bytes, known: Sequence[str] = ()) -> Sheet:
    """known: headings that tell a comma from a semicolon."""
    if not data.strip():
        raise NoTable("This file is empty.")
    if len(data) > LARGEST:
        raise NoTable(f"This file is larger than {LARGEST // 1024 // 1024} MB. Please send its rows in several files.")
    for beginning, what in NO_TABLES.items():
        if data.startswith(beginning):
            raise NoTable(f"This is {what}, whatever its name says. Please send {WANTED}.")
    numbered = list(workbook(data) if data.startswith(b"PK") else text(data, known))
    if not numbered:
        raise NoTable("There is no row in this file.")
    (_, headings), *rows = numbered
    if len(rows) > MOST_ROWS:
        raise NoTable(f"There are more than {MOST_ROWS:,} rows in this file. Please send them in several files.")
    if not rows:
        raise NoTable("There is only a heading in this file, and no row below it.")
    return Sheet(headings, tuple(rows))


def text(data: bytes, known: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    content = decoded(data)
    delimiter = max(DELIMITERS, key=lambda each: fitting(content, each, known))
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)
    try:
        yield from filled(reader)
    except csv.Error as error:
        words = f"Row {reader.line_num} of this file can't be read: is a quotation mark missing? ({error})"
        raise NoTable(words) from error


def decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            content = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(STRANGE.findall(content)) > max(8, len(content) // 200):
            break
        return content
    raise NoTable(f"This is no table that we can read. Please send {WANTED}; CSV in UTF-8.")


def fitting(content: str, delimiter: str, known: Sequence[str]) -> tuple[int, int]:
    """How many headings are known, and how many there are, if this parted the cells."""
    try:
        first = next(csv.reader(io.StringIO(content[:100_000], newline=""), delimiter=delimiter), [])
    except csv.Error:
        return 0, 0
    return len({heading(cell) for cell in first} & {heading(each) for each in known}), len(first)


def heading(cell: str) -> str:
    return " ".join(cell.split()).casefold()


def filled(rows: Iterator[list[str]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows in which something stands, until there are too many."""
    found = 0
    for number, row in enumerate(rows, start=1):
        cells = tuple(kept(lines(cell)) for cell in row[:MOST_COLUMNS])
        if any(cells):
            yield number, cells
            found += 1
        if found > MOST_ROWS + 1:
            return


def workbook(data: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    refuse_bomb(data)
    command = [sys.executable, "-m", "shop.shelf.workbook", str(MOST_ROWS + 1), str(MOST_COLUMNS)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, cwd=ROOT, timeout=PATIENCE, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise NoTable(f"This workbook is damaged, or far larger inside than it looks. Please send {WANTED}.") from error
    return filled(json.loads(line) for line in done.stdout.splitlines())


def refuse_bomb(data: bytes) -> None:
    """By what is really in it, not by what it says of itself: a wrong size fails its check sum."""
    unfolded = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if "xl/workbook.xml" not in packed.namelist():
                raise NoTable(f"This is a packed file or a document, but no Excel workbook. Please send {WANTED}.")
            for each in packed.infolist():
                with packed.open(each) as content:
                    while piece := content.read(1024 * 1024):
                        unfolded += len(piece)
                        if unfolded > UNFOLDED:
                            raise NoTable("This workbook is far larger inside than it looks. Please send less of it.")
    except NoTable:
        raise
    except Exception as error:  # zlib, lzma and zipfile have many of their own
        raise NoTable(f"This workbook is damaged. Please save it again, or send {WANTED}.") from error

"""Reads a workbook apart from the house, in a process with little memory: a small file may unfold to a huge one.

    python -m shop.shelf.workbook MOST_ROWS MOST_COLUMNS < book.xlsx > rows.json

Writes a JSON list for each row of the first visible sheet; one row more than asked for shows that there are more.
"""

import io
import json
import resource
import sys
from itertools import islice

from shop.shelf.cells import kept, text_of

MEMORY = 300 * 1024 * 1024  # 20,000 full rows of 40 columns are read in less
SECONDS = 30
MOST_WRITTEN = 64 * 1024 * 1024


def main(most_rows: int, most_columns: int) -> int:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    shown = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    ]
    if not shown:
        return 0
    sheet = book.get_sheet_by_name(shown[0])
    written = 0
    for row in islice(sheet.iter_rows(), most_rows + 1):
        line = json.dumps([kept(text_of(cell)) for cell in row[:most_columns]]) + "\n"
        written += len(line)
        if written > MOST_WRITTEN:
            return 1
        sys.stdout.write(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))

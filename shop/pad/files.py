"""A file of lines, read in memory and forgotten: the same bounds and the same care as for what staff import."""

from itertools import islice

from django.core.files.uploadedfile import UploadedFile

from shop.pad.domain.pasted import MOST_LINES, Reading, TooLong, read_rows, read_text
from shop.refusals import Refusal
from shop.shelf import sheets

LARGEST = 1024 * 1024
WANTED = "a CSV file, a text, or an Excel workbook (XLSX)"


class NoLines(Refusal):
    """Why a file can't be read, in words for whoever sent it."""


def read_file(upload: UploadedFile) -> Reading:
    if (upload.size or 0) > LARGEST:
        raise TooLong("This file is larger than 1 MB.")
    data = upload.read(LARGEST + 1)
    if not data.strip():
        raise NoLines("This file is empty.")
    for beginning, what in sheets.NO_TABLES.items():
        if data.startswith(beginning):
            raise NoLines(f"This is {what}, whatever its name says. Please send {WANTED}.")
    if data.startswith(b"PK"):
        return read_rows(islice(sheets.workbook(data), MOST_LINES + 2))
    return read_text(sheets.decoded(data))

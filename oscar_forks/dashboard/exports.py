from oscar.core.compat import UnicodeCSVWriter

from shop.exports import as_text


class TextWriter(UnicodeCSVWriter):
    def writerow(self, row) -> None:
        super().writerow([as_text(cell) for cell in row])

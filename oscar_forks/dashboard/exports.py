from oscar.core.compat import UnicodeCSVWriter

LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_text(cell):
    """A spreadsheet runs what begins like a formula, and customers choose their names: an apostrophe makes it text."""
    if isinstance(cell, str) and cell.startswith(LOOKS_LIKE_A_FORMULA):
        return f"'{cell}"
    return cell


class TextWriter(UnicodeCSVWriter):
    def writerow(self, row) -> None:
        super().writerow([as_text(cell) for cell in row])

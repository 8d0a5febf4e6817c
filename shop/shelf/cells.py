"""Cells as text, the same from CSV and from Excel, and what text means: numbers, days, yes or no."""

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

LONGEST = 32_767  # as long as a cell of Excel can be
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
COMMA_NUMBER = re.compile(r"[+-]?\d+(?:[.,']\d{3})*,\d+|[+-]?\d{1,3}(?:[,']\d{3})+")
LONGEST_NUMBER = 30
DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
YES, NO = {"yes", "y", "true", "1"}, {"no", "n", "false", "0"}


class NotReadable(ValueError):
    """Why a cell can't be taken, in the words of staff; its heading and its text are said around it."""


def text_of(value: Any) -> str:
    """A value as it stands in a cell: what Excel keeps as a number or a day reads like the same in CSV."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        # Excel counts in halves of halves: 12.1 is 12.1 to fifteen digits and no further.
        value = Decimal(f"{value:.15g}") if abs(value) < 1e100 else Decimal(0)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    return lines(str(value))


def lines(text: str) -> str:
    """One kind of line end, and nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def kept(text: str) -> str:
    """Fit to be stored: what no table can hold is marked, and a cell without end is cut where that is noticed."""
    return CONTROL.sub(UNREADABLE, text)[: LONGEST + 1]


def refuse_hostile(text: str) -> None:
    if UNREADABLE in text:
        raise NotReadable("has a sign in it that can't be read. Type the text anew")
    if len(text) > LONGEST:
        raise NotReadable(f"is longer than {LONGEST:,} characters")


def number(text: str) -> Decimal:
    if PLAIN_NUMBER.fullmatch(text) and len(text) <= LONGEST_NUMBER and text.isascii():
        try:
            return Decimal(text)
        except InvalidOperation:
            pass
    if COMMA_NUMBER.fullmatch(text):
        raise NotReadable("has a comma. Write numbers with a point and no separators: 1250.50")
    raise NotReadable("is not a number. Write it like 12.50, without a sign for money or weight")


def whole(text: str) -> int:
    value = number(text)
    if value != value.to_integral():
        raise NotReadable("is not a whole number")
    if value < 0:
        raise NotReadable("is below 0")
    if value > 2_147_483_647:
        raise NotReadable("is larger than we can count")
    return int(value)


def money(text: str) -> Decimal:
    value = number(text)
    if value < 0:
        raise NotReadable("is below 0")
    return value


def day(text: str) -> date:
    try:
        if found := DAY_FIRST.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(text)
    except ValueError:
        raise NotReadable("is not a day. Write it like 2026-04-30, or 30/04/2026") from None


def yes_or_no(text: str) -> bool:
    word = text.casefold()
    if word in YES or word in NO:
        return word in YES
    raise NotReadable("is neither yes nor no")


def one_of(text: str, words: dict[str, str]) -> str:
    """The code of a word: both are understood."""
    for code, word in words.items():
        if text.casefold() in (code.casefold(), word.casefold()):
            return code
    raise NotReadable(f"is none of these: {', '.join(words)}")


def some_of(text: str, words: dict[str, str]) -> tuple[str, ...]:
    if text.casefold() == "none":
        return ()
    given = {one_of(part.strip(), words) for part in text.split(",") if part.strip()}
    return tuple(code for code in words if code in given)

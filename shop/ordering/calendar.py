"""An entry for the reader's calendar, as RFC 5545 has it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST_LINE = 75  # octets
MEDIA_TYPE = "text/calendar"


@dataclass(frozen=True)
class Entry:
    """starts and ends: instants, or none where only the day is known. uid: the same for the same thing, always."""

    uid: str
    title: str
    day: date
    starts: datetime | None = None
    ends: datetime | None = None
    place: str = ""
    words: str = ""
    link: str = ""


def calendar_file(entry: Entry, *, now: datetime) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//CafeDjango//Orders//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_text(entry.uid)}",
        f"DTSTAMP:{_instant(now)}",
        *_span(entry),
        f"SUMMARY:{_text(entry.title)}",
        *([f"LOCATION:{_text(entry.place)}"] if entry.place else []),
        *([f"DESCRIPTION:{_text(entry.words)}"] if entry.words else []),
        *([f"URL:{entry.link}"] if entry.link else []),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _span(entry: Entry) -> Iterator[str]:
    if entry.starts and entry.ends and entry.ends > entry.starts:
        yield f"DTSTART:{_instant(entry.starts)}"
        yield f"DTEND:{_instant(entry.ends)}"
    else:
        yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}"


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """Without what no calendar can show, and with what would end the line or the value escaped."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(letter for letter in lines if letter == "\n" or letter.isprintable() or letter == "\u200d")
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        kept = kept.replace(plain, escaped)
    return kept


def _folded(line: str) -> Iterator[str]:
    """No letter is cut in two: some take several octets."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LONGEST_LINE:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + octets
    yield part

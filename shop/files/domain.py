"""What a file is, judged by its content alone, and whether we keep it. Its name and its sender's word prove nothing."""

import hashlib
import re
from dataclasses import dataclass

from shop.plain import one_line
from shop.refusals import Refusal

LARGEST = 10 * 1024 * 1024
LONGEST_NAME = 100

PDF, TEXT = "application/pdf", "text/plain"
JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
PICTURES = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}  # as Pillow calls them
ENDINGS = {
    PDF: (".pdf",),
    TEXT: (".txt", ".csv", ".md"),
    JPEG: (".jpg", ".jpeg"),
    PNG: (".png",),
    WEBP: (".webp",),
}
ACCEPTED = "a PDF, a picture (JPEG, PNG or WebP) or a plain text file"

MARKUP = re.compile(r"<\s*(!doctype|html|head|body|script|style|svg|iframe|frame|object|embed|\?xml|\?php)\b", re.I)
ZIP_ENDS = b"PK\x05\x06"
ZIP_END_AND_COMMENT = 22 + 65_535
NOT_KEPT = {
    b"PK": f"This is a Word, Excel or ZIP file. Please send {ACCEPTED}: most programs can save or print as PDF.",
    b"\xd0\xcf\x11\xe0": f"This is an old Word or Excel file. Please send {ACCEPTED}.",
    b"GIF8": f"This is a GIF. Please send {ACCEPTED}.",
    b"BM": f"This is a bitmap. Please send {ACCEPTED}.",
    b"{\\rtf": f"This is a rich text file. Please send {ACCEPTED}.",
    b"%!PS": f"This is a PostScript file. Please send {ACCEPTED}.",
    b"MZ": f"This is a program. Please send {ACCEPTED}.",
    b"#!": f"This is a program. Please send {ACCEPTED}.",
}


class NotKept(Refusal):
    """Why a file is not accepted, in words for whoever sent it."""


@dataclass(frozen=True)
class Document:
    """A file that may be kept."""

    name: str
    content_type: str
    data: bytes

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def refuse_size(size: int) -> None:
    if not size:
        raise NotKept("This file is empty.")
    if size > LARGEST:
        raise NotKept(f"This file is larger than {LARGEST // 1024 // 1024} MB. Please send a smaller one.")


def kind_of(data: bytes) -> str:
    """The content type; refused if it is none of ours, or looks like two things at once."""
    refuse_size(len(data))
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return WEBP
    if data[4:8] == b"ftyp":
        raise NotKept(f"This is a HEIC or AVIF picture, or a film. Please send {ACCEPTED}.")
    for beginning, words in NOT_KEPT.items():
        if data.startswith(beginning):
            raise NotKept(words)
    return _text(data)


def _pdf(data: bytes) -> str:
    if b"%%EOF" not in data[-1024:]:
        raise NotKept("This PDF is not whole: its end is missing. Please save it again and send it anew.")
    if ZIP_ENDS in data[-ZIP_END_AND_COMMENT:] or MARKUP.search(data[:1024].decode("latin-1")):
        raise NotKept("This PDF holds a second file inside. Please print it as a PDF and send that.")
    return PDF


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise NotKept(f"We don't know this kind of file. Please send {ACCEPTED}.") from None
    if any(ord(letter) < 32 and letter not in "\t\n\f\r" for letter in text):
        raise NotKept(f"We don't know this kind of file. Please send {ACCEPTED}.")
    if MARKUP.search(text):
        raise NotKept(f"This is a web page or a drawing in SVG. Please send {ACCEPTED}.")
    return TEXT


def clean_name(raw: str, content_type: str) -> str:
    """As its sender calls it, without folders, and with an ending that doesn't lie."""
    name = one_line(re.split(r"[/\\]", raw)[-1]).strip(" .")
    stem, dot, ending = name.rpartition(".")
    endings = ENDINGS[content_type]
    if not dot or f".{ending.lower()}" not in endings:
        stem, ending = name, endings[0][1:]
    return f"{stem[: LONGEST_NAME - len(ending) - 1].strip(' .') or 'file'}.{ending}"

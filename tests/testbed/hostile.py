"""Fills the forms of a page as nobody should: too much, too long, in every script, and with what runs elsewhere."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

SCRIPT = "<script>alert(1)</script>"
BREAKS_OUT = f"\"'>{SCRIPT}"
RUNS = "alert(1)"
# Emoji, Arabic and Hebrew, the sign that turns the reading direction, and a letter with ten accents.
SIGNS = "🥐👩‍🍳 مخبز בית קפה \u202egnp.egaugnal\u202c e" + "\u0301" * 10
LINES = "Ada\r\nBcc: everyone@example.com\x00\r\n\r\nHello"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
POLYGLOT = b"GIF89a/*" + b"\x00" * 32 + b"*/=1;alert(1);<script>alert(1)</script>"

TEXT = {"text", "search", "textarea", "password", "email", "url", "tel"}
TICKS = {"checkbox", "radio"}
NOT_SENT = {"submit", "button", "image", "reset"}
TOKEN = "csrfmiddlewaretoken"


class NothingDeleted(FileSystemStorage):
    def delete(self, name: str) -> None:
        """What was posted is rolled back, so the file is still asked for."""


@dataclass(frozen=True)
class Field:
    name: str
    kind: str
    value: str = ""
    options: tuple[str, ...] = ()
    on: bool = True
    longest: int | None = None
    required: bool = False


@dataclass(frozen=True)
class Form:
    page: str
    method: str
    path: str
    fields: tuple[Field, ...]
    buttons: tuple[tuple[str, str], ...]

    @property
    def shape(self) -> tuple:
        """Forms of one shape are one form: a row's number says nothing."""
        same = {(re.sub(r"\d+", "N", field.name), field.kind) for field in self.fields}
        return self.method, re.sub(r"\d+", "N", urlsplit(self.path).path), frozenset(same), self.buttons


def forms(page: str, html: str) -> Iterator[Form]:
    soup = BeautifulSoup(html, "html.parser")
    for form in soup.find_all("form"):
        path = urljoin(page, str(form.get("action") or page))
        if urlsplit(path).netloc:
            continue
        controls = form.find_all(["input", "select", "textarea", "button"])
        if identity := form.get("id"):
            controls += soup.find_all(["input", "select", "textarea", "button"], attrs={"form": identity})
        named = [control for control in controls if control.get("name")]
        fields = [field(control) for control in named if kind_of(control) not in NOT_SENT]
        buttons = [(str(c["name"]), str(c.get("value", ""))) for c in named if kind_of(c) == "submit"]
        yield Form(page, str(form.get("method", "get")).upper(), path, tuple(fields), tuple(dict.fromkeys(buttons)))


def kind_of(control: Tag) -> str:
    default = {"input": "text", "button": "submit"}.get(control.name, control.name)
    return str(control.get("type", default)).lower() if control.name in {"input", "button"} else control.name


def field(control: Tag) -> Field:
    kind, longest = kind_of(control), str(control.get("maxlength", ""))
    options, value, on = (), str(control.get("value", "on" if kind in TICKS else "")), True
    if kind == "select":
        options = tuple(str(option.get("value", option.text)) for option in control.find_all("option"))
        chosen = control.find("option", selected=True)
        value = str(chosen.get("value", chosen.text)) if chosen else next(iter(options), "")
    elif kind == "textarea":
        value = control.text
    elif kind in TICKS:
        on = control.has_attr("checked")
    size = int(longest) if longest.isdecimal() else None
    return Field(str(control["name"]), kind, value, options, on, size, control.has_attr("required"))


def filled(form: Form, fill: Callable[[Field], object]) -> dict[str, object]:
    data: dict[str, object] = {}
    for each in form.fields:
        value = each.value if each.name == TOKEN else fill(each)
        if value is not None:
            data.setdefault(each.name, value)
    return data


def upload(name: str, kind: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=kind)


def kept(field: Field) -> object:
    """As the page came, untouched."""
    return None if field.kind == "file" or (field.kind in TICKS and not field.on) else field.value


def hostile(text: str, number: str, day: str, file: SimpleUploadedFile) -> Callable[[Field], object]:
    def fill(field: Field) -> object:
        match field.kind:
            case "email":
                return f"{text}@example.com"
            case "url":
                return f"https://example.com/{text}"
            case kind if kind in TEXT:
                return text
            case "number" | "range":
                return number
            case "date" | "datetime-local" | "time" | "month" | "week":
                return day
            case "file":
                file.seek(0)
                return file
            case kind if kind in TICKS:
                return field.value
            case _:
                return kept(field)

    return fill


def tampered(field: Field) -> object:
    """Where a number of ours is expected, words, or a number that is nobody's."""
    if field.kind in {"hidden", "select", *TICKS}:
        return "nobody's" if field.kind != "select" else "999999999999"
    return "file" if field.kind == "file" else kept(field)


def counted_wrong(field: Field) -> object:
    return "-1" if field.kind in {"hidden", "select", "number", *TICKS} else kept(field)


def passes(field: Field) -> object:
    """Meant to be taken, so that it is stored and shown: each field what it asks for, and a script as its words."""
    room = field.longest or 200
    match field.kind:
        case "email":
            return "hostile@example.com"
        case "url":
            return "https://example.com/%3Cscript%3E"
        case "tel":
            return "+442079460018"
        case "password":
            return "fresh-bread-daily"
        case "number" | "range":
            return field.value or "1"
        case "date":
            return field.value or str(date.today() + timedelta(days=7))
        case "time":
            return field.value or "09:00"
        case "select":
            return field.value or next((option for option in field.options if option), "")
        case "file":
            return upload(f"{SCRIPT}.png", "image/png", a_picture())
        case kind if kind in TICKS:
            return field.value if field.on or field.required else None
        case kind if kind in TEXT:
            return (BREAKS_OUT if room >= len(BREAKS_OUT) else SCRIPT)[:room]
        case _:
            return kept(field)


def a_picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "brown").save(file, "PNG")
    return file.getvalue()


WAYS: dict[str, Callable[[Field], object]] = {
    "words that pass": passes,
    "10,000 letters": hostile("ä" * 10_000, "9" * 400, "31/02/9999", upload("a.svg", "image/svg+xml", SVG)),
    "signs and a script": hostile(SIGNS + BREAKS_OUT, "NaN", "99999-99-99", upload("a.png", "image/png", HTML)),
    "lines and a NUL": hostile(LINES, "1e309", "0000-00-00", upload("a.gif", "image/gif", POLYGLOT)),
    "large and negative": hostile(
        "-99999999999999999999", "-99999999999999999999", "", upload("empty.png", "image/png", b"")
    ),
    "ids that are words": tampered,
    "counts below nothing": counted_wrong,
}


def running(html: str) -> list[str]:
    """Elements that would run what was typed."""
    if RUNS not in html:
        return []
    found = []
    for tag in BeautifulSoup(html, "html.parser").find_all(True):
        if tag.name == "script" and "json" not in tag.get("type", "") and RUNS in tag.text:
            found.append(f"<script> {tag.text[:80]}")
        found += [
            f"<{tag.name} {name}>" for name, value in tag.attrs.items() if name.startswith("on") and RUNS in value
        ]
    return found

"""What a page for everybody leaves open, and each visitor's answer fills in: the basket's count, the form tokens."""

import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from itertools import chain, zip_longest

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe

from shop.edition import tokens

TOKEN = "token"  # noqa: S105
# Marks last from the making of a page to its splitting in the same process; nobody outside can know them.
MARK = secrets.token_hex(8)
MARKED = re.compile(f"<!--{MARK}:([a-z]+)-->")
# How the templates are laid out says nothing to a browser, except within these.
LAYOUT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)|[ \t]*\n\s*", re.DOTALL | re.IGNORECASE)
TOKEN_FIELD = re.compile(r'(name="csrfmiddlewaretoken" value=")[A-Za-z0-9]+')

_is_open = ContextVar("is_open", default=False)


@contextmanager
def left_open() -> Iterator[None]:
    """What is written meanwhile is for many, though one of them asks."""
    token = _is_open.set(True)
    try:
        yield
    finally:
        _is_open.reset(token)


def is_open() -> bool:
    return _is_open.get()


def mark(name: str) -> SafeString:
    return mark_safe(f"<!--{MARK}:{name}-->")  # noqa: S308


@dataclass(frozen=True)
class Parts:
    """A page in pieces: text as it goes out, the name of a fragment, text, … by turns."""

    texts: tuple[bytes, ...]
    names: tuple[str, ...]

    @classmethod
    def of(cls, content: str) -> "Parts":
        pieces = MARKED.split(TOKEN_FIELD.sub(rf"\g<1>{mark(TOKEN)}", closed_up(content)))
        return cls(tuple(text.encode() for text in pieces[::2]), tuple(pieces[1::2]))

    def fillings(self, request: HttpRequest) -> dict[str, bytes]:
        return {name: fill(name, request).encode() for name in set(self.names)}

    def filled(self, fillings: Mapping[str, bytes]) -> bytes:
        pieces = zip_longest(self.texts, map(fillings.__getitem__, self.names), fillvalue=b"")
        return b"".join(chain.from_iterable(pieces))


def closed_up(content: str) -> str:
    return LAYOUT.sub(lambda found: found[1] or "\n", content)


def fill(name: str, request: HttpRequest) -> str:
    return tokens.token(request) if name == TOKEN else render(name, request)


def render(name: str, request: HttpRequest) -> str:
    return _maker(name)(request)


@cache
def _maker(name: str) -> Callable[[HttpRequest], str]:
    maker: Callable[[HttpRequest], str] = import_string(settings.PERSONAL_FRAGMENTS[name])
    return maker

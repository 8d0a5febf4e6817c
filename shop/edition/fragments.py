"""What a page for everybody leaves open, and each visitor's answer fills in: the basket's count, the form tokens."""

import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe

from shop.edition import tokens

TOKEN = "token"  # noqa: S105
# Marks last from the making of a page to its splitting in the same process; nobody outside can know them.
MARK = secrets.token_hex(8)
MARKED = re.compile(f"<!--{MARK}:([a-z]+)-->")
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


def split(content: str) -> tuple[str, ...]:
    """Text, the name of a fragment, text, … by turns."""
    return tuple(MARKED.split(TOKEN_FIELD.sub(rf"\g<1>{mark(TOKEN)}", content)))


def fill(name: str, request: HttpRequest) -> str:
    return tokens.token(request) if name == TOKEN else render(name, request)


def render(name: str, request: HttpRequest) -> str:
    return _maker(name)(request)


@cache
def _maker(name: str) -> Callable[[HttpRequest], str]:
    maker: Callable[[HttpRequest], str] = import_string(settings.PERSONAL_FRAGMENTS[name])
    return maker

"""What a page for everybody leaves open, and each visitor's answer fills in: the basket's count, the form tokens."""

import re
import secrets
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe

TOKEN = "token"  # noqa: S105
# Marks last from the making of a page to its splitting in the same process; nobody outside can know them.
MARK = secrets.token_hex(8)
MARKED = re.compile(f"<!--{MARK}:([a-z]+)-->")
TOKEN_FIELD = re.compile(r'(name="csrfmiddlewaretoken" value=")[A-Za-z0-9]+')


def mark(name: str) -> SafeString:
    return mark_safe(f"<!--{MARK}:{name}-->")  # noqa: S308


def split(content: str) -> tuple[str, ...]:
    """Text, the name of a fragment, text, … by turns."""
    return tuple(MARKED.split(TOKEN_FIELD.sub(rf"\g<1>{mark(TOKEN)}", content)))


def render(name: str, request: HttpRequest) -> str:
    return _maker(name)(request)


@cache
def _maker(name: str) -> Callable[[HttpRequest], str]:
    maker: Callable[[HttpRequest], str] = import_string(settings.PERSONAL_FRAGMENTS[name])
    return maker

"""Parts of pages that many pages show, made once an edition: for whoever passes by the store of whole pages."""

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

from shop.edition.queries import edition
from shop.edition.release import release

Part = TypeVar("Part")

LONGEST_SECONDS = 3600
NOT_MADE = object()


def kept(
    request: HttpRequest | None,
    name: str,
    make: Callable[[], Part],
    *,
    seconds: int = LONGEST_SECONDS,
    never_written_here: bool = False,
) -> Part:
    """What make() returns; nothing in it may depend on who asks or on the clock.

    A preview, and a request that may write, must see what it has changed itself, unless that can't be this.
    """
    if not settings.VISITOR_PAGES or request is None or not (never_written_here or reads_only(request)):
        return make()
    key = hashlib.sha256(f"{release()}\n{edition_for(request)}\n{name}".encode()).hexdigest()
    part: Any = caches["parts"].get(key, NOT_MADE)
    if part is NOT_MADE:
        part = make()
        caches["parts"].set(key, part, seconds)
    return part


def reads_only(request: HttpRequest) -> bool:
    return request.method in ("GET", "HEAD") and not getattr(request, "is_preview", False)


def edition_for(request: HttpRequest) -> str:
    """Asked for once a request, and before anything of the page is made."""
    if not hasattr(request, "edition"):
        request.edition = edition()  # type: ignore[attr-defined]
    return request.edition  # type: ignore[attr-defined]

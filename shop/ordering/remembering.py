"""What the session knows of a checkout: what was typed until it is placed, and which orders this visitor placed."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from oscar.core.loading import get_model

TYPED, PLACED = "checkout", "placed"
MOST_ORDERS = 20
LONGEST_ANSWER, LONGEST_NOTE, MOST_ANSWERS = 300, 2000, 80
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "quote", "asked"})


def keep(request: HttpRequest, typed: Mapping[str, str]) -> None:
    """Whoever leaves the page for the basket, the sign-in or another tab finds it as they left it."""
    kept = {
        name[:40]: text[: LONGEST_NOTE if name in ("note", "notes", "word") else LONGEST_ANSWER]
        for name, text in list(typed.items())[:MOST_ANSWERS]
        if text and name not in NOT_KEPT
    }
    if request.session.get(TYPED) != kept:
        request.session[TYPED] = kept


def kept(request: HttpRequest, account: int | None) -> dict[str, str]:
    """A purchase order number belongs to the account that it was typed for."""
    typed: dict[str, str] = dict(request.session.get(TYPED) or {})
    if typed.pop("acts_for", "") != str(account or ""):
        typed.pop("po_number", None)
    return typed


def forget(request: HttpRequest) -> None:
    request.session.pop(TYPED, None)


def note_placed(request: HttpRequest, numbers: Iterable[str]) -> None:
    so_far: Collection[str] = request.session.get(PLACED) or []
    fresh = [number for number in numbers if number not in so_far]
    if fresh:
        request.session[PLACED] = [*so_far, *fresh][-MOST_ORDERS:]


def was_placed_here(request: HttpRequest, number: str) -> bool:
    return number in (request.session.get(PLACED) or ())


def at_the_door(*, request: HttpRequest, user: Any, **about: Any) -> None:
    """Who signs in may be another one than who ordered here before. What they own by now, they see anyway."""
    placed = request.session.get(PLACED)
    if placed:
        theirs = get_model("order", "Order").objects.filter(user=user, number__in=placed)
        own = set(theirs.values_list("number", flat=True))
        request.session[PLACED] = [number for number in placed if number in own]


def typed_of(data: Any) -> dict[str, str]:
    """Of a form that was sent: each answer once, and nothing that no database could keep."""
    return {name: str(data[name]).replace("\0", "") for name in data}

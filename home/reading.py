"""Who reads the same pages."""

from django.http import HttpRequest

from home.apps import WRITES_PAGES


def reader(request: HttpRequest) -> str | None:
    """The same words for all whose pages are the same; none for who writes pages, and has a way to change each."""
    if request.session.get(WRITES_PAGES):
        return None
    who = "somebody signed in" if request.user.is_authenticated else "a visitor"
    return f"{who} {request.strategy.reader}"  # type: ignore[attr-defined]

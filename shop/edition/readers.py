"""Pages of who passes by the visitors' store: somebody signed in, or whose address has a question mark.

Such a page is made once an edition for all who read the same, which settings.PAGE_READER says of each. The personal
fragments and form tokens are filled in anew.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from django.utils.module_loading import import_string
from wagtail.models import PageViewRestriction

from shop.edition import fragments
from shop.edition.horizon import looking_ahead, true_until
from shop.edition.keeping import kept, reads_only
from shop.edition.views import says_it_is_for_everybody

# Addresses with filters and words to search for are without end, so what they show stays only while many ask for it.
SECONDS = 120


class ReadersPages:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.reader: Callable[[HttpRequest], str | None] = import_string(settings.PAGE_READER)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with looking_ahead() as horizon:
            request.horizon = horizon  # type: ignore[attr-defined]
            response = self.get_response(request)
        true_until(horizon.until)
        return response

    def process_template_response(self, request: HttpRequest, response: SimpleTemplateResponse) -> HttpResponse:
        if is_like_others(request, response) and (reader := self.reader(request)):
            response.content = self.text(request, response, reader)
        return response

    def text(self, request: HttpRequest, response: SimpleTemplateResponse, reader: str) -> bytes:
        name = "\n".join([reader, request.build_absolute_uri(request.path), request.GET.urlencode()])
        text = self.kept(name, request, response)
        while text.until and text.until <= timezone.now() and not text.is_new:
            name = f"{name}\nafter {text.until}"
            text = self.kept(name, request, response)
        true_until(text.until)
        return text.parts.filled(text.parts.fillings(request))

    def kept(self, name: str, request: HttpRequest, response: SimpleTemplateResponse) -> "Text":
        return kept(request, name, lambda: Text.made(request, response), seconds=SECONDS)


@dataclass
class Text:
    parts: fragments.Parts
    until: datetime | None
    is_new: bool = True

    @classmethod
    def made(cls, request: HttpRequest, response: SimpleTemplateResponse) -> "Text":
        with fragments.left_open():
            parts = fragments.Parts.of(response.rendered_content)
        return cls(parts, request.horizon.until)  # type: ignore[attr-defined]

    def __getstate__(self) -> dict[str, object]:
        """What comes out of the store is not new any more."""
        return vars(self) | {"is_new": False}


def is_like_others(request: HttpRequest, response: SimpleTemplateResponse) -> bool:
    """Whether others who read the same get the same page: nothing waits to be said, and nothing is closed to some."""
    return (
        settings.VISITOR_PAGES
        and reads_only(request)
        and response.status_code == 200
        and not getattr(request, "is_for_everybody", False)
        and not getattr(request, "is_personal", False)
        and says_it_is_for_everybody(request.resolver_match)
        and not get_messages(request)
        and not is_restricted(request, response)
    )


def is_restricted(request: HttpRequest, response: SimpleTemplateResponse) -> bool:
    """By a page of Wagtail's above it, or its own: then who may read it is asked of each."""
    if (page := (response.context_data or {}).get("page")) is None:
        return False
    closed = kept(
        request, "closed pages", lambda: list(PageViewRestriction.objects.values_list("page__path", flat=True))
    )
    return any(page.path.startswith(path) for path in closed)

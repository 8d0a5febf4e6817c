"""A page's answer, for which the page is asked what it shows when it is drawn: not at all, where its text is kept."""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from wagtail.models import Page


class Drawing(TemplateResponse):
    def __init__(self, request: HttpRequest, page: Page, args: Any, kwargs: Any) -> None:
        super().__init__(request, page.get_template(request, *args, **kwargs), {"page": page})
        self.asked_with = args, kwargs

    def resolve_context(self, context: Any) -> Any:
        args, kwargs = self.asked_with
        return context["page"].get_context(self._request, *args, **kwargs)

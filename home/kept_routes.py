"""Which of Wagtail's pages an address is, kept for the edition: to find its site, its way through the tree and the page
itself is most of what a page costs whose parts are kept."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from shop.edition.keeping import kept, reads_only


class KeptRoutes:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]) -> None:
        if view is not serve or not reads_only(request):
            return
        address = request.build_absolute_uri(request.path)
        with suppress(NotKept):
            found = kept(request, f"page at {address}", lambda: find(request, *args, **kwargs))
            # Where Wagtail keeps them itself, for the rest of the request.
            request._wagtail_site, request._wagtail_route_for_request = found  # type: ignore[attr-defined]


class NotKept(Exception):
    """No page, of which there is no end; or a view of a page's own, which can't be stored."""


def find(request: HttpRequest, path: str) -> tuple[Any, RouteResult]:
    route = Page.route_for_request(request, path)
    if route is None or route.args or route.kwargs:
        raise NotKept
    return Site.find_for_request(request), route

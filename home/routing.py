"""From an address to its page in one statement, where Wagtail asks twice for every step of the path."""

from functools import cache
from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page, PageViewRestriction, get_page_models
from wagtail.url_routing import RouteResult

from home.drawing import Drawing


@cache
def ways() -> dict[type[Page], str]:
    """From a Page's row to that of each kind of page."""
    return {model: "__".join(_steps(model)) for model in get_page_models() if model is not Page}


def _steps(model: type[Page]) -> list[str]:
    parents = [parent for parent in model._meta.parents if issubclass(parent, Page)]
    above = _steps(parents[0]) if parents[0] is not Page else []
    return [*above, model._meta.model_name or ""]


def route_below(start: Page, request: HttpRequest, components: list[str]) -> RouteResult:
    """The deepest page on the path; what is left of it is that page's own business."""
    steps = range(1, len(components) + 1)
    paths = {f"{start.url_path}{'/'.join(components[:n])}/": n for n in steps}
    pages = Page.objects.filter(slug__in=components, url_path__in=paths, path__startswith=start.path)
    chain: list[Page] = [start, *pages.select_related(*ways().values()).order_by("depth")]
    if len(chain) == 1:
        raise Http404
    page, above = chain[-1], chain[-2]
    found: Any = page
    for step in filter(None, ways().get(page.specific_class or Page, "").split("__")):
        found = getattr(found, step)
    if above.depth == page.depth - 1:
        found._cached_parent_obj = above
    return found.route(request, components[paths[page.url_path] :])


def restrictions_on(page: Page):
    """Those of the page and all above it, and of the originals of those that are aliases."""
    paths = [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]
    rules = PageViewRestriction.objects
    return rules.filter(page__path__in=paths) | rules.filter(page__aliases__path__in=paths)


def for_everybody(pages: Any) -> Any:
    """The published that nothing restricts, neither on them nor above them."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    rules = PageViewRestriction.objects.annotate(below=path).filter(below__startswith=F("page__path"))
    return pages.live().filter(~Exists(rules))


class Quick(Page):
    """A page whose readers cost no more statements than they must."""

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.is_preview = False  # type: ignore[attr-defined]
        return Drawing(request, self, args, kwargs)

    def get_view_restrictions(self):
        return restrictions_on(self).distinct()

"""Where a search looks besides the goods: the site's pages that are for everybody, and the shop's shelves."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from oscar.core.loading import get_model
from wagtail.models import Page, PageViewRestriction, Site

from shop.edition.keeping import kept
from shop.finding.domain import Question, how_many, words_of
from shop.goods import shelves

CAFES, NEWS, PAGES = "cafes", "news", "pages"
CAFE_PAGE, FORM_PAGE, NEWS_APP = ("home", "cafepage"), ("home", "formpage"), "blog"


@dataclass(frozen=True)
class Place:
    """Something with an address that was found."""

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Grounds:
    """What of the tree of pages is searched. Nothing where this host has no site."""

    path: str = ""
    address: str = ""
    closed: tuple[str, ...] = ()
    contact: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Grounds":
        return kept(request, f"searched at {request.get_host()}", lambda: cls.found(request))

    @classmethod
    def found(cls, request: HttpRequest) -> "Grounds":
        site = Site.find_for_request(request)
        if site is None:
            return cls()
        root = site.root_page
        closed = tuple(PageViewRestriction.objects.values_list("page__path", flat=True))
        bare = cls(root.path, root.url_path, closed)
        app, model = FORM_PAGE
        forms = bare.pages().filter(content_type__app_label=app, content_type__model=model)
        contact = forms.order_by("path").first()
        return cls(root.path, root.url_path, closed, bare.url(contact.url_path) if contact else "")

    def pages(self) -> QuerySet:
        if not self.path:
            return Page.objects.none()
        pages = Page.objects.live().filter(path__startswith=self.path)
        for path in self.closed:
            pages = pages.exclude(path__startswith=path)
        return pages

    def url(self, url_path: str) -> str:
        return reverse("wagtail_serve", args=[url_path.removeprefix(self.address)])


def group_of(content_type: str) -> str:
    kind = ContentType.objects.get_for_id(int(content_type))
    if kind.natural_key() == CAFE_PAGE:
        return CAFES
    return NEWS if kind.app_label == NEWS_APP else PAGES


def all_shelves(request: HttpRequest) -> list[Any]:
    return kept(request, "shelves to find", shelves.shelves)


def shelves_found(request: HttpRequest, question: Question) -> list[Place]:
    """Categories with all the words, their own or of those above them; where some are enough, those with more of them
    first."""
    names: dict[str, list[str]] = {}
    found = []
    step = get_model("catalogue", "Category").steplen
    for shelf in all_shelves(request):
        own = words_of(shelf.name)
        names[shelf.path] = names.get(shelf.path[:-step], []) + own
        if question.met_by(names[shelf.path]) and how_many(own, question.words):
            found.append((how_many(names[shelf.path], question.words), Place(shelf.name, shelf.address)))
    return [place for _, place in sorted(found, key=lambda each: -each[0])]


def main_shelves(request: HttpRequest) -> list[Any]:
    return [shelf for shelf in all_shelves(request) if shelf.depth == 1]

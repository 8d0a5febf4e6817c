"""Oscar's search on the database and Wagtail's engine, without haystack. Oscar's catalogue takes its listing from here
too: it is in catalogue/listing.py."""

from functools import partial

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.views.generic import TemplateView, View

from oscar_forks.catalogue.listing import CatalogueView, ProductCategoryView
from shop.edition.views import ForEverybody
from shop.finding import pages, queries
from shop.finding.domain import Question, words_of
from shop.finding.rows import rows
from shop.goods import free_of

__all__ = ["CatalogueView", "FacetedSearchView", "ProductCategoryView", "SuggestView"]

PAGE = 24
# On the page of everything; each group has a page of its own with all.
FIRST = {queries.GOODS: 12, queries.SHELVES: 12, pages.CAFES: 6, pages.NEWS: 4, pages.PAGES: 6}
NAMES = {
    queries.GOODS: "Products",
    queries.SHELVES: "Categories",
    pages.CAFES: "Cafés",
    pages.NEWS: "News",
    pages.PAGES: "Pages",
}
SUGGESTION_SECONDS = 60


def part(found, name):
    """Asked for late: a page that is kept searches for nothing."""
    return found.get(name)


class FacetedSearchView(ForEverybody, TemplateView):
    """One search for all there is, in groups; ?type= is one of the groups, page by page."""

    template_name = "oscar/search/results.html"

    def get_context_data(self, **kwargs):
        question = Question.typed(self.request.GET.get("q", ""))
        self.request.GET = self.asked(question)
        here = f"{self.request.path}?{self.request.GET.urlencode()}"
        names = ("finds", "groups", "chosen", "shown", "page_obj", "shelves", "contact", "single_words")
        found = SimpleLazyObject(lambda: self.found(question))
        later = {name: SimpleLazyObject(partial(part, found, name)) for name in names}
        return super().get_context_data(question=question, here=here, free_of=offered(question), **later, **kwargs)

    def asked(self, question):
        """What is known here of what the address says; links on the page go on with that alone."""
        asked, said = self.request.GET, QueryDict(mutable=True)
        said["q"] = question.text
        if "exactly" in asked:
            said["exactly"] = "1"
        if asked.get("type") in NAMES:
            said["type"] = asked["type"]
        if asked.get("page", "").isdecimal():
            said["page"] = asked["page"][:6]
        return said

    def found(self, question):
        asked = self.request.GET
        finds = queries.find(self.request, question, exactly="exactly" in asked)
        groups = [group for name in NAMES if (group := self.group(finds, name))["count"]]
        chosen = next((group for group in groups if group["name"] == asked.get("type")), None)
        shown = [chosen] if chosen else groups
        for group in shown:
            self.fill(group, PAGE if chosen else FIRST[group["name"]])
        return {
            "finds": finds,
            "groups": groups,
            "chosen": chosen,
            "shown": shown,
            "page_obj": chosen and chosen["page"],
            **({} if finds else self.ways_on(finds)),
        }

    def group(self, finds, name):
        if name == queries.GOODS:
            count = {"count": finds.goods_count, "plus": "+" if finds.has_more else ""}
            return {"name": name, "title": NAMES[name], "things": finds.goods, **count}
        things = finds.places.get(name, [])
        return {"name": name, "title": NAMES[name], "count": len(things), "things": things}

    def fill(self, group, size):
        """A page number that does not exist leads to the nearest that does."""
        page = group["page"] = Paginator(group["things"], size).get_page(self.request.GET.get("page"))
        things = list(page.object_list)
        group["goods"] = rows([hit.pk for hit in things]) if group["name"] == queries.GOODS else []
        group["places"] = [] if group["goods"] else things
        group["left_out"] = group["count"] - len(group["things"])

    def ways_on(self, finds):
        """For who found nothing, or has asked nothing yet."""
        loose = queries.loosely(finds.asked)
        return {
            "shelves": pages.main_shelves(self.request),
            "contact": pages.Grounds.of(self.request).contact,
            "single_words": loose.words if loose else [],
        }


def offered(question):
    """The shop without the allergens that the question says must not be in it."""
    wish = free_of.read(words_of(question.text))
    if not wish.without:
        return None
    return {"words": wish.words, "url": f"{reverse('catalogue:index')}?{urlencode({'without': wish.without}, True)}"}


class SuggestView(View):
    """A piece of a page for what is typed so far. It is the same for whoever asks, and true enough for a minute."""

    def get(self, request):
        finds = queries.suggest(request, Question.typed(request.GET.get("q", "")))
        places = [
            (NAMES[name], name, finds.places[name])
            for name in (queries.SHELVES, pages.CAFES, pages.NEWS, pages.PAGES)
            if finds.places.get(name)
        ]
        # Without the request, so that nothing of who asks gets in.
        piece = render_to_string("oscar/search/suggestions.html", {"finds": finds, "places": places})
        response = HttpResponse(piece)
        patch_cache_control(response, public=True, max_age=SUGGESTION_SECONDS)
        return response

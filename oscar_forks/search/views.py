"""Oscar's listing, category and search views on the database and Wagtail's engine, without haystack."""

from typing import Any

from django.http import Http404
from django.views.generic import ListView, TemplateView
from wagtail.models import Page, PageViewRestriction, Site

from shop.edition.keeping import kept
from shop.edition.views import ForEverybody
from shop.goods import queries, search
from shop.goods.domain import Question, titles_first
from shop.goods.forms import ListingForm

PAGE = 24
MOST_PAGES = 50


class List(ListView):
    paginate_by = PAGE

    def paginate_queryset(self, queryset, page_size):
        """A page number that does not exist leads to the nearest that does."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get(self.page_kwarg))
        return paginator, page, page.object_list, page.has_other_pages()


class CatalogueView(ForEverybody, List):
    template_name = "oscar/catalogue/browse.html"
    context_object_name = "products"
    category: Any = None

    def get_queryset(self):
        self.form = ListingForm(self.request.GET)
        return queries.listing(category=self.category, **self.form.asked())

    def get_context_data(self, **kwargs):
        menu = queries.categories(parent=self.category)
        return super().get_context_data(
            form=self.form,
            categories=[category for category in menu if category.depth == 1],
            below=[category for category in menu if category.depth > 1],
            **kwargs,
        )


class ProductCategoryView(CatalogueView):
    template_name = "oscar/catalogue/category.html"

    def get_queryset(self):
        self.category = queries.category_at(self.kwargs["category_slug"])
        if self.category is None:
            raise Http404("No such category")
        return super().get_queryset()

    def get_context_data(self, **kwargs):
        *above, _ = chain = self.category.get_ancestors_and_self()
        return super().get_context_data(
            category=self.category,
            top=chain[0],
            above=above,
            **kwargs,
        )


class FacetedSearchView(List):
    """One search, one list: goods and pages."""

    template_name = "oscar/search/results.html"
    context_object_name = "found"

    def get_queryset(self):
        self.question = Question.typed(self.request.GET.get("q", ""))
        things = [*search.goods(self.question), *find_pages(self.request, self.question)]
        return titles_first(self.question, things, lambda thing: thing.title)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(question=self.question, **kwargs)
        wanted = [thing.pk for thing in context["found"] if not isinstance(thing, Page)]
        goods = queries.products().in_bulk(wanted) if wanted else {}
        shown = [thing if isinstance(thing, Page) else goods.get(thing.pk) for thing in context["found"]]
        return context | {"found": [thing for thing in shown if thing]}


class SuggestView(TemplateView):
    """A piece of a page: names of goods that begin like what is typed."""

    template_name = "oscar/search/suggestions.html"

    def get_context_data(self, **kwargs):
        question = Question.typed(self.request.GET.get("q", ""))
        return super().get_context_data(suggestions=search.suggestions(question), **kwargs)


def find_pages(request, question):
    below, closed = kept(request, f"searched at {request.get_host()}", lambda: searched(request))
    pages = Page.objects.live().filter(path__startswith=below)
    for path in closed:
        pages = pages.exclude(path__startswith=path)
    return search.find(question, pages, MOST_PAGES) if below else []


def searched(request):
    """Where the site's pages are in the tree, and which of them are not for everybody."""
    site = Site.find_for_request(request)
    closed = PageViewRestriction.objects.values_list("page__path", flat=True)
    return site.root_page.path if site else "", list(closed)

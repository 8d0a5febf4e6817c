"""Oscar's listing, category and search views on the database and Wagtail's engine, without haystack."""

from django.http import Http404
from django.views.generic import ListView
from wagtail.models import Page, Site

from shop.goods import queries


class CatalogueView(ListView):
    template_name = "oscar/catalogue/browse.html"
    context_object_name = "products"
    paginate_by = 24

    def get_queryset(self):
        return queries.listing()

    def get_context_data(self, **kwargs):
        return super().get_context_data(categories=queries.categories(), **kwargs)


class ProductCategoryView(CatalogueView):
    template_name = "oscar/catalogue/category.html"

    def get_queryset(self):
        self.category = queries.category_at(self.kwargs["category_slug"])
        if self.category is None:
            raise Http404("No such category")
        return queries.listing(category=self.category)

    def get_context_data(self, **kwargs):
        return super().get_context_data(category=self.category, **kwargs)


class FacetedSearchView(ListView):
    """One search for goods and pages."""

    template_name = "oscar/search/results.html"
    context_object_name = "products"
    paginate_by = 24

    def get_queryset(self):
        self.text = self.request.GET.get("q", "").strip()[:100]
        return queries.search(self.text)

    def get_context_data(self, **kwargs):
        return super().get_context_data(text=self.text, pages=find_pages(self.request, self.text), **kwargs)


class SuggestView(ListView):
    template_name = "oscar/search/suggestions.html"
    context_object_name = "products"

    def get_queryset(self):
        return queries.suggestions(self.request.GET.get("q", "").strip()[:100])


def find_pages(request, text):
    if not text:
        return []
    site = Site.find_for_request(request)
    pages = Page.objects.live().public().descendant_of(site.root_page, inclusive=True)
    return pages.search(text)[:6]

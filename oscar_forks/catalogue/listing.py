"""The shop's lists: everything, and what is in a category.

Which goods are on a page, and how many each filter would leave, is the same for whoever asks: kept for an edition.
"""

from typing import Any, cast

from django.core.paginator import Paginator
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.generic import ListView, TemplateView
from django_htmx.http import push_url

from oscar_forks.catalogue import choices
from shop.edition.horizon import true_until
from shop.edition.keeping import kept
from shop.edition.views import ForEverybody
from shop.goods import facets, queries, shelves
from shop.goods.sieve import Sieve
from shop.rounds import ahead

PAGE = 24
MOST_KEPT = 3


class List(ListView):
    paginate_by = PAGE

    def paginate_queryset(self, queryset, page_size):
        """A page number that does not exist leads to the nearest that does."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get(self.page_kwarg))
        return paginator, page, page.object_list, page.has_other_pages()


class CatalogueView(ForEverybody, TemplateView):
    template_name = "oscar/catalogue/browse.html"
    category: Any = None
    request: Any

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        # What a form sends has empty fields; the address in the browser says only what is asked.
        return push_url(response, request.path + self.sieve.page(self.page.number)) if request.htmx else response

    def get_context_data(self, **kwargs):
        self.day = self.request.strategy.day
        tree, cafes = kept(self.request, "shelves and cafés", lambda: (shelves.shelves(), shelves.cafes()))
        now = timezone.now()
        rounds = kept(self.request, "rounds ahead", lambda: ahead.open_ahead(now=now))
        until = ahead.true_until(rounds, now=now)
        true_until(until)
        self.clock = f"{self.day}, until {until}"
        self.sieve = Sieve.asked(self.request.GET, cafes=cafes, days=ahead.days_to_order_for(rounds, now=now))
        counts = self.count(self.sieve)
        self.page = Paginator(range(counts.total), PAGE).get_page(self.request.GET.get("page"))
        # Asked for by what the page keeps: made only where it is not there yet.
        later = {
            "products": self.goods,
            "groups": lambda: choices.groups(self.sieve, counts, cafes),
            "shelves": lambda: choices.branches(tree, self.sieve, counts, self.category),
            "sorts": lambda: choices.sorts(self.sieve),
            "chips": lambda: choices.chips(self.sieve, cafes),
            "looks": lambda: choices.looks(self.sieve, self.page.number),
            "cleared": lambda: self.sieve.cleared().query,
            "ways_out": lambda: [] if counts.total else choices.ways_out(self.sieve, cafes, self.count),
        }
        here = self.sieve.page(self.page.number)
        self.request.GET = QueryDict(here[1:])  # what links on the page go on with: nothing that only this visitor said
        return super().get_context_data(
            here=self.request.path + here,
            next_days=ahead.NextDays(rounds, now),
            page_obj=self.page,
            sieve=self.sieve,
            above=[shelf for shelf in tree if self.path != shelf.path and self.path.startswith(shelf.path)],
            **{name: SimpleLazyObject(make) for name, make in later.items()},
            **kwargs,
        )

    def count(self, sieve):
        def made():
            kinds = kept(self.request, f"kinds of goods on {self.day}", lambda: shelves.kinds(self.day))
            return facets.count(kinds, sieve, shelf=self.path)

        return self.keep(f"counts on {self.clock} of {self.path}{sieve.filters_alone().query}", sieve, made)

    def goods(self):
        """Those of this page. Which they are is kept; what they are is asked anew, with all that a card needs."""
        name = f"goods on {self.clock} of {self.path}{self.sieve.looking('').page(self.page.number)}"
        order = self.keep(name, self.sieve, self.keys)
        found = queries.products().in_bulk(order)
        return [found[pk] for pk in order if pk in found]

    def keep(self, name, sieve, make):
        """There are more questions than could ever be kept: rare ones don't push out what many ask."""
        return kept(self.request, name, make) if len(list(sieve.chosen())) <= MOST_KEPT else make()

    def keys(self):
        sieve, rows = self.sieve, cast(range, self.page.object_list)
        goods = queries.listing(
            category=self.category,
            cafes=sieve.cafe,
            diets=sieve.diet,
            without=sieve.without,
            at_hand_on=self.day if sieve.at_hand else None,
            in_time=sieve.leads if sieve.day else None,
            sort=sieve.sort,
        )
        return list(goods.values_list("pk", flat=True)[rows.start : rows.stop])

    @property
    def path(self):
        return self.category.path if self.category else facets.EVERYWHERE


class ProductCategoryView(CatalogueView):
    template_name = "oscar/catalogue/category.html"

    def get_context_data(self, **kwargs):
        self.category = queries.category_at(self.kwargs["category_slug"])
        if self.category is None:
            raise Http404("No such category")
        return super().get_context_data(category=self.category, **kwargs)

"""Oscar's pages of goods, for people of one café without what is another's."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from oscar.apps.dashboard.catalogue import views
from oscar.core.loading import get_model

from oscar_forks.dashboard.own_cafes import sold_elsewhere_too, stock_of
from oscar_forks.dashboard.ticked import TickedRows

Product = get_model("catalogue", "Product")


class ProductListView(TickedRows, views.ProductListView):
    def get_queryset(self):
        """Oscar's columns count the stock records and variants of all cafés."""
        found = super().get_queryset()
        user = self.request.user
        if user.is_staff:
            return found
        own = stock_of(user)
        variants = Product.objects.filter(stockrecords__in=own).distinct()
        own_only = [Prefetch("stockrecords", own), Prefetch("children", variants)]
        return found.prefetch_related(None).prefetch_related("images", *own_only)


class ProductDeleteView(views.ProductDeleteView):
    def delete(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        product = self.get_object()
        if not request.user.is_staff and sold_elsewhere_too(product, request.user):
            messages.error(
                request,
                f"{product.get_title()} is sold by another café too. Take your own stock record off it instead.",
            )
            return redirect("dashboard:catalogue-product", pk=product.pk)
        return super().delete(request, *args, **kwargs)


class CategoryListView(TickedRows, views.CategoryListView):
    pass


class CategoryDetailListView(TickedRows, views.CategoryDetailListView):
    pass

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from oscar.apps.customer import views

from shop.ordering.seeing import seen_by, whole
from shop.ordering.showing import Shown


class OrderHistoryView(views.OrderHistoryView):
    """One's own orders and those of one's accounts, newest first; Oscar's search form for them is not offered."""

    def get(self, request, *args, **kwargs):
        self.form = self.form_class()
        return super(views.OrderHistoryView, self).get(request, *args, **kwargs)

    def get_queryset(self):
        orders = seen_by(self.request.user).select_related("round", "account", "user").prefetch_related("lines")
        return orders.order_by("-date_placed", "-pk")


class OrderDetailView(views.OrderDetailView):
    """To be read: Oscar's re-order fills a basket at once and drops what has changed without a word."""

    http_method_names = ["get", "head", "options"]
    request: HttpRequest

    def get_object(self, queryset=None):
        return get_object_or_404(whole(seen_by(self.request.user)), number=self.kwargs["order_number"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(shown=Shown(self.object, timezone.now()), **kwargs)

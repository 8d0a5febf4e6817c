"""Oscar's order pages for staff, without what would pass an order's stock, history or payments by."""

from functools import partial

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from oscar.apps.dashboard.orders import views
from oscar.core.loading import get_model

from oscar_forks.dashboard.changing import ChangingTakes
from oscar_forks.dashboard.orders.forms import OrderSearchForm
from oscar_forks.dashboard.own_cafes import lines_of, orders_of
from oscar_forks.dashboard.ticked import TickedRows
from shop.exports import as_text
from shop.ordering.actions.collecting import due_of
from shop.ordering.seeing import may_change, whole
from shop.ordering.showing import Shown
from shop.refusals import Refusal
from shop.rounds.domain.words import day_words

Order = get_model("order", "Order")

CHANGE = "order.change_order"


class OrderStatsView(views.OrderStatsView):
    def get_stats(self, filters: dict) -> dict:
        """For people of one café Oscar counts an order once for each of its lines, and lines of others with theirs."""
        stats = super().get_stats(filters)
        user = self.request.user
        if not user.is_staff:
            orders = orders_of(user).filter(**filters)
            stats["order_status_breakdown"] = orders.order_by("status").values("status").annotate(freq=Count("id"))
            stats["total_lines"] = lines_of(user).filter(order__in=orders).count()
        return stats


class OrderListView(TickedRows, ChangingTakes, views.OrderListView):
    right = CHANGE
    harmless_actions = ("download_selected_orders",)

    @property
    def form_class(self):
        return partial(OrderSearchForm, user=self.request.user)

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Oscar looks the number up before its form has looked at it, and PostgreSQL knows no NUL."""
        number = request.GET.get("order_number", "")
        if "\0" in number:
            asked = request.GET.copy()
            asked["order_number"] = number.replace("\0", "")
            request.GET = asked  # type: ignore[assignment]
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        orders = super().get_queryset().select_related("round__cafe__partner", "account")
        wanted = self.form.cleaned_data if self.form.is_valid() else {}
        if day := wanted.get("order_day"):
            orders = orders.filter(round__date=day)
        if cafe := wanted.get("order_cafe"):
            orders = orders.filter(round__cafe=cafe)
        return orders

    def get_search_filter_descriptions(self) -> list:
        wanted = getattr(self.form, "cleaned_data", {})
        day, cafe = wanted.get("order_day"), wanted.get("order_cafe")
        own = [f"Goes out on {day_words(day)}" if day else "", f"From {cafe.name}" if cafe else ""]
        return [*super().get_search_filter_descriptions(), *filter(None, own)]

    def change_order_status(self, request: HttpRequest, order) -> None:
        if "new_status" not in request.POST:
            messages.error(request, "Choose the state that the orders should have.")
            return
        try:
            super().change_order_status(request, order)
        except Refusal as refused:
            messages.error(request, str(refused))

    def get_row_values(self, order) -> dict:
        return {column: as_text(value) for column, value in super().get_row_values(order).items()}


class OrderDetailView(ChangingTakes, views.OrderDetailView):
    """An order changes its state as a whole; its lines follow."""

    right = CHANGE
    order_actions = ("save_note", "delete_note", "change_order_status")
    line_actions = ()

    def get_context_data(self, **kwargs) -> dict:
        order = self.object
        return super().get_context_data(
            shown=Shown(whole(Order.objects.filter(pk=order.pk)).get(), timezone.now()),
            letters=order.letters.select_related("message", "sent_by").defer("body", "envelope"),
            flags=order.flags.select_related("settled_by"),
            due=due_of(order),
            shares=order.shares.select_related("payment").prefetch_related("refunds__by").order_by("-pk"),
            may_change=may_change(self.request.user),
            **kwargs,
        )

    def get_order_lines(self):
        lines = super().get_order_lines()
        return lines if self.request.user.is_staff else lines.filter(partner__users=self.request.user)

    def change_order_status(self, request: HttpRequest, order) -> HttpResponse:
        try:
            return super().change_order_status(request, order)
        except Refusal as refused:
            return self.reload_page(error=str(refused))

    def delete_note(self, request: HttpRequest, order) -> HttpResponse:
        if not request.POST.get("note_id", "").isdecimal():
            return self.reload_page(error="This note can't be deleted.")
        return super().delete_note(request, order)


class LineDetailView(views.LineDetailView):
    def get_object(self, queryset=None):
        line = super().get_object(queryset)
        return line if self.request.user.is_staff else get_object_or_404(lines_of(self.request.user), pk=line.pk)


class ShippingAddressUpdateView(ChangingTakes, views.ShippingAddressUpdateView):
    right = CHANGE

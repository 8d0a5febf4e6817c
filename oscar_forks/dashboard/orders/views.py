"""Oscar's order pages for staff, without what would pass an order's stock, history or payments by."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from oscar.apps.dashboard.orders import views

from oscar_forks.dashboard.changing import ChangingTakes
from oscar_forks.dashboard.exports import as_text
from shop.refusals import Refusal

CHANGE = "order.change_order"


class OrderListView(ChangingTakes, views.OrderListView):
    right = CHANGE
    harmless_actions = ("download_selected_orders",)

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

    def change_order_status(self, request: HttpRequest, order) -> HttpResponse:
        try:
            return super().change_order_status(request, order)
        except Refusal as refused:
            return self.reload_page(error=str(refused))

    def delete_note(self, request: HttpRequest, order) -> HttpResponse:
        if not request.POST.get("note_id", "").isdecimal():
            return self.reload_page(error="This note can't be deleted.")
        return super().delete_note(request, order)


class ShippingAddressUpdateView(ChangingTakes, views.ShippingAddressUpdateView):
    right = CHANGE

from django.http import HttpRequest, HttpResponse
from oscar.apps.dashboard.ranges import views

from oscar_forks.dashboard.ticked import TickedRows, row_numbers


class RangeProductListView(TickedRows, views.RangeProductListView):
    def remove_excluded_products(self, request: HttpRequest) -> HttpResponse:
        sent = request.POST.copy()
        sent.setlist("selected_product", [str(number) for number in row_numbers(request, "selected_product")])
        request.POST = sent  # type: ignore[assignment]
        return super().remove_excluded_products(request)

"""What is placed, once more and surely: for who placed it here, who is signed in as its buyer, or who may see it."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from shop.ordering.seeing import seen_in, together_with, whole
from shop.ordering.showing import Shown


@method_decorator(never_cache, name="dispatch")
class ThanksView(TemplateView):
    template_name = "ordering/thanks.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All that went under one payment stands together."""
        request: HttpRequest = self.request
        number = self.kwargs["number"]
        order = get_object_or_404(seen_in(request), number=number)
        now = timezone.now()
        orders = [Shown(each, now) for each in whole(together_with(order))]
        first = next(each for each in orders if each.number == number)
        return super().get_context_data(
            orders=orders,
            first=first,
            waits=any(each.waits for each in orders),
            ended=all(not each.is_kept for each in orders),
            alike=len(orders) > 1 and len({each.in_common for each in orders}) == 1,
            total=sum(each.total for each in orders),
            as_guest=not request.user.is_authenticated and order.user_id is None,
            **kwargs,
        )

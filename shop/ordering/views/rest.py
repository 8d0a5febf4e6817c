"""What is still to be paid of an order, for whoever holds the link: the amount, and nothing of what was ordered."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from oscar.core.loading import get_model

from shop.ordering.actions.collecting import due_of, open_rest, rest_payments
from shop.ordering.actions.confirming import follow
from shop.ordering.keys import is_for_paying, rest_page
from shop.ordering.views.following import kept_out_of_sight
from shop.payments import queries as payments
from shop.payments.actions.opening import start
from shop.payments.actions.settling import call_off, settle
from shop.payments.domain import OPEN, NoSuchWay
from shop.payments.gateways.interface import Wish
from shop.payments.leaving import may_lead_to_payment
from shop.payments.owed import ON_ACCOUNT
from shop.refusals import Refusal


@method_decorator(never_cache, name="dispatch")
class RestView(View):
    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        number = kwargs["number"]
        if not is_for_paying(number, kwargs["signature"]):
            raise Http404
        self.order = get_model("order", "Order").objects.filter(number=number).first()
        if self.order is None:
            raise Http404
        response: Any = super().dispatch(request, *args, **kwargs)
        return may_lead_to_payment(kept_out_of_sight(response, has_forms=True))

    def get(self, request: HttpRequest, **about: str) -> HttpResponse:
        """Here the payer comes back to, so it is asked what became of it."""
        now = timezone.now()
        for payment in rest_payments(self.order).filter(state__in=OPEN):
            follow(settle(payment=payment, now=now), now=now)
        last = rest_payments(self.order).last()
        due = due_of(self.order)
        ways = [way for way in payments.choices(Wish(due, self.order.currency)) if way.code != ON_ACCOUNT]
        words = {"order": self.order, "due": due, "last": last, "ways": ways}
        return render(request, "ordering/rest.html", words)

    def post(self, request: HttpRequest, **about: str) -> HttpResponse:
        now = timezone.now()
        way = request.POST.get("pays_by", "")[:20]
        for begun in rest_payments(self.order).filter(state__in=OPEN).exclude(gateway=way):
            follow(call_off(payment=begun, now=now), now=now)
        try:
            if way == ON_ACCOUNT:
                raise NoSuchWay
            payment = open_rest(order=self.order, by_way_of=way, now=now)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)
        started = start(payment=payment, return_url=rest_page(self.order.number), now=now)
        follow(started.settled, now=now)
        if started.unheard:
            messages.error(request, "The provider doesn't answer just now. Nothing was taken: try a little later.")
        return redirect(started.page or request.path)

"""What was approved, and is still to be paid: for whoever holds the link, and nothing of what was ordered."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from shop.ordering import domain, waiting
from shop.ordering.actions.paying_approved import open_approved
from shop.ordering.keys import is_for_approved
from shop.ordering.models import Approval
from shop.ordering.shown_approval import until_words
from shop.ordering.views.approvals import total_of
from shop.ordering.views.following import kept_out_of_sight
from shop.ordering.views.paying import go_and_pay
from shop.payments import queries as payments
from shop.payments.gateways.interface import Wish
from shop.payments.leaving import may_lead_to_payment
from shop.payments.models import Payment
from shop.payments.owed import ON_ACCOUNT
from shop.refusals import Refusal


@method_decorator(never_cache, name="dispatch")
class ApprovedView(View):
    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not is_for_approved(kwargs["pk"], kwargs["signature"]):
            raise Http404
        rows = Approval.objects.filter(pay_until__isnull=False).select_related("account")
        self.approval = get_object_or_404(rows, pk=kwargs["pk"])
        self.orders = list(waiting.standing_orders(self.approval).select_related("round__cafe", "account__cafe"))
        response: Any = super().dispatch(request, *args, **kwargs)
        return may_lead_to_payment(kept_out_of_sight(response, has_forms=True))

    @property
    def begun(self) -> QuerySet[Payment]:
        return Payment.objects.filter(checkout=self.approval.checkout).order_by("pk")

    def get(self, request: HttpRequest, **about: Any) -> HttpResponse:
        last = self.begun.last()
        if last is not None:
            return redirect("checkout:payment", last.token)
        due = [order for order in self.orders if order.status == domain.PENDING]
        total, now = total_of(due), timezone.now()
        is_over = not due or (self.approval.pay_until is not None and now >= self.approval.pay_until)
        ways = [] if is_over else self.ways(total, due[0].currency)
        until = until_words(self.approval.pay_until, self.orders[0]) if self.approval.pay_until else ""
        words = {"orders": due, "due": total, "ways": ways, "is_over": is_over, "until": until, "wanted": self.wanted}
        return render(request, "ordering/approvals/pay.html", words)

    @property
    def wanted(self) -> str:
        return self.approval.pays_by

    def ways(self, total: Any, currency: str) -> list[payments.Choice]:
        """As it was asked for comes first."""
        found = [way for way in payments.choices(Wish(total, currency)) if way.code != ON_ACCOUNT and not way.why_not]
        return sorted(found, key=lambda way: way.code != self.wanted)

    def post(self, request: HttpRequest, **about: Any) -> HttpResponse:
        """What was begun already goes on at its own page."""
        last = self.begun.last()
        if last is not None:
            return redirect("checkout:payment", last.token)
        way = request.POST.get("pays_by", "")[:20]
        try:
            payment = open_approved(approval=self.approval, by_way_of=way, now=timezone.now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)
        return go_and_pay(request, payment)

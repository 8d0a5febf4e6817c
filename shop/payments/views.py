from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from shop.payments.actions.events import Unreadable, record_event
from shop.payments.actions.settling import Settled
from shop.payments.signatures import NotSigned

LONGEST_EVENT = 16 * 1024


@method_decorator(csrf_exempt, name="dispatch")
class BankEvents(View):
    """Where the bank tells us that something happened. `then`: what the caller above does with what changed."""

    http_method_names = ["post"]
    then: Callable[[Settled], Any] | None = None

    def post(self, request: HttpRequest) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_EVENT:
            return HttpResponse(status=413)
        try:
            settled = record_event(
                body=request.body, signature=request.headers.get("Bank-Signature", ""), now=timezone.now()
            )
        except (NotSigned, Unreadable):
            return HttpResponse(status=400)
        if settled and self.then:
            self.then(settled)
        return HttpResponse(status=204)

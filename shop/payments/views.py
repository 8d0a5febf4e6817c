from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from shop.payments.actions.card_events import record_card_event
from shop.payments.actions.disputing import Noticed
from shop.payments.actions.events import Unreadable, record_event
from shop.payments.actions.settling import Settled
from shop.payments.signatures import NotSigned


@method_decorator(csrf_exempt, name="dispatch")
class ProviderEvents(View):
    """Where a provider tells us that something happened. `then`: what the caller above does with what changed."""

    http_method_names = ["post"]
    then: Callable[[Settled | Noticed], Any] | None = None
    header: str
    longest: int

    def record(self, **event: Any) -> Settled | Noticed | None:
        raise NotImplementedError

    def post(self, request: HttpRequest) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > self.longest:
            return HttpResponse(status=413)
        try:
            signature = request.headers.get(self.header, "")
            heard = self.record(body=request.body, signature=signature, now=timezone.now())
        except (NotSigned, Unreadable):
            return HttpResponse(status=400)
        if heard and self.then:
            self.then(heard)
        return HttpResponse(status=204)


class BankEvents(ProviderEvents):
    header = "Bank-Signature"
    longest = 16 * 1024

    def record(self, **event: Any) -> Settled | None:
        return record_event(**event)


class StripeEvents(ProviderEvents):
    header = "Stripe-Signature"
    longest = 128 * 1024

    def record(self, **event: Any) -> Settled | Noticed | None:
        return record_card_event(**event)

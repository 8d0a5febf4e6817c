"""Around a payment: to the bank, back from it, and what there is to do when nothing came of it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRedirect

from shop.ordering import domain, remembering
from shop.ordering.actions.confirming import follow, orders_of
from shop.ordering.actions.giving_up import give_up
from shop.ordering.actions.retrying import kept_by_link, pay_again
from shop.ordering.seeing import seen_in
from shop.ordering.waiting import pay_until
from shop.payments import queries as payments
from shop.payments.actions.keeping import customer_of
from shop.payments.actions.opening import CARD, start
from shop.payments.actions.settling import call_off, settle
from shop.payments.leaving import may_lead_to_payment
from shop.payments.models import Payment
from shop.refusals import Refusal

NOT_HEARD = "{} doesn't answer just now. Nothing was taken as far as we know, and we go on asking."
NOT_YOURS = "Choose another way in the browser that you ordered in, or sign in first. Nothing was changed."
NOT_YOURS_TO_END = "Who ordered it gives it up: in the browser it was ordered in, or signed in. Nothing was changed."
WRONG = "{} says that it took another amount than we asked for. We look at it before anything else is done."
BACK = "Your order is cancelled, and its goods are in your basket again. Nothing was taken."


def go_and_pay(request: HttpRequest, payment: Payment) -> HttpResponse:
    """To the provider's page; or on, where there is nowhere to go."""
    now = timezone.now()
    if payment.customer and payment.is_open and first_seen(request, payment) is None:
        settled = called_off(payment)  # its page at the provider offers somebody else's cards
        if settled.is_settled:
            return onward(request, settled)
        payment = pay_again(payment=settled, by_way_of=settled.gateway, now=now)
    back = settings.SITE_URL + reverse("checkout:payment", args=[payment.token])
    started = start(payment=payment, return_url=back, customer=kept_customer(request, payment), now=now)
    follow(started.settled, now=now)
    if started.page:
        return redirect(started.page)
    return onward(request, started.payment)


def kept_customer(request: HttpRequest, payment: Payment) -> str:
    """Whoever holds the payment's address alone is offered nobody's card."""
    if payment.gateway != CARD or first_seen(request, payment) is None:
        return ""
    return customer_of(user=request.user, account=payment.account)


def where_to_pay(request: HttpRequest, numbers: Sequence[str], number: str) -> HttpResponse:
    """To an order that this visitor has placed: on with its payment, if that is open."""
    remembering.forget(request)
    remembering.note_placed(request, numbers)
    payment = Payment.objects.filter(shares__order__number=number).order_by("pk").last()
    if payment is None or payment.is_settled:
        return redirect("checkout:thanks", number)
    if payment.is_open and request.method == "POST":
        return go_and_pay(request, payment)
    return redirect("checkout:payment", payment.token)


def onward(request: HttpRequest, payment: Payment) -> HttpResponse:
    """To the thanks for what is settled, for who may see its orders. Whoever else holds the payment's address may have
    found it lying somewhere: its page tells them nothing of whose it is."""
    number = first_seen(request, payment) if payment.is_settled else None
    return redirect("checkout:thanks", number) if number else redirect("checkout:payment", payment.token)


def first_seen(request: HttpRequest, payment: Payment) -> str | None:
    theirs = seen_in(request).filter(pk__in=orders_of(payment).values("pk")).order_by("pk")
    return theirs.values_list("number", flat=True).first()


@method_decorator(never_cache, name="dispatch")
class OfAPayment(View):
    """By its address alone, which nobody can guess. It opens the payment, and never what was ordered."""

    payment: Payment

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = payments.payment_by_token(kwargs["token"])
        if found is None:
            raise Http404
        self.payment = found
        self.orders = list(orders_of(found).select_related("round", "taken"))
        try:
            response = super().dispatch(request, *args, **kwargs)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            response = self.here()
        response["Referrer-Policy"] = "same-origin"
        return may_lead_to_payment(response)

    @property
    def is_theirs(self) -> bool:
        return first_seen(self.request, self.payment) is not None

    def here(self) -> HttpResponse:
        return redirect("checkout:payment", self.payment.token)


class PayingView(OfAPayment):
    """Where a provider sends its customers back to. What the address says beside the token counts for nothing."""

    http_method_names = ["get", "head"]

    def get(self, request: Any, token: str) -> HttpResponse:
        now = timezone.now()
        later = self.later()
        if later is not None:
            return self.leading(redirect("checkout:payment", later.token))
        settled = settle(payment=self.payment, now=now)
        follow(settled, now=now)
        payment = settled.payment
        if payment.is_settled and first_seen(request, payment):
            return self.leading(onward(request, payment))
        if payment.is_settled or settled.wrong is not None:
            return self.noticed(payment, is_wrong=settled.wrong is not None)
        template = "ordering/payment_state.html" if request.htmx else "ordering/payment.html"
        return render(request, template, self.context(payment))

    def later(self) -> Payment | None:
        """It was tried again since: that one counts."""
        return Payment.objects.filter(checkout=self.payment.checkout, pk__gt=self.payment.pk).order_by("pk").last()

    def leading(self, answer: Any) -> HttpResponse:
        request: Any = self.request
        return HttpResponseClientRedirect(answer.url) if request.htmx else answer

    def noticed(self, payment: Payment, *, is_wrong: bool) -> HttpResponse:
        request: Any = self.request
        if request.htmx:
            return HttpResponseClientRedirect(request.path)
        return render(
            request,
            "ordering/payment_notice.html",
            {"payment": payment, "wrong": is_wrong, "provider": payments.provider_of(payment)},
        )

    def context(self, payment: Payment) -> dict[str, Any]:
        wish = payments.Wish(payment.amount, payment.currency, payment.account)
        choices = payments.choices(wish) if self.is_theirs else []
        placed = min(order.date_placed for order in self.orders)
        minutes = timedelta(minutes=settings.PAYMENT_MINUTES)
        return {
            "payment": payment,
            "provider": payments.provider_of(payment),
            "orders": self.orders,
            "is_theirs": self.is_theirs,
            "waits": any(order.status == domain.PENDING for order in self.orders),
            "kept_until": pay_until(self.orders)
            or kept_by_link(self.orders)
            or (payment.expires_at if payment.is_open else placed + minutes),
            "other_ways": [way for way in choices if way.code != payment.gateway],
        }


class PayView(OfAPayment):
    """On to the provider with the same payment, or with a new one where that came to nothing."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        payment = self.payment
        if payment.is_open and any(order.status != domain.PENDING for order in self.orders):
            payment = called_off(payment)  # it asks for more than still waits
        if not payment.is_open and not payment.is_settled:
            payment = pay_again(payment=payment, by_way_of=payment.gateway, now=timezone.now())
        return go_and_pay(request, payment)


class AnotherWayView(OfAPayment):
    """It may go on a company's account, so the address alone is not enough."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        if not self.is_theirs:
            messages.error(request, NOT_YOURS)
            return self.here()
        settled = called_off(self.payment)
        if settled.is_settled:
            return onward(request, settled)
        way = request.POST.get("pays_by", "")[:20]
        return go_and_pay(request, pay_again(payment=settled, by_way_of=way, now=timezone.now()))


class GiveUpView(OfAPayment):
    http_method_names = ["post"]

    def post(self, request: Any, token: str) -> HttpResponse:
        if not self.is_theirs:
            messages.error(request, NOT_YOURS_TO_END)
            return self.here()
        settled = called_off(self.payment)
        if settled.is_settled:
            return onward(request, settled)
        by = request.user if request.user.is_authenticated else None
        merged = give_up(payment=settled, basket=request.basket, by=by)
        if merged is not None:
            messages.success(request, BACK)
        return redirect("basket:summary")


def called_off(payment: Payment) -> Payment:
    """Nobody can pay it after this; it may turn out that somebody has."""
    now = timezone.now()
    settled = call_off(payment=payment, now=now)
    follow(settled, now=now)
    if settled.wrong is not None:
        raise TookAnotherAmount(named(payment))
    if settled.payment.is_open:
        raise NotCalledOff(named(payment))
    return settled.payment


def named(payment: Payment) -> str:
    provider = payments.provider_of(payment)
    return provider[:1].upper() + provider[1:]


class NotCalledOff(Refusal):
    def __init__(self, provider: str) -> None:
        super().__init__(provider)
        self.provider = provider

    def __str__(self) -> str:
        return NOT_HEARD.format(self.provider)


class TookAnotherAmount(NotCalledOff):
    def __str__(self) -> str:
        return WRONG.format(self.provider)

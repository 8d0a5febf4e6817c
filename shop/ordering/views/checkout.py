"""The checkout: one page, that validates in place where htmx asks, and does everything by being posted whole."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRedirect
from oscar.core.loading import get_class, get_model

from shop.ordering import domain, remembering
from shop.ordering.actions.asking import ask
from shop.ordering.actions.placing import Placed, place
from shop.ordering.composing import Composed, Wanted, compose
from shop.ordering.drafts import Checkout
from shop.ordering.forms import CheckoutForm
from shop.ordering.models import Approval
from shop.ordering.plans import Fault
from shop.ordering.quoting import Quote, differences
from shop.ordering.views.paying import go_and_pay, where_to_pay
from shop.ordering.visiting import Asks, Visitor
from shop.payments.leaving import may_lead_to_payment
from shop.refusals import Refusal
from shop.trade import domain as trade
from shop.trade.current import refuse_pages_of_another

SALT = "checkout"
JUST_NOW = timedelta(hours=1)
STOPPED = "Something in your basket has to be settled before you can order. What you typed at the checkout is kept."
TOO_MANY = "Many orders were placed from your address within the hour. Everything is still here: try a little later."
NOTHING_THERE = "Your basket is empty, so there is nothing to order."
SIGNED_OUT = "You are not signed in any more, so nothing was ordered. Sign in, and your basket is there again."
SIGNED_IN = "You have signed in since, so this is an order of {} now. Nothing was ordered yet: look it over once more."
ROLE = "Your role in this account doesn't include ordering. Ask a buyer or an owner of it; your basket is kept."


@dataclass
class Page:
    """A checkout as it was asked for: who, what was typed, and what comes of it."""

    request: Any
    visitor: Visitor
    typed: dict[str, str]
    is_sent: bool
    now: datetime = field(default_factory=timezone.now)

    @cached_property
    def place(self) -> str:
        return self.visitor.place(self.typed)

    @cached_property
    def form(self) -> CheckoutForm:
        visitor = self.visitor
        data, initial = (self.typed, None) if self.is_sent else (None, visitor.known | self.typed)
        return CheckoutForm(data, asks=visitor.asks, place=self.place, requires_po=visitor.requires_po, initial=initial)

    @cached_property
    def postcode(self) -> tuple[str | None, str]:
        """And what is wrong with it."""
        try:
            return self.visitor.postcode(self.place, self.form), ""
        except ValidationError as error:
            return "", " ".join(error.messages)

    @cached_property
    def composed(self) -> Composed:
        wanted = Wanted.of(self.typed, postcode=self.postcode[0])
        return compose(basket=self.request.basket, wanted=wanted, account=self.visitor.account, now=self.now)

    @cached_property
    def asks(self) -> Asks | None:
        """Whom it waits for, where it is above the buyer's limit."""
        return self.visitor.asks_for(self.composed.sums.total, self.composed.currency)

    @property
    def is_above_limit(self) -> bool:
        return self.asks is not None

    @property
    def is_misunderstood(self) -> bool:
        """What was pressed is not what would happen: the sum has crossed the limit since."""
        return (self.typed.get("asked") == "approval") != self.is_above_limit

    @property
    def typed_faults(self) -> list[Fault]:
        return [Fault(self.form[name].auto_id, " ".join(map(str, errors))) for name, errors in self.form.errors.items()]

    @property
    def faults(self) -> list[Fault]:
        """In the page's order."""
        return [*self.typed_faults, *self.composed.faults]

    @property
    def word(self) -> str:
        return str(self.form.cleaned_data.get("word", ""))

    def checkout(self) -> Checkout:
        form, composed = self.form, self.composed
        address = self.visitor.address(self.place, form)
        return Checkout(
            basket=self.request.basket,
            drafts=tuple(plan.draft(address) for plan in composed.plans),
            buyer=self.visitor.buyer(form),
            pays_by=composed.way.code if composed.way else "bank",
            note=form.cleaned_data["note"],
            po_number=form.cleaned_data.get("po_number", ""),
        )

    def context(self, **more: Any) -> dict[str, Any]:
        return {
            "page_of": self,
            "visitor": self.visitor,
            "member": self.visitor.member,
            "form": self.form,
            "place": self.place,
            "addresses": self.form.address,
            "composed": self.composed,
            "money": self.composed.currency,
            "postcode": self.postcode[0],
            "signed": signing.dumps(self.composed.quote.packed(), salt=SALT, compress=True),
            **more,
        }


@method_decorator(never_cache, name="dispatch")
class CheckoutView(View):
    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.typed = remembering.typed_of(request.POST)
        self.was_quoted = read(self.typed.get("quote", ""))
        visitor = Visitor.of(request)
        if request.method == "POST":
            remembering.keep(request, self.typed)
            if answer := self.of_another_time(request, visitor):
                return answer
        else:
            self.typed = remembering.kept(request, visitor.member.account_id if visitor.member else None)
        if answer := self.not_open(request, visitor):
            return answer
        self.page = Page(request, visitor, self.typed, is_sent=request.method == "POST")
        return may_lead_to_payment(super().dispatch(request, *args, **kwargs))

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "ordering/checkout.html", self.page.context())

    def post(self, request: Any) -> HttpResponse:
        if request.htmx:
            return render(request, "ordering/checkout_changed.html", self.page.context(said=said(self.page)))
        asked = self.typed.get("asked")
        if asked == "sign-in":
            return redirect(f"{reverse('account_login')}?next={reverse('checkout:index')}")
        if asked not in ("place", "approval"):
            return redirect(f"{reverse('checkout:index')}#when")
        return self.place_it(request)

    def place_it(self, request: Any) -> HttpResponse:
        page = self.page
        changes = differences(self.was_quoted, page.composed.quote) if self.was_quoted else []
        stuck = page.asks is not None and not page.asks.names
        if page.faults or changes or self.was_quoted is None or page.is_misunderstood or stuck:
            return self.again(request, faults=page.faults, changes=changes)
        if page.visitor.user is None and not ratelimit.consume(request, action="placing"):
            return self.again(request, faults=[Fault("", TOO_MANY)], status=429)
        try:
            if page.is_above_limit:
                return self.asked(request, ask(checkout=page.checkout(), word=page.word, now=page.now))
            placed = place(checkout=page.checkout(), now=page.now)
        except domain.AlreadyOrdered as already:
            return where_to_pay(request, self.orders_of_this_basket(request), already.number)
        except Refusal as refusal:
            messages.error(request, f"Nothing was ordered. {refusal}")
            return redirect("checkout:index")
        return self.placed(request, placed)

    def placed(self, request: HttpRequest, placed: Placed) -> HttpResponse:
        remembering.forget(request)
        remembering.note_placed(request, [order.number for order in placed.orders])
        if placed.payment.is_settled:
            return redirect("checkout:thanks", placed.orders[0].number)
        return go_and_pay(request, placed.payment)

    def asked(self, request: HttpRequest, approval: Approval) -> HttpResponse:
        """Nothing is to be paid yet."""
        numbers = [part.order.number for part in approval.parts.select_related("order").order_by("pk")]
        remembering.forget(request)
        remembering.note_placed(request, numbers)
        return redirect("checkout:thanks", numbers[0])

    def again(self, request: HttpRequest, *, status: int = 422, **why: Any) -> HttpResponse:
        return render(request, "ordering/checkout.html", self.page.context(is_refused=True, **why), status=status)

    def of_another_time(self, request: Any, visitor: Visitor) -> HttpResponse | None:
        """Sent by a page that is no longer true: its basket has been ordered, its sign-in is over, its account is
        another one now."""
        basket = self.was_quoted.basket if self.was_quoted else None
        if basket and basket != request.basket.pk:
            numbers = self.numbers_of(request, basket)
            if numbers:
                return self.leading(request, where_to_pay(request, numbers, numbers[0]))
        meant = self.typed.get("acts_for", "")
        if meant and request.user.is_anonymous:
            return self.told(request, SIGNED_OUT, f"{reverse('account_login')}?next={reverse('checkout:index')}")
        if meant and visitor.member is None:
            return self.told(request, str(domain.AccountIsClosed()))
        if visitor.member and self.was_quoted and not meant:
            return self.told(request, SIGNED_IN.format(visitor.member.account.name))
        try:
            if visitor.member:
                refuse_pages_of_another(request, visitor.member)
        except trade.OtherAccountNow as refusal:
            return self.told(request, str(refusal))
        return None

    def not_open(self, request: Any, visitor: Visitor) -> HttpResponse | None:
        basket = request.basket
        if basket.is_empty:
            if number := self.just_placed(request):
                return self.leading(request, where_to_pay(request, [number], number))
            return self.told(request, NOTHING_THERE, reverse("basket:summary"))
        if not visitor.may_order:
            words = {"member": visitor.member, "words": ROLE}
            return render(request, "trade/not_your_role.html", words, status=403)
        currencies = {line.price_currency for line in basket.all_lines()}
        if len(currencies) > 1:
            return self.told(request, str(domain.SeveralCurrencies(*sorted(currencies))), reverse("basket:summary"))
        if any(self.stops(matter) for matter in get_class("basket.mending", "matters")(basket.all_lines()).values()):
            return self.told(request, STOPPED, reverse("basket:summary"))
        return None

    def stops(self, matter: Any) -> bool:
        """A new price is told and asked about here, if the page that was sent had another."""
        is_price = any(way.quantity is None for way in matter.ways)
        return matter.stops and not (is_price and self.was_quoted)

    def told(self, request: Any, words: str, address: str = "") -> HttpResponse:
        messages.error(request, words)
        return self.leading(request, redirect(address or "checkout:index"))

    def leading(self, request: Any, answer: Any) -> HttpResponse:
        return HttpResponseClientRedirect(answer.url) if request.htmx else answer

    def orders_of_this_basket(self, request: Any) -> list[str]:
        """Its owner is who asks."""
        orders = get_model("order", "Order").objects.filter(basket=request.basket.pk).order_by("pk")
        return list(orders.values_list("number", flat=True))

    def just_placed(self, request: Any) -> str | None:
        """One who goes back after placing it finds the order, not an empty basket."""
        numbers = request.session.get(remembering.PLACED) or []
        recent = get_model("order", "Order").objects.filter(
            number__in=numbers[-1:], date_placed__gte=timezone.now() - JUST_NOW
        )
        return recent.exclude(status__in=domain.GIVES_STOCK_BACK).values_list("number", flat=True).first()

    def numbers_of(self, request: Any, basket: int) -> list[str]:
        """What became of the basket of a page that one has gone back to, for who placed it."""
        orders = get_model("order", "Order").objects.filter(basket=basket).order_by("pk")
        user = request.user.pk if request.user.is_authenticated else None
        return [
            number
            for number, owner in orders.values_list("number", "user")
            if remembering.was_placed_here(request, number) or (user and owner == user)
        ]


def read(signed: str) -> Quote | None:
    """Signed by us, and yet from a time when quotes were packed otherwise, is as good as none."""
    try:
        return Quote.unpacked(signing.loads(signed, salt=SALT)) if signed else None
    except (signing.BadSignature, ValueError, TypeError, ArithmeticError):
        return None


def said(page: Page) -> str:
    """For who doesn't see what has changed."""
    days = [
        f"{plan.cafe.name}: {plan.day.words}{f', {plan.slot}' if plan.slot else ''}"
        if plan.day
        else f"{plan.cafe.name}: {plan.why_none}"
        for plan in page.composed.plans
    ]
    return f"{'. '.join(days)}. Total {trade.money(page.composed.sums.total, page.composed.currency)}."

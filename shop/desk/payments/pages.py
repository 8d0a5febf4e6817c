"""Under /dashboard/payments/. What is not yours is not found."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shop import exports
from shop.desk.payments import doing, seeing, troubles
from shop.desk.payments.forms import FilterForm, ReasonForm, RefundForm, SeenForm
from shop.desk.payments.showing import Shown, shown
from shop.desk.payments.telling import story
from shop.money import NOTHING
from shop.ordering.actions.collecting import due_of
from shop.paging import paged
from shop.payments.actions.refunding import left_of
from shop.payments.models import Payment, Share
from shop.payments.owed import ON_ACCOUNT
from shop.refusals import Refusal

AT_ONCE = 200
COLUMNS = (
    "Begun",
    "Orders",
    "Customer",
    "E-mail",
    "Paid",
    "Amount",
    "Currency",
    "State",
    "Kept of its orders",
    "Transaction",
    "Settled",
    "What is the matter",
)
View = Callable[..., HttpResponseBase]


def for_staff(view: View) -> View:
    @login_required
    @wraps(view)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if not seeing.may_look(request.user):
            raise PermissionDenied
        return view(request, **kwargs)

    return never_cache(checked)


def of_payment(may: Callable[[Any], bool] = seeing.may_look) -> Callable[[View], View]:
    """Hands the view a payment that this person sees."""

    def of(view: View) -> View:
        @for_staff
        @wraps(view)
        def found(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
            payment = get_object_or_404(seeing.payments_of(request.user), pk=pk)
            if not may(request.user):
                raise PermissionDenied
            return view(request, payment, **kwargs)

        return found

    return of


@require_safe
@for_staff
def payments(request: HttpRequest) -> HttpResponseBase:
    user: Any = request.user
    now, shares = timezone.now(), seeing.shares_of(user)
    form = FilterForm(request.GET, cafes=seeing.cafes_of(user), accounts=seeing.accounts_of(user))
    listed = seeing.found(
        seeing.payments_of(user), shares=shares, whole=user.is_staff, wanted=form.wanted, now=now
    ).order_by("-created_at", "-pk")
    keys = listed.values_list("pk", flat=True)
    if kind := exports.asked_for(request):
        return exports.answer(
            name=f"payments {timezone.localdate()}", columns=COLUMNS, rows=rows(user, keys), kind=kind
        )
    context = paged(request, keys)
    on_page = seeing.as_shown(list(context["page_obj"].object_list), shares=shares, now=now)
    context |= {
        "form": form,
        "wanted": form.wanted,
        "rows": shown(on_page, whole=user.is_staff, now=now),
        "in_need": count_in_need(user, form.wanted, context["paginator"].count, now),
        "some": troubles.SOMEBODY,
    }
    return render(request, "desk/payments/list.html", context)


def count_in_need(user: Any, wanted: dict[str, Any], listed: int, now: datetime) -> int:
    """Those that are listed, where nothing else is asked for."""
    return listed if wanted == {"trouble": troubles.SOMEBODY} else seeing.in_need(user, now).count()


def rows(user: Any, keys: Any) -> Iterator[tuple[Any, ...]]:
    now, shares, every = timezone.now(), seeing.shares_of(user), list(keys)
    for start in range(0, len(every), AT_ONCE):
        some = seeing.as_shown(every[start : start + AT_ONCE], shares=shares, now=now)
        for each in shown(some, whole=user.is_staff, now=now):
            payment = each.payment
            yield (
                payment.created_at,
                ", ".join(order.number for order in each.orders),
                each.buyer,
                each.email,
                payment.gateway,
                each.amount,
                payment.currency,
                payment.get_state_display(),
                each.kept,
                payment.number,
                payment.settled_at,
                " ".join(trouble.words for trouble in each.troubles),
            )


@require_safe
@of_payment()
def payment(request: HttpRequest, payment: Payment) -> HttpResponse:
    return page(request, payment)


def page(request: HttpRequest, payment: Payment) -> HttpResponse:
    user: Any = request.user
    now = timezone.now()
    [row] = seeing.as_shown([payment.pk], shares=seeing.shares_of(user), now=now)
    [each] = shown([row], whole=user.is_staff, now=now)
    may_handle, may_refund = seeing.may_handle(user), seeing.may_refund(user)
    context = {
        "shown": each,
        "payment": row,
        "parts": [Part(share, each, may_handle=may_handle, may_refund=may_refund) for share in each.shares],
        "story": story(each),
        "attempts": attempts(user, row),
        "may_handle": may_handle,
        "may_let_go": may_handle and may_refund and row.is_promised,
        "may_ask": may_handle and row.gateway != ON_ACCOUNT,
        "may_take": may_handle and row.is_promised,
    }
    return render(request, "desk/payments/payment.html", context)


def attempts(user: Any, payment: Payment) -> list[Payment]:
    """All that were begun for the same checkout, and for its orders since."""
    orders = seeing.shares_of(user).filter(payment=payment).values("order")
    same = seeing.payments_of(user).filter(shares__order__in=orders).distinct()
    found = list(same.order_by("created_at", "pk")[:AT_ONCE])
    return found if len(found) > 1 else []


class Part:
    """What one order has in a payment, and what can be done about it."""

    def __init__(self, share: Any, each: Shown, *, may_handle: bool, may_refund: bool) -> None:
        self.share, self.order = share, share.order
        self.money = each.moneys[share.order_id]
        self.left = can_go_back(each.payment, share)
        self.due = due_of(share.order)
        self.may_be_paid_back = may_refund and self.left > NOTHING
        self.may_be_asked_for = may_handle and self.due > NOTHING


def can_go_back(payment: Payment, share: Share) -> Decimal:
    """The way it came: what is on account came by none."""
    return left_of(share) if payment.is_paid and payment.gateway != ON_ACCOUNT else NOTHING


def button(view: Callable[..., str]) -> View:
    """For what is done by a button alone: the answer is a message on the payment's page."""

    @require_POST
    @of_payment(seeing.may_handle)
    @wraps(view)
    def pressed(request: HttpRequest, payment: Payment, **kwargs: Any) -> HttpResponse:
        try:
            messages.success(request, view(request, payment, **kwargs))
        except Refusal as refused:
            messages.error(request, str(refused))
        return redirect("dashboard:payment", pk=payment.pk)

    return pressed


@button
def ask(request: HttpRequest, payment: Payment) -> str:
    return doing.ask_again(payment=payment, by=request.user, now=timezone.now())


@button
def take(request: HttpRequest, payment: Payment) -> str:
    return doing.take_again(payment=payment, by=request.user, now=timezone.now())


@button
def link(request: HttpRequest, payment: Payment, share: int) -> str:
    found = get_object_or_404(_shares(request, payment), pk=share)
    return doing.send_link(share=found, by=request.user, now=timezone.now())


@button
def seen(request: HttpRequest, payment: Payment, trouble: str) -> str:
    form = SeenForm(request.POST)
    if trouble not in troubles.TROUBLES or not form.is_valid():
        raise Http404
    word = form.cleaned_data["word"]
    doing.mark_seen(payment=payment, trouble=trouble, words=word, by=request.user, now=timezone.now())
    return f"Noted: somebody has seen to “{troubles.TROUBLES[trouble].lower()}”."


def _shares(request: HttpRequest, payment: Payment) -> Any:
    return seeing.shares_of(request.user).filter(payment=payment).select_related("order", "payment")


def may_let_go(user: Any) -> bool:
    return seeing.may_handle(user) and seeing.may_refund(user)


@of_payment(may_let_go)
def let_go(request: HttpRequest, payment: Payment) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    return _form_page(
        request,
        payment,
        form,
        lambda: doing.let_go(payment=payment, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now()),
        title="Let the card go",
        button="Let the card go",
    )


@of_payment(seeing.may_refund)
def refund(request: HttpRequest, payment: Payment, share: int) -> HttpResponse:
    part: Share = get_object_or_404(_shares(request, payment), pk=share)
    most = can_go_back(payment, part)
    form = RefundForm(request.POST or None, most=most, currency=payment.currency)
    return _form_page(
        request,
        payment,
        form,
        lambda: doing.pay_back(share=part, by=request.user, now=timezone.now(), **form.cleaned_data),
        title=f"Pay back, order {part.order.number}",
        button="Pay back",
        part=part,
    )


def look_anew(form: Any) -> None:
    """At what can be paid back by now: that is what the page says next."""
    if "left" in form.fields:
        form.data = {**form.data.dict(), "left": str(form.most)}


def _form_page(
    request: HttpRequest,
    payment: Payment,
    form: Any,
    act: Callable[[], str],
    **about: Any,
) -> HttpResponse:
    """A refusal stands above the form, and what was typed stays in it."""
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, act())
            return redirect("dashboard:payment", pk=payment.pk)
        except Refusal as refused:
            form.add_error(None, str(refused))
            look_anew(form)
    return render(request, "desk/payments/form.html", {"payment": payment, "form": form, **about})

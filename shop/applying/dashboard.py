"""Staff read what has been sent, ask back and decide. Café staff read what falls to their café."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from shop import exports
from shop.applying import domain, queries
from shop.applying.actions import deciding
from shop.applying.models import Application
from shop.applying.staff_forms import ApproveForm, AskForm, DeclineForm, FilterForm, MoveForm
from shop.applying.summary import days, parts
from shop.cafes.queries import area_answer
from shop.paging import paged
from shop.refusals import Refusal
from shop.vat import NotAVatNumber, check_vat_number

COLUMNS = (
    "Reference",
    "State",
    "Business name",
    "Kind of business",
    "Name",
    "E-mail address",
    "Telephone",
    "Town",
    "Postcode",
    "VAT number",
    "Café",
    "Would order",
    "How much a week",
    "Wished days",
    "Sent",
    "Decided",
)


def for_staff(view):
    """Hands the view the applications that the person at the screen may see."""

    @login_required
    @wraps(view)
    def checked(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if not queries.may_look(request.user):
            raise PermissionDenied
        return view(request, queries.for_staff(request.user), *args, **kwargs)

    return checked


@for_staff
@require_safe
def application_list(request: HttpRequest, mine) -> HttpResponseBase:
    form = FilterForm(request.GET, of_all_cafes=request.user.is_staff)
    found = queries.in_turn(form.narrowed(mine))
    if kind := exports.asked_for(request):
        return exports.answer(name="applications", columns=COLUMNS, rows=map(_row, found), kind=kind)
    counts = queries.counts(mine)
    context = paged(request, found) | {
        "form": form,
        "counts": [(domain.STATUSES[status], status, n) for status, n in counts.items()],
        "total": sum(counts.values()),
        "wanted": form.cleaned_data.get("state", ""),
        "filtered": any(form.cleaned_data.values()),
    }
    return render(request, "applying/dashboard/list.html", context)


@for_staff
@require_safe
def application(request: HttpRequest, mine, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(mine, pk=pk))


def deciding_with(kind: type[forms.Form]):
    """Hands the view the application and what was typed. Two who decide at once: the second is told by the refusal."""

    def of(view: Callable[[HttpRequest, Application, Any], str]):
        @for_staff
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def asked(request: HttpRequest, mine, pk: int) -> HttpResponse:
            application = get_object_or_404(mine, pk=pk)
            if not queries.may_decide(request.user):
                raise PermissionDenied
            if request.method != "POST":
                return redirect("dashboard:application", pk=pk)
            form = kind(request.POST)
            if not form.is_valid():
                return _page(request, application, typed=form, status=422)
            try:
                messages.success(request, view(request, application, form))
            except Refusal as refusal:
                application = get_object_or_404(mine, pk=pk)
                return _page(request, application, typed=form, refusal=str(refusal), status=409)
            return redirect("dashboard:application", pk=pk)

        return asked

    return of


@deciding_with(AskForm)
def ask(request, application: Application, form: AskForm) -> str:
    deciding.ask(application=application, words=form.cleaned_data["words"], by=request.user, now=timezone.now())
    return f"Your question is on its way to {application.email}."


@deciding_with(ApproveForm)
def approve(request, application: Application, form: ApproveForm) -> str:
    account = deciding.approve(
        application=application,
        offer=form.offer(),
        by=request.user,
        now=timezone.now(),
        seen=request.POST.get("seen", ""),
    )
    return f"Approved. {account.name} has account {account.number}, and {application.email} the link to join it."


@deciding_with(DeclineForm)
def decline(request, application: Application, form: DeclineForm) -> str:
    deciding.decline(application=application, reason=form.cleaned_data["words"], by=request.user, now=timezone.now())
    return f"Declined. {application.email} is told your reason."


@deciding_with(MoveForm)
def move(request, application: Application, form: MoveForm) -> str:
    cafe = form.cleaned_data["cafe"]
    deciding.move(application=application, cafe=cafe, by=request.user, now=timezone.now())
    return f"{cafe} looks after this application now."


def _page(
    request: HttpRequest,
    application: Application,
    *,
    typed: forms.Form | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    may_decide = queries.may_decide(request.user) and domain.may_decide(application.status)
    context = {
        "application": application,
        "parts": parts(application),
        "area": area_answer(postcode=application.postcode, now=timezone.now(), with_hours=False),
        "vat": _vat(application),
        "alike": queries.alike(application, user=request.user),
        "events": application.events.select_related("by"),
        "refusal": refusal,
        "may_decide": may_decide,
        "forms": _forms(application, typed) if may_decide else {},
        "typed": typed.prefix if typed else "",
    }
    return render(request, "applying/dashboard/application.html", context, status=status)


def _forms(application: Application, typed: forms.Form | None) -> dict[str, forms.Form]:
    fresh: dict[str, forms.Form] = {
        "approve": ApproveForm(initial={"name": application.name, "cafe": application.cafe_id}),
        "ask": AskForm(),
        "decline": DeclineForm(),
        "move": MoveForm(initial={"cafe": application.cafe_id}),
    }
    if application.status == domain.ASKED:
        del fresh["ask"]
    return {**fresh, **({str(typed.prefix): typed} if typed and typed.prefix in fresh else {})}


def _vat(application: Application) -> tuple[bool, str] | None:
    """Whether it may be one, and why not."""
    if not application.vat_number:
        return None
    try:
        check_vat_number(application.vat_number, application.country_code)
    except NotAVatNumber as refusal:
        return False, str(refusal)
    return True, "The number is well formed. Whether it is theirs, only the tax office’s register can say."


def _row(application: Application) -> list[object]:
    return [
        application.reference,
        application.get_status_display(),
        application.name,
        application.kind,
        application.contact,
        application.email,
        application.phone,
        application.town,
        application.postcode,
        application.vat_number,
        application.cafe or "",
        application.wants,
        application.weekly,
        ", ".join(days(application.weekdays)),
        application.sent_at,
        application.decided_at,
    ]

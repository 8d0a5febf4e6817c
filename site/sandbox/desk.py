"""Behind the counter, for whoever tries the demo: money from nowhere, closed accounts, and answers that go wrong.

Everybody may look here, so nothing leads on to a payer's window: from there one gets back to the shop, as that payer.
"""

from collections.abc import Callable

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sandbox import money
from sandbox.events import in_the_background
from sandbox.forms import OutageForm, TopUpForm
from sandbox.models import Account, Debit, Event, Outage

A_PAGE = 25
LATEST = 20


@require_safe
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    return shown(request)


def shown(
    request: HttpRequest, *, outage: OutageForm | None = None, top_up: TopUpForm | None = None, account: int = 0
) -> HttpResponse:
    about = {
        "page": Paginator(Account.objects.all(), A_PAGE).get_page(request.GET.get("page")),
        "outages": Outage.objects.filter(left__gt=0),
        "debits": Debit.objects.select_related("payer", "payee")[:LATEST],
        "events": Event.objects.select_related("debit")[:LATEST],
        "outage_form": outage or OutageForm(),
        "top_up_form": top_up,
        "topped_up": account,
    }
    return render(request, "sandbox/desk.html", about, status=422 if outage or top_up else 200)


@require_POST
def pay_in(request: HttpRequest, pk: int) -> HttpResponse:
    account, form = get_object_or_404(Account, pk=pk), TopUpForm(request.POST)
    if not form.is_valid():
        return shown(request, top_up=form, account=pk)
    money.top_up(account=account, amount=form.cleaned_data["amount"], now=timezone.now())
    return redirect("sandbox:desk")


def changing(**fields: object) -> Callable[..., HttpResponse]:
    @require_POST
    def change(request: HttpRequest, pk: int) -> HttpResponse:
        get_object_or_404(Account, pk=pk)
        Account.objects.filter(pk=pk).update(**fields)
        return redirect("sandbox:desk")

    return change


close, reopen, unlock = changing(is_closed=True), changing(is_closed=False), changing(wrong_secrets=0)


@require_POST
def break_something(request: HttpRequest) -> HttpResponse:
    form = OutageForm(request.POST)
    if not form.is_valid():
        return shown(request, outage=form)
    fields = form.cleaned_data
    Outage.objects.update_or_create(
        kind=fields["kind"], defaults={"left": fields["left"], "seconds": fields["seconds"]}
    )
    return redirect("sandbox:desk")


@require_POST
def mend(request: HttpRequest) -> HttpResponse:
    Outage.objects.update(left=0)
    return redirect("sandbox:desk")


@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    in_the_background(get_object_or_404(Event.objects.select_related("debit"), pk=pk))
    return redirect("sandbox:desk")

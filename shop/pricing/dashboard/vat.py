"""The rates of VAT: looked at by staff, written by administrators, from a day to come on."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from shop.exports import answer, asked_for
from shop.postal import IN_A_SENTENCE
from shop.pricing import queries, vat
from shop.pricing.actions import vat as actions
from shop.pricing.dashboard import StaffRequest, for_staff, rights
from shop.pricing.forms.vat import ClassForm, RateForm
from shop.pricing.models import TaxRate
from shop.refusals import Refusal

NEWEST = 10
COLUMNS = ("Class", "Code", "Supplied from", "Per cent", "From")


@require_safe
@for_staff(queries.VIEW_VAT)
def rates(request: StaffRequest) -> HttpResponseBase:
    if kind := asked_for(request):
        rows = (
            (each.tax_class.name, each.tax_class_id, each.get_country_display(), each.percent, each.first_day)
            for each in TaxRate.objects.select_related("tax_class")
        )
        return answer(name="vat rates", columns=COLUMNS, rows=rows, kind=kind)
    table = vat.table(timezone.localdate())
    context = rights(request) | {
        "countries": IN_A_SENTENCE.values(),
        "table": table,
        "gaps": [cell for _, cells in table for cell in cells if cell.not_sold],
        "changes": list(queries.changes().filter(tax_class__isnull=False)[:NEWEST]),
    }
    return render(request, "pricing/vat.html", context)


@for_staff(queries.VIEW_VAT, queries.CHANGE_VAT)
def new_rate(request: StaffRequest) -> HttpResponse:
    today = timezone.localdate()
    like = {name: request.GET.get(name, "") for name in ("tax_class", "country")}
    form = RateForm(request.POST or None, initial=like, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            rate = actions.add_rate(by=request.user, now=timezone.now(), today=today, **form.cleaned_data)
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Saved: {rate.tax_class}, supplied from {rate.get_country_display()}.")
            return redirect("dashboard:vat")
    return _form(
        request,
        form,
        list(form),
        title="New VAT rate",
        button="Save the rate",
        means=[
            "Orders placed from that day on are taxed by it; those placed before keep their rate.",
            "Until the day it can be withdrawn. From then on it stays.",
        ],
    )


@for_staff(queries.VIEW_VAT, "pricing.delete_taxrate")
@require_POST
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    rate = get_object_or_404(TaxRate.objects.select_related("tax_class"), pk=pk)
    try:
        actions.withdraw_rate(rate=rate, by=request.user, now=timezone.now(), today=timezone.localdate())
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"The rate of {rate.tax_class} is withdrawn.")
    return redirect("dashboard:vat")


@for_staff(queries.VIEW_VAT, "pricing.add_taxclass", queries.CHANGE_VAT)
def new_class(request: StaffRequest) -> HttpResponse:
    form = ClassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.add_class(
                name=data["name"],
                explanation=data["explanation"],
                rates=form.rates(),
                by=request.user,
                now=timezone.now(),
                today=timezone.localdate(),
            )
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{made} can be chosen in a product's form now.")
            return redirect("dashboard:vat")
    means = ["Its rates hold from today on. Where it has none, its goods can't be sold."]
    return _form(request, form, form.shown, title="New VAT class", button="Save the class", means=means)


def _form(request: StaffRequest, form, fields: list, *, title: str, button: str, means: list[str]) -> HttpResponse:
    context = {"form": form, "fields": fields, "title": title, "button": button, "means": means, "is_vat": True}
    return render(request, "pricing/form.html", context)

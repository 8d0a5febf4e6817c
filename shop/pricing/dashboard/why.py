"""What does this account pay for so many of that on a day, and why. Asked by GET, so an answer can be sent on."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from shop.plain import one_line
from shop.pricing import queries
from shop.pricing.dashboard import StaffRequest, for_who_asks, rights
from shop.pricing.explaining import Explanation
from shop.pricing.forms.why import WhyForm


@require_safe
@for_who_asks
def why(request: StaffRequest) -> HttpResponse:
    asks = "product" in request.GET or "account" in request.GET
    form = WhyForm(request.GET if asks else None, user=request.user, today=timezone.localdate())
    context = rights(request) | {"form": form, "may_see_lists": queries.may(request.user, queries.VIEW)}
    if asks and form.is_valid():
        data = form.cleaned_data
        context["why"] = Explanation(
            account=data["buyer"], record=data["found"], quantity=data["quantity"], day=data["day"]
        )
    elif asks:
        context |= {"buyers": _buyers(request, form), "goods": _goods(request, form)}
    elif request.GET:
        context["form"] = form
    return render(request, "pricing/why.html", context)


def _buyers(request: StaffRequest, form: WhyForm) -> list[tuple[str, str]]:
    """Those that were meant, each with the address of its answer."""
    if "account" not in form.errors:
        return []
    return [(f"{each.name} ({each.number}), {each.town}", _with(request, account=each.number)) for each in form.buyers]


def _goods(request: StaffRequest, form: WhyForm) -> list[tuple[str, str]]:
    if "product" not in form.errors:
        return []
    return [
        (
            f"{each.partner_sku} {each.product.get_title()}, {each.partner.name}",
            _with(request, product=each.partner_sku, record=each.pk),
        )
        for each in form.choices
    ]


def _with(request: StaffRequest, **changed: object) -> str:
    asked = {name: request.GET.get(name, "") for name in ("account", "product", "quantity", "day")}
    asked |= {name: str(value) for name, value in changed.items()}
    return f"{reverse('dashboard:price-why')}?{urlencode({name: value for name, value in asked.items() if value})}"


@require_safe
@for_who_asks
def goods(request: StaffRequest) -> HttpResponse:
    """Below a field while somebody types."""
    found = queries.suggested_goods(request.user, one_line(request.GET.get("q", ""))[:100])
    options = [(each.partner_sku, f"{each.product.get_title()}, {each.partner.name}") for each in found]
    return render(request, "pricing/options.html", {"options": options})


@require_safe
@for_who_asks
def buyers(request: StaffRequest) -> HttpResponse:
    found = queries.suggested_accounts(request.user, one_line(request.GET.get("q", ""))[:100])
    options = [(each.number, f"{each.name}, {each.town}") for each in found]
    return render(request, "pricing/options.html", {"options": options})

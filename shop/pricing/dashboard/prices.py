"""Prices of a list, several at once in a table; and who has the list."""

from functools import reduce
from operator import or_
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from shop.exports import answer, asked_for
from shop.paging import paged
from shop.plain import wanted_words
from shop.pricing import queries
from shop.pricing.actions.prices import save_prices
from shop.pricing.dashboard import StaffRequest, for_staff, of_list, rights
from shop.pricing.dashboard.lists import cafes_of
from shop.pricing.dashboard.lists import prices as prices_wanted
from shop.pricing.forms.lists import HistoryFilterForm, PriceFilterForm, Sought
from shop.pricing.forms.table import PriceTable
from shop.pricing.models import PriceList
from shop.refusals import Refusal
from shop.trade.queries import found as found_accounts

HISTORY_COLUMNS = ("When", "Who", "Of", "What", "From", "To")
HOLDER_COLUMNS = ("Number", "Account", "Town", "Status", "Given", "By")


@of_list(queries.CHANGE)
def edit(request: StaffRequest, price_list: PriceList) -> HttpResponse:
    """The same page of the same search as was looked at, with room for new prices below."""
    form = PriceFilterForm(request.GET, cafes=cafes_of(price_list), hint="SKU or name")
    context = paged(request, prices_wanted(price_list, form.wanted))
    refusal = ""
    if request.method == "POST":
        table = PriceTable(price_list, (), request.POST)
        if "more" in request.POST:
            table.more()
        elif table.is_valid():
            try:
                save_prices(price_list=price_list, writes=table.writes, by=request.user, now=timezone.now())
            except Refusal as refused:
                refusal = str(refused)
            else:
                return _saved(request, price_list, len(table.writes))
    else:
        table = PriceTable(price_list, context["page_obj"].object_list)
    context |= {"price_list": price_list, "form": form, "table": table, "refusal": refusal}
    return render(request, "pricing/prices.html", context)


def _saved(request: StaffRequest, price_list: PriceList, number: int) -> HttpResponse:
    if number:
        messages.success(request, f"{number} price{'' if number == 1 else 's'} saved.")
    else:
        messages.info(request, "Nothing was changed.")
    to = reverse(
        "dashboard:price-list-prices" if "again" in request.POST else "dashboard:price-list", args=[price_list.pk]
    )
    asked = request.GET.urlencode()
    return redirect(f"{to}?{asked}" if asked else to)


@require_safe
@of_list()
def holders(request: StaffRequest, price_list: PriceList) -> HttpResponseBase:
    form = Sought(request.GET, hint="Name, place, number, person")
    found = queries.holders(price_list, request.user)
    if text := form.wanted.get("q"):
        found = found.filter(account__in=found_accounts(queries.accounts(request.user), text=text))
    if kind := asked_for(request):
        rows = (
            (
                *(each.account.number, each.account.name, each.account.town, each.account.get_status_display()),
                *(each.given_at, each.given_by or ""),
            )
            for each in found
        )
        return answer(name=f"accounts with {price_list.name}", columns=HOLDER_COLUMNS, rows=rows, kind=kind)
    context = paged(request, found) | rights(request)
    context |= {"price_list": price_list, "form": form, "holders": context["page_obj"]}
    return render(request, "pricing/holders.html", context)


@require_safe
@of_list()
def list_history(request: StaffRequest, price_list: PriceList) -> HttpResponseBase:
    return _history(request, queries.changes_of(price_list), Sought(request.GET, hint="Product, account"), price_list)


@require_safe
@for_staff(queries.VIEW)
def history(request: StaffRequest) -> HttpResponseBase:
    form = HistoryFilterForm(request.GET, hint="List, product, account")
    of: dict[str, dict[str, Any]] = {"": {}, "lists": {"tax_class": None}, "vat": {"tax_class__isnull": False}}
    return _history(request, queries.changes().filter(**of[form.wanted.get("of", "")]), form)


def _history(request: StaffRequest, found: Any, form: Sought, price_list: PriceList | None = None) -> HttpResponseBase:
    for word in wanted_words(form.wanted.get("q", "")):
        columns = ("about", "what", "old", "new")
        found = found.filter(reduce(or_, (Q(**{f"{column}__icontains": word}) for column in columns)))
    if kind := asked_for(request):
        rows = ((each.at, each.by or "", each.about, each.what, each.old, each.new) for each in found)
        return answer(name="history of prices", columns=HISTORY_COLUMNS, rows=rows, kind=kind)
    context = paged(request, found)
    context |= {"price_list": price_list, "form": form, "changes": context["page_obj"]}
    return render(request, "pricing/history.html", context)

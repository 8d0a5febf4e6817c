"""The price lists: found, made, changed, copied, deleted; and the page of one, with what it says of each product."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from shop.exports import answer, asked_for
from shop.paging import paged
from shop.plain import wanted_words
from shop.pricing import queries
from shop.pricing.actions import lists as actions
from shop.pricing.dashboard import StaffRequest, for_staff, of_list, rights
from shop.pricing.entries import days, difference, has_no_effect
from shop.pricing.forms.lists import SORTS, FilterForm, PriceFilterForm, PriceListForm
from shop.pricing.models import ListPrice, PriceList
from shop.refusals import Refusal
from shop.trade.models import TradeAccount

NEWEST = 10
COLUMNS = ("Name", "Note", "For everybody", "Per cent off", "From", "Until", "Prices", "Accounts")
PRICE_COLUMNS = (
    *("SKU", "Product", "Café", "From quantity", "Price", "Currency", "For", "List price"),
    *("Difference in %", "From", "Until"),
)


@require_safe
@for_staff(queries.VIEW)
def price_lists(request: StaffRequest) -> HttpResponseBase:
    form = FilterForm(request.GET, hint="Name or note")
    today = timezone.localdate()
    found = narrowed(queries.lists(), form.wanted)
    if kind := asked_for(request):
        rows = (
            (
                *(each.name, each.note, each.is_for_everybody, each.percent_off, each.first_day, each.last_day),
                *(each.price_count, each.account_count),  # type: ignore[attr-defined]
            )
            for each in found
        )
        return answer(name=f"price lists {today}", columns=COLUMNS, rows=rows, kind=kind)
    context = paged(request, found) | rights(request)
    context |= {
        "form": form,
        "rows": [facts(each) for each in context["page_obj"].object_list],
        "any": form.narrows or context["paginator"].count > 0,
    }
    return render(request, "pricing/lists.html", context)


def narrowed(lists: QuerySet[PriceList], wanted: dict[str, Any]) -> QuerySet[PriceList]:
    for word in wanted_words(wanted.get("q", "")):
        lists = lists.filter(name__icontains=word) | lists.filter(note__icontains=word)
    lists = queries.of_state(lists, wanted.get("state", ""), timezone.localdate())
    if whom := wanted.get("whom"):
        lists = lists.filter(is_for_everybody=whom == "everybody")
        if whom != "everybody":
            lists = lists.filter(given__isnull=whom == "nobody").distinct()
    sort = wanted.get("sort", "name")
    column = F(sort.removeprefix("-")) if sort in SORTS else F("name")
    in_order = column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)
    return lists.order_by(in_order, "name")


def facts(price_list: PriceList) -> dict[str, Any]:
    """What stands of it in each list and at the head of its page."""
    return {
        "list": price_list,
        "days": days(price_list.span),
        "why_not": price_list.span.why_not(timezone.localdate()),
        "says_nothing": not (price_list.percent_off or price_list.price_count),  # type: ignore[attr-defined]
    }


@require_safe
@of_list()
def price_list(request: StaffRequest, price_list: PriceList) -> HttpResponseBase:
    form = PriceFilterForm(request.GET, cafes=cafes_of(price_list), hint="SKU or name")
    found = prices(price_list, form.wanted)
    if kind := asked_for(request):
        return answer(name=f"prices {price_list.name}", columns=PRICE_COLUMNS, rows=price_rows(found), kind=kind)
    context = paged(request, found) | rights(request) | facts(price_list)
    holders = list(queries.holders(price_list, request.user)[: NEWEST + 1])
    changes = list(queries.changes_of(price_list)[: NEWEST + 1])
    context |= {
        "price_list": price_list,
        "form": form,
        "prices": [described(each) for each in context["page_obj"].object_list],
        "holders": holders[:NEWEST],
        "more_holders": len(holders) > NEWEST,
        "changes": changes[:NEWEST],
        "more_changes": len(changes) > NEWEST,
    }
    return render(request, "pricing/list.html", context)


def prices(price_list: PriceList, wanted: dict[str, Any]) -> QuerySet[ListPrice]:
    found = queries.of_goods(queries.prices_of(price_list), wanted.get("q", ""), record="stockrecord")
    if cafe := wanted.get("cafe"):
        found = found.filter(stockrecord__partner=cafe)
    return queries.of_state(found, wanted.get("state", ""), timezone.localdate())


def cafes_of(price_list: PriceList) -> list[tuple[str, str]]:
    sellers = price_list.prices.order_by("stockrecord__partner__name")
    return [
        (str(pk), name)
        for pk, name in sellers.values_list("stockrecord__partner", "stockrecord__partner__name").distinct()
    ]


def described(price: ListPrice) -> dict[str, Any]:
    record = price.stockrecord
    return {
        "price": price,
        "record": record,
        "days": days(price.span),
        "why_not": price.span.why_not(timezone.localdate()),
        "difference": difference(price.price, record.price),
        "has_no_effect": has_no_effect(price.price, record.price),
    }


def price_rows(found: QuerySet[ListPrice]) -> Iterator[tuple]:
    for price in found.iterator(chunk_size=500):
        record, product = price.stockrecord, price.stockrecord.product
        yield (
            record.partner_sku,
            product.get_title(),
            record.partner.name,
            price.from_quantity,
            price.price,
            record.price_currency,
            "kg" if product.is_weighed else product.sold_by,
            record.price,
            difference(price.price, record.price),
            price.first_day,
            price.last_day,
        )


@for_staff(queries.VIEW, queries.ADD)
def new(request: StaffRequest) -> HttpResponse:
    account = _made_for(request)
    form = PriceListForm(request.POST or None, initial={"name": account.name if account else "", "percent_off": 0})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add(price_list=form.save(commit=False), by=request.user, now=timezone.now(), to=account)
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            given = f", and {account.name} has it" if account else ""
            messages.success(request, f"The list {made.name} is made{given}. Now say what its prices are.")
            return redirect("dashboard:price-list-prices", pk=made.pk)
    title = f"New price list for {account.name}" if account else "New price list"
    context = {"form": form, "fields": form.shown, "title": title, "button": "Make the list", "account": account}
    return render(request, "pricing/form.html", context)


def _made_for(request: StaffRequest) -> TradeAccount | None:
    """From an account's page: a list of its own."""
    asked = request.GET.get("account", "")
    if not asked:
        return None
    pk = int(asked) if asked.isdecimal() and len(asked) < 10 else 0
    account = get_object_or_404(queries.accounts(request.user), pk=pk)
    if not queries.may(request.user, queries.SET_TERMS):
        raise PermissionDenied
    return account


@of_list(queries.CHANGE)
def edit(request: StaffRequest, price_list: PriceList) -> HttpResponse:
    before = PriceList.objects.get(pk=price_list.pk)
    form = PriceListForm(request.POST or None, instance=price_list)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(price_list=before, values=form.changes(), by=request.user, now=timezone.now())
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The list is saved. Its prices hold from the next page that is opened.")
            return redirect("dashboard:price-list", pk=before.pk)
    context = {
        "form": form,
        "fields": form.shown,
        "title": "Change the list",
        "button": "Save the list",
        "price_list": before,
    }
    return render(request, "pricing/form.html", context)


@of_list(queries.ADD)
def copy(request: StaffRequest, price_list: PriceList) -> HttpResponse:
    like = {name: getattr(price_list, name) for name in ("note", "percent_off", "first_day", "last_day")}
    form = PriceListForm(request.POST or None, initial=like | {"name": f"{price_list.name[:70]} (copy)"})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.copy(
                original=price_list, price_list=form.save(commit=False), by=request.user, now=timezone.now()
            )
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{made.name} has the prices of {price_list.name}. No account has it yet.")
            return redirect("dashboard:price-list", pk=made.pk)
    context = {
        "form": form,
        "fields": form.shown,
        "title": f"Copy {price_list.name}",
        "button": "Make the copy",
        "price_list": price_list,
        "means": ["The copy has all its prices, and no accounts."],
    }
    return render(request, "pricing/form.html", context)


@of_list(queries.DELETE)
def delete(request: StaffRequest, price_list: PriceList) -> HttpResponse:
    refusal = ""
    if request.method == "POST":
        try:
            actions.delete(price_list=price_list, by=request.user, now=timezone.now())
        except Refusal as refused:
            refusal = str(refused)
        else:
            messages.success(request, f"{price_list.name} is deleted. The history of prices keeps what it was.")
            return redirect("dashboard:price-lists")
    context = facts(price_list) | {"price_list": price_list, "refusal": refusal}
    return render(request, "pricing/delete.html", context, status=409 if refusal else 200)

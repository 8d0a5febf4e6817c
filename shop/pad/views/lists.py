"""The account's lists: all of them, one of them, and what becomes of it."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shop import exports
from shop.accounts.roles import ORDER
from shop.goods.quantities import counted
from shop.pad import forms, queries
from shop.pad.actions import lists as keeping
from shop.pad.models import SavedList
from shop.pad.views.pad import rows_by_key
from shop.paging import paged
from shop.refusals import Refusal
from shop.trade.current import member_who_may
from shop.trade.models import Member

# As the pad reads them again when they are pasted or sent.
COLUMNS = ("SKU", "Quantity", "Name", "Unit", "Café")
LISTS = ("Name", "Lines", "Seen by", "Made by", "Made", "Last changed by", "Last changed")
CHANGES_A_PAGE = 10


@never_cache
@member_who_may(ORDER)
def lists(request: HttpRequest, member: Member) -> HttpResponseBase:
    narrowed = forms.ListsFilter(request.GET)
    found = queries.found_lists(member, **narrowed.wanted())
    if kind := exports.asked_for(request):
        rows = (_facts(each) for each in found)
        return exports.answer(name=f"{member.account} lists", columns=LISTS, rows=rows, kind=kind)
    context = paged(request, found) | {
        "member": member,
        "filter": narrowed,
        "is_narrowed": any(narrowed.wanted().values()),
    }
    return render(request, "pad/lists.html", context)


def _facts(saved: Any) -> tuple:
    seen = "Everybody who orders" if saved.is_shared else "You alone"
    made, changed = (who(each) for each in (saved.owner, saved.changed_by))
    return (saved.name, saved.line_count, seen, made, saved.created_at, changed, saved.changed_at)


def who(user: Any) -> str:
    return (user.get_full_name() or user.email) if user else ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@member_who_may(ORDER)
def saved_list(request: HttpRequest, member: Member, pk: int) -> HttpResponseBase:
    saved = get_object_or_404(queries.lists(member), pk=pk)
    if kind := exports.asked_for(request):
        rows = _lines(request, member, saved)
        return exports.answer(name=saved.name, columns=COLUMNS, rows=rows, kind=kind)
    name = saved.name
    form = forms.ListForm(request.POST or None, instance=saved)
    if request.method == "POST":
        typed = form.is_valid() and form.cleaned_data
        saved.refresh_from_db(fields=["name", "is_shared"])
        if typed and _changed(request, member, saved, form, typed):
            return redirect("customer:list", pk=pk)
    context = {
        "member": member,
        "saved": saved,
        "name": name,
        "form": form,
        "is_theirs": keeping.is_theirs(saved, member),
        "lines": [{"line": line, "row": row} for line, row in _with_rows(request, member, saved)],
    }
    return render(request, "pad/list.html", context | paged(request, queries.history(saved), CHANGES_A_PAGE))


def _changed(request: HttpRequest, member: Member, saved: SavedList, form: Any, typed: dict[str, Any]) -> bool:
    try:
        keeping.change(pk=saved.pk, member=member, name=typed["name"], is_shared=typed["is_shared"], now=timezone.now())
    except Refusal as refusal:
        form.add_error("name", str(refusal))
        return False
    messages.success(request, f"Saved: {typed['name']}.")
    return True


def _with_rows(request: HttpRequest, member: Member, saved: SavedList) -> list[tuple[Any, Any]]:
    lines = list(saved.lines.all())
    rows = rows_by_key(request, member, [line.product_id for line in lines if line.product_id])
    return [(line, rows.get(line.product_id or 0)) for line in lines]


def _lines(request: HttpRequest, member: Member, saved: SavedList) -> Iterator[tuple]:
    for line, row in _with_rows(request, member, saved):
        unit = counted(line.quantity, row.unit).split(" ", 1)[1] if row else ""
        yield (line.sku, line.quantity, row.title if row else line.title, unit, row.cafe.name if row else "")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@member_who_may(ORDER)
def list_delete(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    saved = get_object_or_404(queries.lists(member), pk=pk)
    if request.method != "POST":
        context = {"member": member, "saved": saved, "is_theirs": keeping.is_theirs(saved, member)}
        return render(request, "pad/list_delete.html", context)
    try:
        name = keeping.delete(pk=pk, member=member, now=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("customer:list", pk=pk)
    messages.success(request, f"“{name}” is deleted. What you have ordered with it stays.")
    return redirect("customer:lists")

"""Staff see what is waited for, and by how many; not by whom."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shop import exports
from shop.accounts.roles import DASHBOARD
from shop.paging import paged
from shop.updates import queries
from shop.updates.forms import FilterForm

MAY_SEE = "updates.view_wish"
COLUMNS = ("Product", "SKU", "Café", "Waiting", "Since", "Now")


@require_safe
@login_required
def awaited(request: HttpRequest) -> HttpResponseBase:
    user: Any = request.user
    if not user.has_perm(MAY_SEE if user.is_staff else DASHBOARD):
        raise PermissionDenied
    form = FilterForm(request.GET, cafes=queries.cafes_for(user))
    given = form.cleaned_data if form.is_valid() else {}
    found = queries.for_staff(user, text=given.get("q", ""), cafe=given.get("cafe"))
    if kind := exports.asked_for(request):
        rows = (_row(each) for each in rows_of(found.iterator(chunk_size=500)))
        return exports.answer(name="who waits", columns=COLUMNS, rows=rows, kind=kind)
    context = paged(request, found)
    context |= {"form": form, "rows": rows_of(context["page_obj"].object_list)}
    return render(request, "updates/dashboard/list.html", context)


def rows_of(goods: Any) -> list[dict[str, Any]]:
    rules, goods = queries.strategy(), list(goods)
    rules.prepare(goods)
    return [
        {"product": each, "info": rules.fetch_for_product(each), "can_be_had": queries.can_be_had(rules, each)}
        for each in goods
    ]


def _row(row: dict[str, Any]) -> tuple:
    product, info = row["product"], row["info"]
    cafe = info.stockrecord.partner.display_name if info.stockrecord else ""
    return (
        product.get_title(),
        product.upc or "",
        cafe,
        product.waiting,
        product.since,
        info.availability.words.text,
    )

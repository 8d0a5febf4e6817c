"""Prices, numbers in stock and visibility of many goods in one table, saved together."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from shop.goods import staff_queries
from shop.goods.actions import NotSaved, change_cells
from shop.goods.dashboard import StaffRequest, for_staff
from shop.goods.staff_forms import GoodsFilter
from shop.goods.table import PUBLIC, Sheet
from shop.paging import paged

A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(staff_queries.CHANGE)
def table(request: StaffRequest) -> HttpResponseBase:
    user = request.user
    form = GoodsFilter(request.GET, user=user)
    del form.fields["sort"]
    sheet = Sheet.sent(request.POST) if request.method == "POST" else Sheet()
    if request.method == "POST" and saved(request, sheet):
        return redirect(request.get_full_path())
    found = staff_queries.narrowed(staff_queries.sellable(user), form.wanted, user)
    if request.method == "POST":  # what was typed stays, whatever no longer fits the filter meanwhile
        found = staff_queries.sellable(user).filter(pk__in=numbers(request.POST.getlist("row")))
    context = paged(request, found, A_PAGE)
    products = list(context["page_obj"])
    context |= {
        "form": form,
        "sheet": sheet,
        "rows": sheet.rows(products, shared=staff_queries.shared_among(products, user)),
    }
    return render(request, "goods/dashboard/table.html", context)


def numbers(sent: list[str]) -> set[int]:
    """Of what was sent as numbers of rows, what can be one."""
    return {int(value) for value in sent if value.isascii() and value.isdecimal() and len(value) < 19}


def saved(request: StaffRequest, sheet: Sheet) -> bool:
    if sheet.errors:
        return False
    user = request.user
    rows = {cell.row for cell in sheet.cells if cell.column == PUBLIC}
    own = staff_queries.goods(user)
    shared = staff_queries.shared_among(own.filter(pk__in=rows), user)
    try:
        change_cells(cells=sheet.cells, by=user, records=staff_queries.records(user), goods=own.exclude(pk__in=shared))
    except NotSaved as refused:
        sheet.stop(refused.stopped)
        return False
    if not sheet.cells:
        messages.info(request, "Nothing was changed.")
    else:
        count = len(sheet.cells)
        messages.success(request, f"Saved: {count} change{'' if count == 1 else 's'}. The shop shows them now.")
    return True

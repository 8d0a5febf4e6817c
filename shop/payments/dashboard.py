"""Where the books differ: what the last nights' comparisons found, for staff to look into."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shop import exports
from shop.paging import paged
from shop.payments import statements
from shop.payments.forms import GONE, DifferencesForm

MAY_SEE = "payments.view_difference"
COLUMNS = ("Found", "Between", "What", "Order", "Payment", "Gone")


@require_safe
@login_required
def books(request: HttpRequest) -> HttpResponseBase:
    user: Any = request.user
    if not (user.is_staff and user.has_perm(MAY_SEE)):
        raise PermissionDenied
    form = DifferencesForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    found = statements.differences(
        text=given.get("q", ""), kind=given.get("kind", ""), are_gone=given.get("state") == GONE
    )
    if kind := exports.asked_for(request):
        rows = (_row(each) for each in found.iterator(chunk_size=500))
        return exports.answer(name="differences", columns=COLUMNS, rows=rows, kind=kind)
    context = paged(request, found) | {"form": form, "nights": statements.nights()}
    return render(request, "payments/dashboard/books.html", context)


def _row(each: Any) -> tuple[Any, ...]:
    return (
        each.found_at,
        each.get_kind_display(),
        each.words,
        each.order.number if each.order else "",
        each.payment.number if each.payment else "",
        each.gone_at,
    )

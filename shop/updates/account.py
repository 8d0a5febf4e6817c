"""Under /account/updates/: what a person waits for, and what they were told of lately."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from shop.paging import paged
from shop.updates import domain, queries
from shop.updates.actions import asking

TOLD_SHOWN = 10


@require_safe
@login_required
def waiting(request: HttpRequest) -> HttpResponse:
    told = queries.told_wishes(request.user)[:TOLD_SHOWN]  # type: ignore[arg-type]
    context = paged(request, queries.open_wishes(request.user))  # type: ignore[arg-type]
    context |= {"told": told, "kept": domain.TOLD_KEPT.days}
    return render(request, "updates/mine.html", context)


@require_POST
@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    wish = get_object_or_404(queries.open_wishes(request.user), pk=pk)  # type: ignore[arg-type]
    asking.withdraw(wish=wish)
    messages.success(request, f"Done: we won't write to you about {wish.product.get_title()}.")
    way_back = request.POST.get("next", "")
    is_ours = way_back.startswith("/") and url_has_allowed_host_and_scheme(way_back, allowed_hosts=None)
    return redirect(way_back if is_ours else "customer:updates")

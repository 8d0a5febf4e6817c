"""One's own front page: for whom one orders, and how that stands. And the change from one account to another."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from shop.accounts.models import User
from shop.accounts.queries import desks
from shop.accounts.roles import SEE_LOCATIONS
from shop.trade import current, queries


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    places = current.with_their_cafes(request)
    member = current.current(request)
    context: dict[str, Any] = {
        "member": member,
        "places": places,
        "desks": desks(user),
    }
    if member is None:
        context["closed"] = queries.closed_accounts(user)
    elif member.may(SEE_LOCATIONS):
        context["deliver_to"] = member.account.locations.filter(is_default=True).first()
    return render(request, "accounts/home.html", context)


@require_POST
@login_required
def switch(request: HttpRequest) -> HttpResponse:
    asked = request.POST.get("account", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 19):
        raise Http404
    member = current.choose(request, int(asked))
    messages.success(request, f"You act for {member.account} now.")
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    """To the page one was on, unless it showed what belongs to the other account."""
    home = reverse("customer:summary")
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours and wanted.startswith("/") and not wanted.startswith(home) else home

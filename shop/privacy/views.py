"""Under /account/privacy/: what we keep about the person who is signed in, all of it as a file, and its deletion."""

import json

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shop.privacy import domain, queries
from shop.privacy.actions import asking
from shop.privacy.telling import everything_about
from shop.refusals import Refusal


@require_safe
@login_required
def privacy(request: HttpRequest) -> HttpResponse:
    context = {"kept": domain.KEPT, "asked": queries.open_request(request.user)}  # type: ignore[arg-type]
    return render(request, "privacy/privacy.html", context)


@never_cache
@require_safe
@login_required
@reauthentication_required
def download(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    told = everything_about(request.user, now=now)  # type: ignore[arg-type]
    response = HttpResponse(json.dumps(told, ensure_ascii=False, indent=2), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="cafedjango-{timezone.localdate(now):%Y-%m-%d}.json"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required
def deletion(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    user = request.user
    if request.method == "POST":
        try:
            asked = asking.ask(user=user, now=now)  # type: ignore[arg-type]
        except Refusal as refused:
            messages.error(request, str(refused))
        else:
            day = timezone.localtime(asked.due_at)
            messages.success(request, f"We shall delete your data on {day.day} {day:%B %Y}. A letter says so too.")
        return redirect("customer:privacy")
    if queries.open_request(user):  # type: ignore[arg-type]
        return redirect("customer:privacy")
    return render(
        request,
        "privacy/deletion.html",
        {
            "obstacle": queries.obstacle(user),  # type: ignore[arg-type]
            "goes": domain.GOES,
            "stays": domain.STAYS,
            "due_at": domain.due_at(now),
            "places": queries.places(user),  # type: ignore[arg-type]
        },
    )


@require_POST
@login_required
def call_off(request: HttpRequest) -> HttpResponse:
    try:
        asking.call_off(user=request.user, now=timezone.now())  # type: ignore[arg-type]
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Called off. Everything stays as it was.")
    return redirect("customer:privacy")

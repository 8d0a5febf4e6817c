"""Staff see who has asked to be deleted; an administrator may do it before its day."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from shop import exports
from shop.paging import paged
from shop.privacy import domain, queries
from shop.privacy.actions import erasing
from shop.refusals import Refusal

COLUMNS = (
    *("Person", "E-mail address", "Asked", "To be deleted", "State", "Held up by"),
    *("Called off", "Carried out", "Carried out by"),
)


class FilterForm(forms.Form):
    state = forms.ChoiceField(choices=[("", "All"), *domain.STATES.items()], required=False)


@require_safe
@login_required
@permission_required(queries.MAY_SEE, raise_exception=True)
def request_list(request: HttpRequest) -> HttpResponseBase:
    form = FilterForm(request.GET, label_suffix="")
    found = queries.for_staff(state=form.cleaned_data["state"] if form.is_valid() else "")
    if kind := exports.asked_for(request):
        return exports.answer(name="privacy requests", columns=COLUMNS, rows=map(_row, found.iterator()), kind=kind)
    return render(request, "privacy/dashboard/list.html", paged(request, found) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@permission_required(queries.MAY_SEE, raise_exception=True)
def one_request(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(queries.for_staff(), pk=pk)
    may = request.user.has_perm(queries.MAY_CARRY_OUT)
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        try:
            erasing.carry_out(request=asked, now=timezone.now(), by=request.user)  # type: ignore[arg-type]
        except Refusal as refused:
            messages.error(request, f"Not deleted. What the person reads: {refused}")
        else:
            messages.success(request, "Deleted. Nothing here leads to the person any more.")
        return redirect("dashboard:privacy-request", pk=pk)
    context = {
        "asked": asked,
        "may_carry_out": may and asked.is_open,
        "obstacle": queries.obstacle(asked.user) if asked.is_open else None,
        "places": queries.places(asked.user),
        "goes": domain.GOES,
        "stays": domain.STAYS,
    }
    return render(request, "privacy/dashboard/request.html", context)


def _row(asked) -> tuple:
    return (
        str(asked.user),
        asked.user.email,
        asked.asked_at,
        asked.due_at,
        asked.state_in_words,
        asked.held_up_by,
        asked.called_off_at,
        asked.carried_out_at,
        str(asked.carried_out_by or ""),
    )

"""Routes: found, made, changed, with what would come of them before they are saved."""

from collections.abc import Iterator
from copy import copy
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from shop.exports import answer, asked_for
from shop.paging import paged
from shop.plain import wanted_words
from shop.refusals import Refusal
from shop.rounds import staff
from shop.rounds.actions import keeping
from shop.rounds.dashboard import StaffRequest, for_staff, rights
from shop.rounds.forms.finding import RouteFilterForm
from shop.rounds.forms.timetables import AreasForm, RouteForm
from shop.rounds.models import Route

NEWEST = 10
COLUMNS = (
    *("Café", "Route", "In use", "Days", "Leaves", "Arrives from", "Arrives until", "Orders close"),
    *("Public holidays of", "On holidays", "Least net value", "Charge", "Free from", "Room for orders"),
    *("Room for kilograms", "Postcodes"),
)


@require_safe
@for_staff()
def routes(request: StaffRequest) -> HttpResponseBase:
    form = RouteFilterForm(request.GET, cafes=staff.cafes_of(request.user), hint="Name or postcode")
    found = staff.routes_of(request.user)
    for word in wanted_words(form.wanted.get("q", "")):
        found = found.filter(name__icontains=word) | found.filter(areas__prefix__istartswith=word)
    if cafe := form.wanted.get("cafe"):
        found = found.filter(cafe=cafe)
    if use := form.wanted.get("use"):
        found = found.filter(is_active=use == "yes")
    found = found.distinct()
    if kind := asked_for(request):
        return answer(name=f"routes {timezone.localdate()}", columns=COLUMNS, rows=_rows(found), kind=kind)
    context = paged(request, found) | rights(request)
    context |= {"form": form, "routes": context["page_obj"].object_list}
    return render(request, "rounds/routes.html", context)


def _rows(found: Any) -> Iterator[tuple]:
    for route in found.iterator(chunk_size=200):
        yield (
            *(str(route.cafe), route.name, route.is_active, route.days_words, route.leaves),
            *(route.arrives_from, route.arrives_until, str(route.cutoff)),
            *(route.get_calendar_display(), route.get_on_holidays_display()),
            *(route.minimum, route.charge, route.free_from, route.capacity_orders, route.capacity_kg),
            " ".join(area.prefix for area in route.areas.all()),
        )


@for_staff(staff.CHANGE_ROUTES)
def new(request: StaffRequest) -> HttpResponse:
    return _form(request, None)


@for_staff()
def route(request: StaffRequest, pk: int) -> HttpResponseBase:
    """Who may not change it reads it."""
    found = get_object_or_404(staff.routes_of(request.user), pk=pk)
    if request.method == "POST" or staff.may(request.user, staff.CHANGE_ROUTES):
        return _changed(request, pk=pk)
    return render(request, "rounds/route.html", _about(request, found) | {"route": found})


@for_staff(staff.CHANGE_ROUTES)
def _changed(request: StaffRequest, pk: int) -> HttpResponse:
    return _form(request, get_object_or_404(staff.routes_of(request.user), pk=pk))


def _form(request: StaffRequest, found: Route | None) -> HttpResponse:
    data = request.POST or None
    form = RouteForm(data, instance=copy(found) if found else None, cafes=staff.cafes_of(request.user))
    areas = AreasForm(data, zones=[area.zone for area in found.areas.all()] if found else [])
    preview = None
    valid = request.method == "POST" and all([form.is_valid(), areas.is_valid()])
    if "more" in request.POST:
        areas.grow()
    elif valid:
        if "preview" in request.POST:
            preview = staff.next_rounds(form.instance, timezone.now())
        else:
            try:
                saved = keeping.save_route(
                    route=form.save(commit=False), zones=list(areas.zones()), by=request.user, now=timezone.now()
                )
            except Refusal as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, f"{saved.name} is saved, and its rounds are made.")
                return redirect("dashboard:route-list")
    context = _about(request, found) if found else {}
    context |= {"route": found, "form": form, "areas": areas, "preview": preview}
    return render(request, "rounds/route_form.html", context)


def _about(request: StaffRequest, found: Route) -> dict[str, Any]:
    now = timezone.now()
    changes = list(found.changes.select_related("by")[: NEWEST + 1])
    return rights(request) | {
        "kept": list(staff.kept_as_they_are(found, now)),
        "next_rounds": staff.next_rounds(found, now) if found.is_active else [],
        "changes": changes[:NEWEST],
        "more_changes": len(changes) > NEWEST,
    }

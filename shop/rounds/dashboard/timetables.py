"""Counters, until when orders may be changed, and days on which nothing goes out."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from shop.cafes.models import Cafe
from shop.paging import paged
from shop.rounds import staff
from shop.rounds.actions import keeping
from shop.rounds.dashboard import StaffRequest, for_staff, of_cafe, rights
from shop.rounds.forms.timetables import ChangeRuleForm, ClosureForm, CounterForm
from shop.rounds.models import ChangeRule, Closure, Counter


@require_safe
@for_staff()
def counters(request: StaffRequest) -> HttpResponse:
    context = rights(request) | {"rows": staff.counters_of(request.user), "house": ChangeRule().hours}
    return render(request, "rounds/counters.html", context)


@of_cafe(staff.CHANGE_COUNTERS)
def counter(request: StaffRequest, cafe: Cafe) -> HttpResponse:
    row = copy(getattr(cafe, "counter", None)) or Counter(cafe=cafe)
    form = CounterForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        keeping.save_counter(counter=form.save(commit=False), by=request.user, now=timezone.now())
        messages.success(request, f"Collection at {cafe.name} is saved.")
        return redirect("dashboard:counter-list")
    means = ["Slots lie within the café's opening hours. Days with orders keep the slots that they have."]
    context = {"cafe": cafe, "form": form, "title": f"Collection at {cafe.name}", "button": "Save", "means": means}
    return render(request, "rounds/cafe_form.html", context)


@of_cafe(staff.CHANGE_COUNTERS)
def change_rule(request: StaffRequest, cafe: Cafe) -> HttpResponse:
    row = copy(getattr(cafe, "change_rule", None)) or ChangeRule(cafe=cafe)
    form = ChangeRuleForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        keeping.save_change_rule(rule=form.save(commit=False), by=request.user, now=timezone.now())
        messages.success(request, f"Until when orders at {cafe.name} can be changed is saved.")
        return redirect("dashboard:counter-list")
    means = ["It holds for rounds that nobody has ordered for yet; the others keep what their customers read."]
    context = {"cafe": cafe, "form": form, "title": "Changing orders", "button": "Save", "means": means}
    return render(request, "rounds/cafe_form.html", context)


@require_safe
@for_staff()
def closures(request: StaffRequest) -> HttpResponse:
    today = timezone.localdate()
    past = request.GET.get("past") == "1"
    found = staff.closures_of(request.user)
    found = (
        found.filter(last_day__lt=today).order_by("-first_day", "-pk") if past else found.filter(last_day__gte=today)
    )
    context = paged(request, found) | rights(request)
    context |= {
        "past": past,
        "closures": context["page_obj"].object_list,
        "mine": {cafe.pk for cafe in staff.cafes_of(request.user)},
        "holidays": [] if past else staff.holidays(staff.cafes_of(request.user), today),
    }
    return render(request, "rounds/closures.html", context)


@for_staff(staff.CHANGE_CLOSURES)
def new_closure(request: StaffRequest) -> HttpResponse:
    return _closure_form(request, None)


def editable(request: StaffRequest, pk: int) -> Closure:
    """One of the house is not a café's to change."""
    mine = Q() if request.user.is_staff else Q(cafe__in=staff.cafes_of(request.user).order_by())
    return get_object_or_404(staff.closures_of(request.user).filter(mine), pk=pk)


@for_staff(staff.CHANGE_CLOSURES)
def closure(request: StaffRequest, pk: int) -> HttpResponse:
    return _closure_form(request, editable(request, pk))


def _closure_form(request: StaffRequest, found: Closure | None) -> HttpResponse:
    user, now = request.user, timezone.now()
    form = ClosureForm(
        request.POST or None,
        instance=copy(found) if found else None,
        cafes=staff.cafes_of(user),
        routes=staff.routes_of(user),
        everybody=user.is_staff,
    )
    if request.method == "POST" and form.is_valid():
        saved = keeping.save_closure(closure=form.save(commit=False), by=user, now=now)
        if staff.hit_by(saved, user, now).exists():
            messages.warning(request, "The days are saved. Some rounds of them have orders: say where those go.")
            return redirect("dashboard:closure", pk=saved.pk)
        messages.success(request, "The days are saved. Nothing goes out on them.")
        return redirect("dashboard:closure-list")
    context: dict[str, Any] = {"closure": found, "form": form}
    if found:
        context["hit"] = [staff.entry(each, now) for each in staff.hit_by(found, user, now)]
    return render(request, "rounds/closure_form.html", context)


@for_staff(staff.CHANGE_CLOSURES)
def remove_closure(request: StaffRequest, pk: int) -> HttpResponse:
    found = editable(request, pk)
    if request.method == "POST":
        keeping.remove_closure(closure=found, by=request.user, now=timezone.now())
        messages.success(request, f"{found.reason}: these days are as usual again.")
        return redirect("dashboard:closure-list")
    return render(request, "rounds/closure_remove.html", {"closure": found})

"""One round: its page, what is set of it, closing and opening it; and a market made by hand."""

from collections.abc import Callable
from copy import copy
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from shop.cafes.models import Cafe
from shop.paging import paged
from shop.refusals import Refusal
from shop.rounds import staff
from shop.rounds.actions import closing, keeping, setting
from shop.rounds.dashboard import StaffRequest, at_the_cafe, for_staff, of_round, rights
from shop.rounds.domain.departures import EVENT
from shop.rounds.domain.refusals import HasOrders
from shop.rounds.forms.rounds import CloseForm, EventForm, LimitsForm
from shop.rounds.models import Round
from shop.rounds.planning import set_times

NEWEST = 10


@require_safe
@of_round()
def page(request: StaffRequest, round: Any) -> HttpResponse:
    now = timezone.now()
    changes = list(round.changes.select_related("by")[: NEWEST + 1])
    entry = staff.entry(round, now)
    context = paged(request, staff.orders_of(round)) | rights(request)
    context |= {
        "round": round,
        "entry": entry,
        "orders": context["page_obj"].object_list,
        "slots": list(staff.slots_of(round)) if round.counter_id else [],
        "has_left": round.leaves_at <= now,
        "local_leaves": at_the_cafe(round.leaves_at, round),
        "changes": changes[:NEWEST],
        "more_changes": len(changes) > NEWEST,
    }
    return render(request, "rounds/round.html", context)


@of_round(staff.CHANGE)
def edit(request: StaffRequest, round: Any) -> HttpResponse:
    """A market without orders whole; else what orders leave open."""
    whole = round.kind == EVENT and not round.orders_taken
    row = copy(round)
    form: Any = LimitsForm(request.POST or None, instance=row)
    if whole:
        cafes = staff.cafes_of(request.user)
        form = EventForm(request.POST or None, instance=row, cafes=cafes, now=timezone.now())
    if request.method == "POST" and form.is_valid():
        try:
            setting.set_round(
                round=round, values=form.values(), cutoff=form.cutoff, by=request.user, now=timezone.now()
            )
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The round is saved.")
            return redirect("dashboard:round", pk=round.pk)
    context = {"round": round, "form": form, "title": "Change the round", "button": "Save the round"}
    context |= {"means": _means(round)}
    return render(request, "rounds/round_form.html", context)


def _means(round: Any) -> list[str]:
    if round.kind != EVENT:
        return ["What you set here holds for this round alone, and stays when its timetable changes."]
    if round.orders_taken:
        return ["It has orders, so its day, times and place stay. Move the orders first to change those."]
    return []


@of_round(staff.CHANGE)
@require_POST
def follow(request: StaffRequest, round: Any) -> HttpResponse:
    return _attempt(
        request,
        round,
        lambda: setting.follow_timetable(round=round, by=request.user, now=timezone.now()),
        "The round follows its timetable again.",
    )


@of_round(staff.CHANGE)
def close(request: StaffRequest, round: Any) -> HttpResponse:
    if round.orders_taken:
        return redirect("dashboard:round-move", pk=round.pk)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            closing.close_round(round=round, by=request.user, now=timezone.now(), **form.cleaned_data)
        except HasOrders as refused:
            messages.warning(request, str(refused))
            return redirect("dashboard:round-move", pk=round.pk)
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{round.name} is closed. Nobody can order for it any more.")
            return redirect("dashboard:round", pk=round.pk)
    context = {"round": round, "form": form, "title": "Close the round", "button": "Close the round", "danger": True}
    context |= {"means": ["It has no orders. You can open it again later."]}
    return render(request, "rounds/round_form.html", context)


@of_round(staff.CHANGE)
@require_POST
def open_again(request: StaffRequest, round: Any) -> HttpResponse:
    return _attempt(
        request,
        round,
        lambda: closing.open_again(round=round, by=request.user, now=timezone.now()),
        "The round is open again, as its timetable has it.",
    )


@for_staff(staff.ADD)
def new_event(request: StaffRequest) -> HttpResponse:
    now = timezone.now()
    form = EventForm(request.POST or None, cafes=staff.cafes_of(request.user), now=now)
    if request.method == "POST" and form.is_valid():
        event = _event(form)
        keeping.save_event(event=event, by=request.user)
        messages.success(request, f"{event.name} can be ordered for now.")
        return redirect("dashboard:round", pk=event.pk)
    context = {"form": form, "title": "A market or event", "button": "Make the round"}
    context |= {"means": ["A round that goes once: a market, a fair, a delivery on a date of its own."]}
    return render(request, "rounds/round_form.html", context)


def _event(form: EventForm) -> Round:
    values = form.values()
    cafe: Cafe = values["cafe"]
    event = Round(**values)
    leaves = datetime.combine(event.date, event.leaves)
    set_times(event, cafe=cafe, leaves=leaves, cutoff=form.cutoff or leaves)
    return event


@require_safe
@of_round()
def history(request: StaffRequest, round: Any) -> HttpResponse:
    context = paged(request, round.changes.select_related("by")) | {"round": round}
    context["changes"] = context["page_obj"].object_list
    return render(request, "rounds/history.html", context)


def _attempt(request: StaffRequest, round: Any, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    if not Round.objects.filter(pk=round.pk).exists():
        messages.info(request, "Its timetable no longer has it, so it is gone.")
        return redirect("dashboard:rounds")
    return redirect("dashboard:round", pk=round.pk)

"""What goes out: a week at a glance, and the list of all rounds, to be filtered and taken along."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from shop.exports import answer, asked_for
from shop.paging import paged
from shop.plain import wanted_words
from shop.rounds import staff
from shop.rounds.dashboard import StaffRequest, for_staff, rights
from shop.rounds.forms.finding import HistoryFilterForm, RoundFilterForm, WeekForm

DAYS_OF_A_WEEK = 7
COLUMNS = (
    *("Date", "Leaves", "Café", "Kind", "Round", "Place", "State", "Orders", "Room for orders", "Kilograms"),
    *("Room for kilograms", "Orders close", "Least net value", "Charge", "Closed because", "Needs a look"),
)


@require_safe
@for_staff()
def week(request: StaffRequest) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    cafes = staff.cafes_of(request.user)
    form = WeekForm(request.GET, cafes=cafes)
    monday, cafe = form.chosen(today)
    sunday = monday + timedelta(days=DAYS_OF_A_WEEK - 1)
    found = staff.rounds_of(request.user).filter(date__range=(monday, sunday))
    if cafe:
        found = found.filter(cafe=cafe)
    by_day: dict[date, dict[Any, list[staff.Entry]]] = defaultdict(lambda: defaultdict(list))
    for round in found.order_by("date", "cafe__partner__name", "leaves_at", "pk"):
        by_day[round.date][round.cafe].append(staff.entry(round, now))
    days = [monday + timedelta(days=number) for number in range(DAYS_OF_A_WEEK)]
    context = rights(request) | {
        "form": form,
        "cafe": cafe,
        "cafes": list(cafes),
        "monday": monday,
        "sunday": sunday,
        "today": today,
        "before": monday - timedelta(days=DAYS_OF_A_WEEK),
        "after": monday + timedelta(days=DAYS_OF_A_WEEK),
        "days": [(day, list(by_day[day].items())) for day in days],
        "nothing": not by_day or not any(by_day.values()),
    }
    return render(request, "rounds/week.html", context)


@require_safe
@for_staff()
def rounds(request: StaffRequest) -> HttpResponseBase:
    now = timezone.now()
    form = RoundFilterForm(request.GET, cafes=staff.cafes_of(request.user), hint="Name or place")
    found = staff.narrowed(staff.rounds_of(request.user), form.wanted, now)
    if not form.narrows:
        found = found.filter(date__gte=timezone.localdate())
    found = found.order_by("date", "leaves_at", "pk")
    if kind := asked_for(request):
        return answer(name=f"rounds {timezone.localdate()}", columns=COLUMNS, rows=_rows(found, now), kind=kind)
    context = paged(request, found) | rights(request)
    context |= {"form": form, "entries": [staff.entry(each, now) for each in context["page_obj"].object_list]}
    return render(request, "rounds/list.html", context)


def _rows(found: Any, now: Any) -> Iterator[tuple]:
    for round in found.iterator(chunk_size=500):
        entry = staff.entry(round, now)
        yield (
            *(round.date, round.leaves, str(round.cafe), round.get_kind_display(), round.name, round.place),
            *(entry.words, entry.orders, round.capacity_orders, entry.kg, round.capacity_kg),
            *(f"{round.cutoff_date} {round.cutoff_time:%H:%M}", round.minimum, round.charge),
            *(round.closed_because or round.stopped_because, round.misfit),
        )


@require_safe
@for_staff()
def history(request: StaffRequest) -> HttpResponse:
    form = HistoryFilterForm(request.GET, cafes=staff.cafes_of(request.user), hint="Round, route or what changed")
    found = staff.changes_of(request.user)
    if cafe := form.wanted.get("cafe"):
        found = found.filter(cafe=cafe)
    for word in wanted_words(form.wanted.get("q", "")):
        found = found.filter(about__icontains=word) | found.filter(what__icontains=word)
    context = paged(request, found) | {"form": form}
    context["changes"] = context["page_obj"].object_list
    return render(request, "rounds/history.html", context)

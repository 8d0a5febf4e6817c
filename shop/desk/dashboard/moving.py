"""Where the orders of a round go that can't: asked for each, or for all at once."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from shop.desk import moving
from shop.desk.moving_forms import MovingForm
from shop.refusals import Refusal
from shop.rounds import staff
from shop.rounds.dashboard import StaffRequest, of_round
from shop.rounds.models import Round

AT_ONCE = 50


@of_round(staff.CHANGE)
def move(request: StaffRequest, round: Any) -> HttpResponse:
    now = timezone.now()
    waiting = moving.waiting_in(round)
    count = waiting.count()
    orders = list(waiting[:AT_ONCE])
    rows = list(zip(orders, moving.choices_for(orders, round=round, now=now), strict=True))
    form = MovingForm(request.POST or None, round=round, rows=rows, initial={"close": count <= AT_ONCE})
    if request.method == "POST" and form.is_valid():
        try:
            done = moving.move(
                round=round,
                to=form.to,
                cancel=form.cancel,
                reason=form.cleaned_data["reason"],
                close=form.cleaned_data.get("close", False),
                by=request.user,
                now=now,
            )
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, told(done))
            there = Round.objects.filter(pk=round.pk).exists()
            return redirect("dashboard:round", pk=round.pk) if there else redirect("dashboard:rounds")
    context = {
        "round": round,
        "form": form,
        "rows": list(form.rows()),
        "more": count - len(orders),
        "has_left": round.leaves_at <= now,
    }
    return render(request, "desk/move.html", context)


def told(done: moving.Done) -> str:
    parts = []
    if done.moved:
        parts.append(f"{done.moved} order{'' if done.moved == 1 else 's'} moved")
    if done.cancelled:
        parts.append(f"{done.cancelled} cancelled")
    closed = " The round is closed." if done.closed else ""
    return f"{', '.join(parts)}; each customer gets a letter.{closed}"

"""Staff look after rounds. Who may not is refused (403); what is of another café is not found (404)."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from shop.accounts.models import User
from shop.rounds import staff
from shop.rounds.models import Round

View = Callable[..., HttpResponseBase]


class StaffRequest(HttpRequest):
    """Behind the door: somebody is signed in."""

    user: User


def for_staff(*rights: str) -> Callable[[View], View]:
    def of(view: View) -> View:
        @login_required
        @wraps(view)
        def checked(request: StaffRequest, **kwargs: Any) -> HttpResponseBase:
            if not all(staff.may(request.user, right) for right in (staff.VIEW, *rights)):
                raise PermissionDenied
            return view(request, **kwargs)

        return checked

    return of


def of_round(*rights: str) -> Callable[[View], View]:
    """Hands the view the round, with its load."""

    def of(view: View) -> View:
        @for_staff(*rights)
        @wraps(view)
        def found(request: StaffRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
            return view(request, get_object_or_404(staff.rounds_of(request.user), pk=pk), **kwargs)

        return found

    return of


def of_cafe(*rights: str) -> Callable[[View], View]:
    def of(view: View) -> View:
        @for_staff(*rights)
        @wraps(view)
        def found(request: StaffRequest, code: str, **kwargs: Any) -> HttpResponseBase:
            cafes = staff.cafes_of(request.user).select_related("partner", "counter", "change_rule")
            return view(request, get_object_or_404(cafes, partner__code=code), **kwargs)

        return found

    return of


def rights(request: StaffRequest) -> dict[str, bool]:
    """Which buttons stand on the page. The views behind them ask again."""
    user = request.user
    return {
        "may_add": staff.may(user, staff.ADD),
        "may_change": staff.may(user, staff.CHANGE),
        "may_change_routes": staff.may(user, staff.CHANGE_ROUTES),
        "may_change_counters": staff.may(user, staff.CHANGE_COUNTERS),
        "may_change_closures": staff.may(user, staff.CHANGE_CLOSURES),
    }


def at_the_cafe(moment: datetime, round: Round) -> datetime:
    return moment.astimezone(ZoneInfo(round.time_zone))

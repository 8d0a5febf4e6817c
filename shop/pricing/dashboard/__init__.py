"""Staff keep prices. Who may not is refused (403); what is not theirs is not found (404)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from shop.accounts.models import User
from shop.pricing import queries

View = Callable[..., HttpResponseBase]


class StaffRequest(HttpRequest):
    """Behind the door: somebody is signed in."""

    user: User


def for_staff(*rights: str) -> Callable[[View], View]:
    def of(view: View) -> View:
        @login_required
        @wraps(view)
        def checked(request: StaffRequest, **kwargs: Any) -> HttpResponseBase:
            if not all(queries.may(request.user, right) for right in rights):
                raise PermissionDenied
            return view(request, **kwargs)

        return checked

    return of


def of_list(*rights: str) -> Callable[[View], View]:
    """Hands the view the price list."""

    def of(view: View) -> View:
        @for_staff(queries.VIEW, *rights)
        @wraps(view)
        def found(request: StaffRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
            return view(request, get_object_or_404(queries.lists(), pk=pk), **kwargs)

        return found

    return of


def for_who_asks(view: View) -> View:
    """Also people of one café: about their own goods and accounts."""

    @login_required
    @wraps(view)
    def checked(request: StaffRequest, **kwargs: Any) -> HttpResponseBase:
        if not queries.may_ask(request.user):
            raise PermissionDenied
        return view(request, **kwargs)

    return checked


def rights(request: StaffRequest) -> dict[str, bool]:
    """Which buttons stand on the page. The views behind them ask again."""
    user = request.user
    return {
        "may_add": queries.may(user, queries.ADD),
        "may_change": queries.may(user, queries.CHANGE),
        "may_delete": queries.may(user, queries.DELETE),
        "may_change_vat": queries.may(user, queries.CHANGE_VAT),
        "may_see_vat": queries.may(user, queries.VIEW_VAT),
        "may_see_accounts": queries.may(user, "trade.view_tradeaccount"),
    }

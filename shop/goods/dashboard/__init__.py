"""Staff's side of the goods. Everyone else is refused (403); goods that are not theirs are not found (404)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from shop.accounts.models import User
from shop.goods import staff_queries

View = Callable[..., HttpResponseBase]


class StaffRequest(HttpRequest):
    """Behind the door: somebody is signed in."""

    user: User


def for_staff(right: str) -> Callable[[View], View]:
    def of(view: View) -> View:
        @login_required
        @wraps(view)
        def checked(request: StaffRequest, **kwargs: Any) -> HttpResponseBase:
            if not staff_queries.may(request.user, right):
                raise PermissionDenied
            return view(request, **kwargs)

        return checked

    return of


def of_product(right: str) -> Callable[[View], View]:
    """Hands the view the product or variant."""

    def of(view: View) -> View:
        @for_staff(right)
        @wraps(view)
        def found(request: StaffRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
            mine = staff_queries.goods(request.user).select_related("parent", "product_class")
            return view(request, get_object_or_404(mine, pk=pk), **kwargs)

        return found

    return of

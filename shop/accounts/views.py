from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse_lazy
from django.views.generic.base import RedirectView

from shop.accounts import queries


@login_required
def account_home(request):
    return render(
        request,
        "accounts/home.html",
        {"desks": queries.desks(request.user), "orders": request.user.orders.prefetch_related("lines")[:3]},
    )


class LeadsTo(RedirectView):
    """A former sign-in or password page: its name and address stay, what it did is done at the one door."""

    query_string = True

    @classmethod
    def named(cls, name: str):
        return cls.as_view(url=reverse_lazy(name))


class StaffDoor(LeadsTo):
    """Staff areas send here whom they refuse. Someone signed in would be sent back, and round in circles."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and "next" in request.GET:
            raise PermissionDenied(f"{request.user} may not open this page.")
        return super().dispatch(request, *args, **kwargs)

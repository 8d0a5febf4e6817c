from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST
from django.views.generic.base import RedirectView

from shop.accounts import actions


@require_POST
@login_required
def sign_out_everywhere(request):
    actions.sign_out_everywhere(user=request.user)
    logout(request)
    messages.success(request, "You are signed out on every device.")
    return redirect("account_login")


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

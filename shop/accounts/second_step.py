"""While settings.STAFF_TWO_FACTOR is on, a staff area opens only to who signed in with two steps.

A session has taken the second step if it gave a code of an authenticator that is still there, or set that one up. So
a session from before the authenticator is not let in by it, and removing the authenticator ends what it opened.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from shop.accounts import queries
from shop.accounts.models import User

# In the session: the authenticators it set up, and the page to go on to (templates/accounts/second_step.html).
SET_UP = "second_steps_set_up"
PAGE_WANTED = "staff_page_wanted"


class SecondStepForStaff:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.STAFF_TWO_FACTOR and (desk := queries.desk_at(request.path)):
            user = request.user
            if isinstance(user, User) and queries.has_a_desk(user):
                if way := way_to_the_second_step(request, user):
                    return lead(request, way, desk)
                request.session.pop(PAGE_WANTED, None)
        return self.get_response(request)


def way_to_the_second_step(request: HttpRequest, user: User) -> str | None:
    """Where the step is taken or set up; None if whoever is signed in here has taken it."""
    existing = dict(Authenticator.objects.filter(user=user).values_list("pk", "type"))
    if Authenticator.Type.TOTP not in existing.values():
        return "mfa_activate_totp"
    return None if existing.keys() & taken(request, user) else "mfa_reauthenticate"


def taken(request: HttpRequest, user: User) -> set[int]:
    records = get_authentication_records(request, user)
    return {record["id"] for record in records if record["method"] == "mfa"} | set(request.session.get(SET_UP, []))


def lead(request: HttpRequest, way: str, desk: queries.Desk) -> HttpResponse:
    """What was posted is not done; from there one comes back to the area's front page."""
    wanted = request.get_full_path() if request.method == "GET" else desk.url
    if request.session.get(PAGE_WANTED) != wanted:
        request.session[PAGE_WANTED] = wanted
    return redirect(f"{reverse(way)}?{urlencode({'next': wanted})}")


def remember_what_was_set_up(*, request: HttpRequest, authenticator: Authenticator, **about: Any) -> None:
    request.session[SET_UP] = [*request.session.get(SET_UP, []), authenticator.pk]


def connect() -> None:
    authenticator_added.connect(remember_what_was_set_up, dispatch_uid="a second step was set up")

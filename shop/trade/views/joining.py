"""Where the link of an invitation leads. What it says of an address, it says only to who got the mail."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from shop.accounts.models import User
from shop.refusals import Refusal
from shop.trade import current, invited, keys
from shop.trade.actions import joining, team
from shop.trade.forms.joining import JoinForm
from shop.trade.models import Invitation, Member

GONE = 410


@never_cache
@sensitive_post_parameters("password", "password_again")
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    if too_many := ratelimit.consume_or_429(request, action="invitation", limit_get=True):
        return too_many
    found = keys.invitation_of(key)
    if found is None:
        raise Http404
    place = next((each for each in current.places(request) if each.account_id == found.account_id), None)
    if place:
        return _inside(request, place)
    if not found.is_open(timezone.now()) or found.account.is_closed:
        return render(request, "trade/joining/over.html", {"invitation": found}, status=GONE)
    if isinstance(request.user, User):
        return _signed_in(request, request.user, found)
    known = invited.person_at(found.email)
    if known and invited.has_signed_in(known):
        return render(request, "trade/joining/sign_in.html", {"invitation": found})
    return _new_here(request, found)


def _inside(request: HttpRequest, place: Member) -> HttpResponse:
    if request.method == "POST":
        return _welcome(request, place)
    return render(request, "trade/joining/inside.html", {"member": place})


def _signed_in(request: HttpRequest, user: User, found: Invitation) -> HttpResponse:
    if not invited.has_proved(user, found.email):
        return render(request, "trade/joining/somebody_else.html", {"invitation": found})
    if request.method == "POST":
        try:
            member = team.accept(invitation=found, user=user, now=timezone.now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)
        return _welcome(request, member)
    return render(request, "trade/joining/accept.html", {"invitation": found})


def _new_here(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = JoinForm(request.POST or None, email=found.email)
    if not form.is_valid():
        return render(request, "trade/joining/new.html", {"invitation": found, "form": form})
    typed = form.cleaned_data
    try:
        member = joining.join_as_new(
            invitation=found,
            first_name=typed["first_name"],
            last_name=typed["last_name"],
            password=typed["password"],
            now=timezone.now(),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(request.path)
    email = member.user.email
    login = Login(user=member.user, email=email, redirect_url=reverse("customer:summary"))
    response = perform_password_login(request, {"email": email}, login)
    if request.user.is_authenticated:
        _welcome(request, member)
    return response


def _welcome(request: HttpRequest, member: Member) -> HttpResponse:
    current.ask_again(request)
    current.choose(request, member.account_id)
    messages.success(request, f"You act for {member.account} now.")
    return redirect("customer:summary")

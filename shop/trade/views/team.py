"""The people of an account: who belongs to it, and who has been asked to."""

from allauth.core import ratelimit
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from shop import exports
from shop.accounts.roles import CHANGE_TEAM, MEMBER_ROLES, SEE_TEAM
from shop.paging import A_PAGE, paged
from shop.refusals import Refusal
from shop.trade import domain, queries
from shop.trade.actions import team
from shop.trade.current import member_who_may
from shop.trade.forms.team import InvitationForm, MemberForm, TeamFilter
from shop.trade.models import Invitation, Member

TOO_MANY = "You have sent many invitations within the hour. What you typed is still here: send it a little later."
COLUMNS = ("Name", "E-mail address", "Role", "Limit for one order", "Since")


@member_who_may(SEE_TEAM)
def members(request: HttpRequest, member: Member) -> HttpResponseBase:
    narrowed = TeamFilter(request.GET)
    found = queries.team(member.account, **narrowed.wanted())
    sees_limits = queries.sees_limits(member)
    if kind := exports.asked_for(request):
        rows = (_row(each, with_limit=sees_limits or each == member) for each in found)
        return exports.answer(name=f"{member.account} team", columns=COLUMNS, rows=rows, kind=kind)
    waiting = queries.open_invitations(member.account) if member.may(CHANGE_TEAM) else Invitation.objects.none()
    context = paged(request, found) | {
        "member": member,
        "invitations": Paginator(waiting, A_PAGE).get_page(request.GET.get("invitations")),
        "filter": narrowed,
        "is_narrowed": any(narrowed.wanted().values()),
        "roles": MEMBER_ROLES.values(),
        "sees_limits": sees_limits,
        "now": timezone.now(),
    }
    return render(request, "trade/team/list.html", context)


def _row(member: Member, *, with_limit: bool) -> tuple:
    limit = domain.limit_in_words(member.spend_limit, member.account.currency) if with_limit else ""
    return (str(member.user), member.user.email, member.job.name, limit, timezone.localtime(member.joined_at).date())


@member_who_may(CHANGE_TEAM)
def invite(request: HttpRequest, member: Member) -> HttpResponse:
    form = InvitationForm(request.POST or None, account=member.account)
    if form.is_valid():
        if not ratelimit.consume(request, action="invite"):
            form.add_error(None, TOO_MANY)
        else:
            try:
                sent = team.invite(account=member.account, by=member.user, now=timezone.now(), **form.cleaned_data)
            except Refusal as refusal:
                form.add_error("email", str(refusal))
            else:
                messages.success(request, f"The invitation is on its way to {sent.email}.")
                return redirect("customer:team")
    return render(request, "trade/team/invite.html", {"member": member, "form": form})


@require_POST
@member_who_may(CHANGE_TEAM)
def invitation_again(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    invitation = get_object_or_404(queries.open_invitations(member.account), pk=pk)
    if not ratelimit.consume(request, action="invite"):
        messages.error(request, "You have sent many invitations within the hour. Try again a little later.")
        return redirect("customer:team")
    try:
        team.send_again(invitation=invitation, by=member.user, now=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"The invitation is on its way to {invitation.email} again.")
    return redirect("customer:team")


@require_POST
@member_who_may(CHANGE_TEAM)
def invitation_withdraw(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    invitation = get_object_or_404(queries.open_invitations(member.account), pk=pk)
    try:
        team.withdraw(invitation=invitation, by=member.user, now=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"The invitation of {invitation.email} is withdrawn: its link opens nothing now.")
    return redirect("customer:team")


@member_who_may(CHANGE_TEAM)
def team_member(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    other = get_object_or_404(queries.team(member.account), pk=pk)
    form = MemberForm(request.POST or None, member=other)
    if form.is_valid():
        try:
            team.change_role(member=other, by=member.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("role", str(refusal))
        else:
            messages.success(request, f"Saved: {other.user}'s place in the account.")
            return redirect("customer:team")
    return render(request, "trade/team/member.html", {"member": member, "other": other, "form": form})


@member_who_may(CHANGE_TEAM)
def team_remove(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    other = get_object_or_404(queries.team(member.account), pk=pk)
    return _ended(request, member, other)


@member_who_may()
def leave(request: HttpRequest, member: Member) -> HttpResponse:
    return _ended(request, member, member)


def _ended(request: HttpRequest, member: Member, other: Member) -> HttpResponse:
    """Asks first, and tells why if it can't be."""
    oneself = member.pk == other.pk
    refusal = None
    if request.method == "POST":
        try:
            team.remove(member=other, by=member.user, now=timezone.now())
        except Refusal as answer:
            refusal = answer
        else:
            if oneself:
                messages.success(request, f"You have left {member.account}.")
                return redirect("customer:summary")
            messages.success(request, f"{other.user} no longer belongs to {member.account}.")
            return redirect("customer:team")
    context = {"member": member, "other": other, "oneself": oneself, "refusal": refusal}
    return render(request, "trade/team/remove.html", context)

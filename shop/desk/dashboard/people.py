"""Staff look after who belongs to an account, by the same actions as its owners do."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from shop.desk import queries
from shop.desk.dashboard import StaffRequest, attempt, back, form_page, of_account
from shop.desk.forms import ReasonForm
from shop.desk.queries import CHANGE
from shop.trade.actions import team
from shop.trade.forms.team import InvitationForm, MemberForm
from shop.trade.models import TradeAccount


@of_account(CHANGE)
def invite(request: StaffRequest, account: TradeAccount) -> HttpResponse:
    form = InvitationForm(request.POST or None, account=account)
    return form_page(
        request,
        account,
        form,
        lambda: team.invite(account=account, by=request.user, now=timezone.now(), **form.cleaned_data),
        title="Invite somebody",
        button="Send the invitation",
        done="The invitation is on its way.",
        means=("They get a link by mail, good for 14 days, and choose a password of their own.",),
    )


@of_account(CHANGE)
def place(request: StaffRequest, account: TradeAccount, member: int) -> HttpResponse:
    person = get_object_or_404(queries.people_of(account), pk=member)
    form = MemberForm(request.POST or None, member=person)
    return form_page(
        request,
        account,
        form,
        lambda: team.change_role(member=person, by=request.user, **form.cleaned_data),
        title=f"{person.user}: role and limit",
        button="Save",
        done=f"{person.user}'s place is saved.",
        person=person,
    )


@of_account(CHANGE)
def remove(request: StaffRequest, account: TradeAccount, member: int) -> HttpResponse:
    person = get_object_or_404(queries.people_of(account), pk=member)
    form = ReasonForm(request.POST or None)
    return form_page(
        request,
        account,
        form,
        lambda: team.remove(member=person, by=request.user, now=timezone.now(), **form.cleaned_data),
        title=f"Remove {person.user}",
        button=f"Remove {person.user} from {account.name}",
        done=f"{person.user} no longer belongs to {account.name}.",
        means=(
            f"{person.user} loses this account at the next page, and is told by e-mail.",
            "Their own sign-in, their other accounts and what they did here stay.",
        ),
        danger=True,
    )


@of_account(CHANGE)
@require_POST
def again(request: StaffRequest, account: TradeAccount, invitation: int) -> HttpResponse:
    found = get_object_or_404(queries.waiting(account), pk=invitation)
    attempt(
        request,
        lambda: team.send_again(invitation=found, by=request.user, now=timezone.now()),
        f"The invitation to {found.email} is on its way again.",
    )
    return back(account, "people")


@of_account(CHANGE)
@require_POST
def withdraw(request: StaffRequest, account: TradeAccount, invitation: int) -> HttpResponse:
    found = get_object_or_404(queries.waiting(account), pk=invitation)
    attempt(
        request,
        lambda: team.withdraw(invitation=found, by=request.user, now=timezone.now()),
        f"The invitation to {found.email} is withdrawn.",
    )
    return back(account, "people")

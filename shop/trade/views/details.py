"""What the company says of itself, and what a member wants to be told."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shop.accounts.roles import CHANGE_DETAILS, SEE_DETAILS
from shop.trade.actions.details import change_details, set_preferences
from shop.trade.current import member_who_may
from shop.trade.forms.details import DetailsForm, PreferencesForm
from shop.trade.models import Member, TradeAccount


@member_who_may(SEE_DETAILS)
def details(request: HttpRequest, member: Member) -> HttpResponse:
    """To be read by who may; the form is for who may change it, and nobody else can send it."""
    if not member.may(CHANGE_DETAILS):
        return render(request, "trade/details/read.html", {"member": member}, status=_asked(request))
    account = TradeAccount.objects.select_related("cafe__partner").get(pk=member.account_id)
    form = DetailsForm(request.POST or None, instance=account)
    if form.is_valid():
        change_details(account=form.save(commit=False), changed=form.changed_data, by=member.user)
        messages.success(request, "Saved.")
        return redirect("customer:details")
    return render(request, "trade/details/edit.html", {"member": member, "form": form})


def _asked(request: HttpRequest) -> int:
    return 200 if request.method in {"GET", "HEAD"} else 403


@member_who_may()
def preferences(request: HttpRequest, member: Member) -> HttpResponse:
    form = PreferencesForm(request.POST if request.method == "POST" else None, instance=member)
    if form.is_valid():
        form.save(commit=False)
        set_preferences(member=member, changed=form.changed_data)
        messages.success(request, "Saved.")
        return redirect("customer:preferences")
    return render(request, "trade/preferences.html", {"member": member, "form": form})

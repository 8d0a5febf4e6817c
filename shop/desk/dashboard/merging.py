"""Finding accounts that are one company, comparing them, and making one of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from shop.desk import actions, queries
from shop.desk.dashboard import StaffRequest, back, for_staff, of_account
from shop.desk.forms import MergeForm, PartnerForm
from shop.desk.queries import MERGE
from shop.paging import paged
from shop.refusals import Refusal
from shop.trade.actions import merging
from shop.trade.models import FIRST_NUMBER, TradeAccount


@require_safe
@for_staff(MERGE)
def duplicates(request: StaffRequest) -> HttpResponse:
    context = paged(request, queries.likely_duplicates(request.user))
    pairs = context["page_obj"].object_list
    accounts = queries.accounts(request.user).in_bulk({pk for pair in pairs for pk in (pair.first, pair.second)})
    context["pairs"] = [(accounts[pair.first], accounts[pair.second], pair.why) for pair in pairs]
    return render(request, "desk/duplicates.html", context)


@of_account(MERGE)
def choose(request: StaffRequest, account: TradeAccount) -> HttpResponse:
    """Which account is the same company: the likely ones are offered, any other by its number."""
    form = PartnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        pk = form.cleaned_data["number"] - FIRST_NUMBER
        other = queries.accounts(request.user).filter(pk=pk).first()
        if other is None:
            form.add_error("number", "There is no account of this number.")
        elif why := merging.why_not(duplicate=other, into=account):
            form.add_error("number", f"These accounts can't be merged: {why}")
        else:
            return redirect("dashboard:account-merge-with", pk=account.pk, duplicate=other.pk)
    context = {"account": account, "form": form, "alike": queries.like_this(account, request.user)}
    return render(request, "desk/merge_choose.html", context)


@of_account(MERGE)
def merge(request: StaffRequest, account: TradeAccount, duplicate: int) -> HttpResponse:
    """The account of the address is kept."""
    other = get_object_or_404(queries.accounts(request.user), pk=duplicate)
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reason, now = form.cleaned_data["reason"], timezone.now()
            actions.merge(duplicate=other, into=account, reason=reason, by=request.user, now=now)
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{other.name} ({other.number}) is now part of {account.name}.")
            return back(account)
    now = timezone.now()
    sides = [queries.side_by_side(account, now=now), queries.side_by_side(other, now=now)]
    context = {
        "account": account,
        "duplicate": other,
        "sides": sides,
        "new_lists": [each for each in sides[1]["lists"] if each not in sides[0]["lists"]],
        "moves": merging.moves(duplicate=other, into=account),
        "why_not": merging.why_not(duplicate=other, into=account),
        "form": form,
    }
    return render(request, "desk/merge.html", context)

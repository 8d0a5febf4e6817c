"""What staff change of an account: its details, its terms, its standing."""

from copy import copy

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from shop.desk import actions
from shop.desk.dashboard import StaffRequest, for_staff, form_page, of_account
from shop.desk.forms import CloseForm, DetailsForm, HoldForm, NewAccountForm, PriceListsForm, ReasonForm, TermsForm
from shop.desk.queries import ADD, CHANGE, SET_TERMS, under_way
from shop.pricing.actions.giving import set_lists
from shop.refusals import Refusal
from shop.trade.actions import standing
from shop.trade.actions.details import change_details
from shop.trade.models import TradeAccount


@for_staff(ADD)
def new(request: StaffRequest) -> HttpResponse:
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            opened = actions.open_by_hand(
                account=form.save(commit=False),
                deliver_here=data["deliver_here"],
                owner=data["owner"],
                reason=data["reason"],
                by=request.user,
                now=timezone.now(),
            )
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{opened.name} is open, and {data['owner']} is invited to run it.")
            return redirect("dashboard:account", pk=opened.pk)
    return render(request, "desk/new.html", {"form": form})


@of_account(CHANGE)
def details(request: StaffRequest, account: TradeAccount) -> HttpResponse:
    form = DetailsForm(request.POST or None, instance=copy(account))
    return form_page(
        request,
        account,
        form,
        lambda: change_details(account=form.instance, changed=form.changed_data, by=request.user),
        title="Details",
        button="Save the details",
        done="The details are saved.",
    )


@of_account(SET_TERMS)
def terms(request: StaffRequest, account: TradeAccount) -> HttpResponse:
    form = TermsForm(request.POST or None, instance=copy(account))
    return form_page(
        request,
        account,
        form,
        lambda: standing.set_terms(
            account=account, reason=form.cleaned_data["reason"], by=request.user, **form.changes()
        ),
        title="Terms, limit and café",
        button="Save the terms",
        done="The terms are saved. Owners and bookkeepers are told if anything changed.",
        means=("They count from the next order. What is invoiced already stays due as it was.",),
    )


@of_account(SET_TERMS)
def price_lists(request: StaffRequest, account: TradeAccount) -> HttpResponse:
    form = PriceListsForm(request.POST or None, account=account, today=timezone.localdate())
    return form_page(
        request,
        account,
        form,
        lambda: set_lists(
            account=account,
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
            **form.changes(),
        ),
        title="Price lists",
        button="Save the lists",
        done="The lists are saved. They hold from the next page that the customer opens.",
        means=("Orders that are placed keep their prices. Baskets are priced anew, and say what changed.",),
    )


@of_account(SET_TERMS)
def hold(request: StaffRequest, account: TradeAccount) -> HttpResponse:
    form = HoldForm(request.POST or None, initial={"reason": account.hold_reason})
    return form_page(
        request,
        account,
        form,
        lambda: standing.put_on_hold(account=account, by=request.user, **form.cleaned_data),
        title="Put on hold" if not account.hold_reason else "What the customer reads",
        button="Put on hold" if not account.hold_reason else "Save the reason",
        done=f"{account.name} is on hold. Owners and bookkeepers have been written to.",
        means=(
            "They can't order on account any more. They can still order, and pay with the order.",
            "What is ordered already goes out as agreed.",
        ),
        danger=True,
    )


@of_account(SET_TERMS)
def release(request: StaffRequest, account: TradeAccount) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    return form_page(
        request,
        account,
        form,
        lambda: standing.release(account=account, by=request.user, **form.cleaned_data),
        title="Release the hold",
        button="Release",
        done=f"{account.name} can order on account again. Owners and bookkeepers have been written to.",
        means=(f"On hold because: {account.hold_reason}",) if account.hold_reason else (),
    )


@of_account(SET_TERMS)
def close(request: StaffRequest, account: TradeAccount) -> HttpResponse:
    form = CloseForm(request.POST or None)
    return form_page(
        request,
        account,
        form,
        lambda: actions.close(account=account, by=request.user, now=timezone.now(), **form.cleaned_data),
        title="Close the account",
        button="Close the account",
        done=f"{account.name} is closed.",
        means=(
            "Its people lose it at their next page, and its open invitations end.",
            "Orders, documents, notes and history stay. The account can be opened again.",
        ),
        danger=True,
        hindrances=under_way(account),
    )


@of_account(SET_TERMS)
def reopen(request: StaffRequest, account: TradeAccount) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    return form_page(
        request,
        account,
        form,
        lambda: standing.reopen(account=account, by=request.user, **form.cleaned_data),
        title="Open it again",
        button="Open it again",
        done=f"{account.name} is open again.",
        means=("With the people, places and terms it had. Look at the terms before they order.",),
    )

"""The one place for all about an account. What comes later adds its part to `parts`, and a template to the sections."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from shop.desk import queries
from shop.desk.dashboard import StaffRequest, of_account
from shop.desk.forms import NoteForm
from shop.paging import paged
from shop.pricing.queries import ADD as ADD_LIST
from shop.pricing.queries import VIEW as SEE_LISTS
from shop.pricing.queries import for_everybody, lists_of
from shop.trade.models import TradeAccount

NEWEST = 10
NEWEST_PAPERS = 5


@require_safe
@of_account()
def account(request: StaffRequest, account: TradeAccount) -> HttpResponse:
    context = rights(request, account) | head(request, account)
    for part in parts:
        context |= part(request, account)
    return render(request, "desk/account.html", context)


def head(request: StaffRequest, account: TradeAccount) -> dict[str, Any]:
    kept = account.merged_into
    return {
        "account": account,
        "held": queries.held(account),
        "kept": kept if kept and queries.accounts(request.user).filter(pk=kept.pk).exists() else None,
        "aliases": list(account.aliases.all()),
        "application": queries.application_of(account, request.user),
    }


def rights(request: StaffRequest, account: TradeAccount) -> dict[str, bool]:
    """Which buttons stand on the page. The views behind them ask again."""
    user, open_ = request.user, not account.is_closed
    return {
        "may_change": open_ and queries.may(user, queries.CHANGE),
        "may_set_terms": open_ and queries.may(user, queries.SET_TERMS),
        "may_reopen": not open_ and not account.merged_into_id and queries.may(user, queries.SET_TERMS),
        "may_merge": open_ and queries.may(user, queries.MERGE),
        "may_write": queries.may_write(user),
    }


def team(request: StaffRequest, account: TradeAccount) -> dict[str, Any]:
    now = timezone.now()
    people = list(queries.people_of(account)[: NEWEST + 1])
    invitations = [(each, each.is_open(now)) for each in queries.waiting(account)[:NEWEST]]
    return {"people": people[:NEWEST], "more_people": len(people) > NEWEST, "invitations": invitations}


def places(request: StaffRequest, account: TradeAccount) -> dict[str, Any]:
    found = list(queries.places_of(account)[: NEWEST + 1])
    return {"places": found[:NEWEST], "more_places": len(found) > NEWEST}


def orders(request: StaffRequest, account: TradeAccount) -> dict[str, Any]:
    found = list(queries.orders_of(account, request.user)[: NEWEST + 1])
    return {"orders": found[:NEWEST], "more_orders": len(found) > NEWEST}


def notes(request: StaffRequest, account: TradeAccount) -> dict[str, Any]:
    found = list(queries.notes_of(account)[: NEWEST_PAPERS + 1])
    return noted(request, found[:NEWEST_PAPERS]) | {"more_notes": len(found) > NEWEST_PAPERS, "note_form": NoteForm()}


def noted(request: StaffRequest, notes: Any) -> dict[str, Any]:
    now = timezone.now()
    return {"notes": [(note, note.may_be_taken_back(by=request.user, now=now)) for note in notes]}


def files(request: StaffRequest, account: TradeAccount) -> dict[str, Any]:
    found = list(queries.files_of(account)[: NEWEST_PAPERS + 1])
    return {"files": found[:NEWEST_PAPERS], "more_files": len(found) > NEWEST_PAPERS}


def changes(request: StaffRequest, account: TradeAccount) -> dict[str, Any]:
    found = list(queries.history_of(account)[: NEWEST + 1])
    return {"changes": found[:NEWEST], "more_changes": len(found) > NEWEST}


def prices(request: StaffRequest, account: TradeAccount) -> dict[str, Any]:
    today = timezone.localdate()
    given = [(each, each.price_list.span.why_not(today)) for each in lists_of(account)]
    return {
        "given_lists": given,
        "common_lists": list(for_everybody()),
        "may_see_lists": queries.may(request.user, SEE_LISTS),
        "may_add_list": queries.may(request.user, ADD_LIST),
    }


parts = (team, places, orders, prices, notes, files, changes)


@require_safe
@of_account()
def history(request: StaffRequest, account: TradeAccount) -> HttpResponse:
    listed = paged(request, queries.history_of(account))
    context = listed | {"account": account, "title": "History", "changes": listed["page_obj"]}
    return render(request, "desk/history.html", context)


@require_safe
@of_account()
def people(request: StaffRequest, account: TradeAccount) -> HttpResponse:
    now = timezone.now()
    listed = paged(request, queries.people_of(account))
    context = listed | rights(request, account)
    context |= {
        "account": account,
        "title": "People",
        "people": listed["page_obj"],
        "invitations": [(each, each.is_open(now)) for each in queries.waiting(account)],
    }
    return render(request, "desk/people.html", context)


@require_safe
@of_account()
def all_places(request: StaffRequest, account: TradeAccount) -> HttpResponse:
    listed = paged(request, queries.places_of(account))
    context = listed | {"account": account, "title": "Places", "places": listed["page_obj"]}
    return render(request, "desk/places.html", context)

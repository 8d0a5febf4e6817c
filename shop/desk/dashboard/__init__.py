"""Staff look after trade accounts. Everyone else is refused (403); an account that is not theirs is not found (404)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from shop.accounts.models import User
from shop.desk import queries
from shop.refusals import Refusal
from shop.trade.models import TradeAccount

View = Callable[..., HttpResponseBase]


class StaffRequest(HttpRequest):
    """Behind the door: somebody is signed in."""

    user: User


def for_staff(*rights: str) -> Callable[[View], View]:
    def of(view: View) -> View:
        @login_required
        @wraps(view)
        def checked(request: StaffRequest, **kwargs: Any) -> HttpResponseBase:
            if not queries.may_look(request.user):
                raise PermissionDenied
            if not all(queries.may(request.user, right) for right in rights):
                raise PermissionDenied
            return view(request, **kwargs)

        return checked

    return of


def of_account(*rights: str) -> Callable[[View], View]:
    """Hands the view the account. Without the right the page is closed; an account that isn't theirs doesn't exist."""

    def of(view: View) -> View:
        @for_staff()
        @wraps(view)
        def found(request: StaffRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
            account = get_object_or_404(queries.accounts(request.user), pk=pk)
            if not all(queries.may(request.user, right) for right in rights):
                raise PermissionDenied
            return view(request, account, **kwargs)

        return found

    return of


def writers_of_account(view: View) -> View:
    """Who may also write notes and keep files."""

    @of_account()
    @wraps(view)
    def checked(request: StaffRequest, account: TradeAccount, **kwargs: Any) -> HttpResponseBase:
        if not queries.may_write(request.user):
            raise PermissionDenied
        return view(request, account, **kwargs)

    return checked


def form_page(
    request: StaffRequest,
    account: TradeAccount,
    form: forms.BaseForm,
    act: Callable[[], object],
    *,
    title: str,
    button: str,
    done: str,
    means: tuple[str, ...] = (),
    danger: bool = False,
    **context: Any,
) -> HttpResponse:
    """A form of its own page. A refusal stands above it, and what was typed stays in it."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return back(account)
    context |= {
        "account": account,
        "form": form,
        "title": title,
        "button": button,
        "means": means,
        "danger": danger,
        "includes_files": form.is_multipart(),
    }
    return render(request, "desk/form.html", context)


def attempt(request: StaffRequest, act: Callable[[], object], done: str) -> None:
    """For a button alone: the answer is a message on the page it came from."""
    try:
        act()
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)


def back(account: TradeAccount, anchor: str = "") -> HttpResponse:
    answer = redirect("dashboard:account", pk=account.pk)
    if anchor:
        answer["Location"] += f"#{anchor}"
    return answer

"""The order pad: one form. Each button of it says what shall be done with what stands there."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from shop.pad import forms, queries
from shop.pad.actions import lists as keeping
from shop.pad.actions.filling import Filled, fill
from shop.pad.doors import who_orders
from shop.pad.rows import Row, rows_of
from shop.pad.showing import Asked, Pad, default_place, summary_of
from shop.plain import one_line
from shop.refusals import Refusal
from shop.trade.models import Member

ORDERED_MEANWHILE = "Your basket has just been ordered. What you wrote is still here, for the next one."
NOT_PUT = "{} in your basket, {} not yet: see what is said below."
NOTHING_NEW = "Nothing is changed: your basket holds just this."
GONE = "no longer sold"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@who_orders
def pad(request: HttpRequest, member: Member) -> HttpResponse:
    if request.method != "POST":
        return show(request, opened(request, member))
    if request.POST.get("load"):
        return load(request, member)
    do = {"filter": narrow, "usuals": usuals, "save": save, "save-over": save_over}
    return do.get(request.POST.get("asked", ""), put)(request, member)


def opened(request: HttpRequest, member: Member) -> Pad:
    loaded = None
    if "list" in request.GET:
        loaded = get_object_or_404(queries.lists(member), pk=forms.list_key(request.GET) or 0)
    return Pad(request, member, timezone.now(), asked=asked(request.GET), loaded=loaded, puts_list=True)


def asked(data: Mapping[str, Any]) -> Asked:
    return Asked(one_line(str(data.get("q", "")))[:100], one_line(str(data.get("shelf", "")))[:255])


def show(request: HttpRequest, shown: Pad, *, refused: str = "", form: Any = None, **more: Any) -> HttpResponse:
    form = form or forms.ListForm(initial={"name": "", "is_shared": True})
    return render(
        request,
        "pad/pad.html",
        {"pad": shown, "member": shown.member, "summary": shown.summary, "refused": refused, "form": form, **more},
    )


def again(request: HttpRequest, member: Member, **more: Any) -> Pad:
    """With all that was written."""
    if "loaded" not in more and (key := forms.list_key(request.POST)):
        more["loaded"] = queries.lists(member).filter(pk=key).first()
    typed = forms.quantities(request.POST)
    return Pad(request, member, timezone.now(), typed=typed, asked=asked(request.POST), **more)


def narrow(request: HttpRequest, member: Member) -> HttpResponse:
    return show(request, again(request, member))


def load(request: HttpRequest, member: Member) -> HttpResponse:
    loaded = get_object_or_404(queries.lists(member), pk=forms.list_key(request.POST, "load") or 0)
    return show(request, again(request, member, loaded=loaded, puts_list=True))


def usuals(request: HttpRequest, member: Member) -> HttpResponse:
    return show(request, again(request, member, puts_usuals=True))


def put(request: HttpRequest, member: Member) -> HttpResponse:
    """What can be ordered goes into the basket; what can't is named, and stays written."""
    if request.POST.get("lines", "").strip():
        from shop.pad.views.pasting import review  # which comes back here

        return review(request, member)
    typed = forms.quantities(request.POST)
    before = forms.pairs(request.POST.get("shown", ""))
    changed = {pk: text for pk, text in typed.items() if forms.number_of(text) != before.get(pk, 0)}
    rows = rows_by_key(request, member, changed)
    wanted: dict[Row, int] = {}
    faults: dict[int, str] = {}
    for pk, text in changed.items():
        number = forms.number_of(text)
        if number is None:
            faults[pk] = forms.WHOLE_NUMBER
        elif pk not in rows:
            faults |= {pk: GONE} if number else {}
        elif number and (why := rows[pk].refuse(number)):
            faults[pk] = why
        else:
            wanted[rows[pk]] = number
    try:
        filled = fill(basket=request.basket, wanted=wanted)  # type: ignore[attr-defined]
    except (Refusal, PermissionDenied) as refusal:
        words = str(refusal) if isinstance(refusal, Refusal) else ORDERED_MEANWHILE
        return show(request, again(request, member, faults=faults), refused=words)
    if faults:
        return show(request, again(request, member, faults=faults), refused=named(filled, faults))
    messages.success(request, done(filled) if filled.any else NOTHING_NEW)
    return redirect("basket:summary")


def rows_by_key(request: HttpRequest, member: Member, products: Any) -> dict[int, Row]:
    currency = member.account.currency
    found = queries.these(currency=currency, products=list(products))
    rows = rows_of(found, strategy=request.strategy, currency=currency)  # type: ignore[attr-defined]
    return {row.pk: row for row in rows}


def done(filled: Filled) -> str:
    """ "12 lines are in your basket; 1 was taken out." """
    said = []
    if count := filled.added + filled.changed:
        said.append("1 line is in your basket" if count == 1 else f"{count} lines are in your basket")
    if filled.removed:
        said.append("1 was taken out" if filled.removed == 1 else f"{filled.removed} were taken out")
    return f"{'; '.join(said)}."


def named(filled: Filled, faults: Mapping[int, str]) -> str:
    count = filled.added + filled.changed + filled.removed
    there = f"{count} line{' is' if count == 1 else 's are'}" if count else "Nothing is"
    return NOT_PUT.format(there, f"{len(faults)} {'is' if len(faults) == 1 else 'are'}")


def save(request: HttpRequest, member: Member) -> HttpResponse:
    form = forms.ListForm(request.POST)
    if not form.is_valid():
        words = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return show(request, again(request, member), form=form, list_refused=words)
    wanted, faults = lines_of(request, member)
    if faults:
        return show(request, again(request, member, faults=faults), form=form, list_refused=not_numbers(faults))
    try:
        saved = keeping.make(
            member=member,
            name=form.cleaned_data["name"],
            is_shared=form.cleaned_data["is_shared"],
            lines=wanted,
            now=timezone.now(),
        )
    except Refusal as refusal:
        return show(request, again(request, member), form=form, list_refused=str(refusal))
    return kept(request, member, saved)


def save_over(request: HttpRequest, member: Member) -> HttpResponse:
    key = forms.list_key(request.POST)
    if key is None:
        raise Http404
    wanted, faults = lines_of(request, member)
    if faults:
        return show(request, again(request, member, faults=faults), list_refused=not_numbers(faults))
    try:
        saved = keeping.save_over(pk=key, member=member, lines=wanted, now=timezone.now())
    except Refusal as refusal:
        return show(request, again(request, member), list_refused=str(refusal))
    return kept(request, member, saved)


def kept(request: HttpRequest, member: Member, saved: Any) -> HttpResponse:
    messages.success(request, f"“{saved}” is saved. It fills the pad whenever you load it.")
    return show(request, again(request, member, loaded=saved))


def lines_of(request: HttpRequest, member: Member) -> tuple[list[keeping.Line], dict[int, str]]:
    """What stands on the pad, also what is sold out today: a list is for other days too."""
    written = {pk: text for pk, text in forms.quantities(request.POST).items() if text and text != "0"}
    rows = rows_by_key(request, member, written)
    numbers = {pk: forms.number_of(text) for pk, text in written.items()}
    faults = {pk: forms.WHOLE_NUMBER for pk, number in numbers.items() if number is None}
    faults |= {pk: GONE for pk, number in numbers.items() if number and pk not in rows}
    lines = [
        keeping.Line(pk, rows[pk].sku, rows[pk].title, number, rows[pk].price_at(number).excl_tax)
        for pk, number in numbers.items()
        if number and pk in rows
    ]
    return lines, faults


def not_numbers(faults: Mapping[int, str]) -> str:
    return f"The list is not saved yet: look at the {len(faults)} marked line{'' if len(faults) == 1 else 's'}."


@never_cache
@require_POST
@who_orders
def total(request: HttpRequest, member: Member) -> HttpResponse:
    """What stands on the pad comes to: asked for while somebody writes, and nothing is changed by it."""
    fields = {pk: str(number) for pk, number in forms.pairs(request.POST.get("wanted", "")).items()}
    rows = rows_by_key(request, member, fields)
    summary = summary_of(fields, rows, member=member, place=default_place(member), now=timezone.now())
    return render(request, "pad/total.html", {"summary": summary})

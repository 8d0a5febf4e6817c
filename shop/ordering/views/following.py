"""A guest's order by the link of its letter, and the calendar's entry for either kind of buyer."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shop.ordering.calendar import MEDIA_TYPE, calendar_file
from shop.ordering.keys import guest_page, page_of
from shop.ordering.letters import calendar_entry, calendar_name
from shop.ordering.seeing import by_link, seen_in, whole
from shop.ordering.showing import Shown


def kept_out_of_sight(response: HttpResponse, *, has_forms: bool = False) -> HttpResponse:
    """The address is the key: it is told to no other site, and no search engine keeps it. A form that says nothing of
    where it stands is refused, so to ourselves a page with forms is named."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin" if has_forms else "no-referrer"
    return response


@require_safe
@never_cache
def guest(request: HttpRequest, number: str, signature: str) -> HttpResponse:
    order = get_object_or_404(whole(by_link(number, signature)))
    words = {"shown": Shown(order, timezone.now()), "signature": signature}
    return kept_out_of_sight(render(request, "ordering/guest.html", words))


@require_safe
@never_cache
def guest_calendar(request: HttpRequest, number: str, signature: str) -> HttpResponse:
    order = get_object_or_404(whole(by_link(number, signature)))
    return kept_out_of_sight(_file(order, link=guest_page(number)))


@require_safe
@never_cache
def calendar(request: HttpRequest, number: str) -> HttpResponse:
    order = get_object_or_404(whole(seen_in(request)), number=number)
    return _file(order, link=page_of(order))


def _file(order: Any, *, link: str) -> HttpResponse:
    shown = Shown(order, timezone.now())
    entry = calendar_entry(shown, link=link)
    if entry is None or not shown.is_kept:
        raise Http404
    response = HttpResponse(calendar_file(entry, now=shown.now), content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{calendar_name(shown)}"'
    return response

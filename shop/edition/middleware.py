"""Visitors' pages from the store, in front of the whole house. Who is signed in, or has a message waiting, passes by.

A page for everybody is made as if by a person without cookies, so nothing personal can get into it.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone

from shop.edition.horizon import looking_ahead
from shop.edition.keeping import edition_for
from shop.edition.page import Page, foreign_cookies
from shop.edition.release import release
from shop.edition.views import says_it_is_for_everybody

LONGEST = timedelta(hours=1)
PASSED_BY = ("HTTP_AUTHORIZATION", "HTTP_X_FORWARDED_HOST", "QUERY_STRING")


class VisitorPages:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.store = caches["pages"]
        self.marks_of_a_person = {settings.SESSION_COOKIE_NAME, "messages"}
        self.files = (settings.STATIC_URL, settings.MEDIA_URL)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.VISITOR_PAGES or not self.is_a_visitors(request):
            return self.get_response(request)
        key = address(request)
        stored: Page | None = self.store.get(key)
        if stored is None and not is_for_everybody(request):
            return self.get_response(request)
        # Before the page is made: what is changed meanwhile belongs to the next edition.
        current = edition_for(request)
        if stored and stored.holds(edition=current, now=timezone.now()):
            return stored.answer(request)
        if request.method == "HEAD":
            return self.get_response(request)
        return self.make(request, key, current)

    def is_a_visitors(self, request: HttpRequest) -> bool:
        return (
            request.method in ("GET", "HEAD")
            and self.marks_of_a_person.isdisjoint(request.COOKIES)
            and not any(request.META.get(name) for name in PASSED_BY)
            and not request.path_info.startswith(self.files)
        )

    def make(self, request: HttpRequest, key: str, current: str) -> HttpResponse:
        cookies, request.COOKIES = request.COOKIES, {}
        request.is_for_everybody = True  # type: ignore[attr-defined]
        with looking_ahead() as horizon:
            response = self.get_response(request)
        request.COOKIES = cookies
        for name in ("CSRF_COOKIE", "CSRF_COOKIE_NEEDS_UPDATE"):
            request.META.pop(name, None)
        if response.streaming:
            return response

        page = Page.made(response, edition=current, until=horizon.until)
        foreign = foreign_cookies(response)
        if page.status == 200 and not foreign:
            left = horizon.until - timezone.now() if horizon.until else LONGEST
            self.store.set(key, page, max(min(left, LONGEST).total_seconds(), 0))
        answer = page.answer(request)
        for name in foreign:
            answer.cookies[name] = response.cookies[name]
        return answer


def address(request: HttpRequest) -> str:
    parts = (release(), request.scheme or "", request.META.get("HTTP_HOST", ""), request.path_info)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def is_for_everybody(request: HttpRequest) -> bool:
    try:
        return says_it_is_for_everybody(resolve(request.path_info))
    except Resolver404:
        return False

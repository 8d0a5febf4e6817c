"""A page as it is stored: without anything personal, ready to be filled in for whoever asks."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from shop.edition import tokens
from shop.edition.fragments import TOKEN, Parts

# Those of one answer, not of the page.
OWN_HEADERS = {"content-length", "etag", "vary", "cache-control"}


@dataclass(frozen=True)
class Page:
    edition: str
    until: datetime | None
    status: int
    headers: tuple[tuple[str, str], ...]
    parts: Parts
    digest: str

    @classmethod
    def made(cls, response: HttpResponse, *, edition: str, until: datetime | None) -> "Page":
        parts = Parts.of(response.content.decode())
        headers = tuple((name, value) for name, value in response.items() if name.lower() not in OWN_HEADERS)
        digest = hashlib.sha256(repr(parts).encode()).hexdigest()
        return cls(edition, until, response.status_code, headers, parts, digest)

    def holds(self, *, edition: str, now: datetime) -> bool:
        return self.edition == edition and (self.until is None or now < self.until)

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The same page for the same person has the same ETag, whatever mask its form tokens wear."""
        tokens.read_cookie(request)
        fillings = self.parts.fillings(request)
        signs = [tokens.secret_of(request).encode() if n == TOKEN else fillings[n] for n in sorted(fillings)]
        etag = f'W/"{hashlib.sha256(b"|".join([self.digest.encode(), *signs])).hexdigest()[:32]}"'
        response: HttpResponse
        if self.status == 200 and etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
            response = HttpResponseNotModified()
        else:
            content = self.parts.filled(fillings)
            response = HttpResponse(content, status=self.status, headers=dict(self.headers))
            response["Content-Length"] = str(len(content))
        if self.status == 200:
            response["ETag"] = etag
        response["Cache-Control"] = "private, no-cache"
        response["Vary"] = "Cookie"
        tokens.give_cookie(request, response)
        return response


def foreign_cookies(response: HttpResponse) -> list[str]:
    return [name for name in response.cookies if name != settings.CSRF_COOKIE_NAME]

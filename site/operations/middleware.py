"""What happens to every request before the house looks at it."""

import random
import re
import time
from collections.abc import Callable

import structlog
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port, validate_host
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject, empty

from operations.urls import PROBES

log = structlog.get_logger("house.request")

Handler = Callable[[HttpRequest], HttpResponse]

# structlog makes the variable when it is first bound, and two threads that come at once would each make their own.
structlog.contextvars.reset_contextvars(**structlog.contextvars.bind_contextvars(request_id=""))


class RequestLog:
    """One line a request, under an id that the proxy in front gave or that we make, and hand back."""

    SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
    QUIET = ("/static/", "/media/", *PROBES)

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        request_id = given if self.SANE_ID.fullmatch(given) else f"{random.getrandbits(128):032x}"
        bound = structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id
            # Said by us, under the id: Django need not say it again.
            response._has_been_logged = True  # type: ignore[attr-defined]
            self.tell(request, response, round((time.perf_counter() - began) * 1000, 1))
        finally:
            structlog.contextvars.reset_contextvars(**bound)
        return response

    def tell(self, request: HttpRequest, response: HttpResponse, milliseconds: float) -> None:
        if response.status_code >= 500:
            say = log.error
        elif request.path.startswith(self.QUIET):
            say = log.debug
        else:
            say = log.info
        say(
            "request",
            method=request.method,
            path=request.path,
            status=response.status_code,
            duration_ms=milliseconds,
            user_id=who_asked(request),
        )


def who_asked(request: HttpRequest) -> object:
    """The signed-in person, if anything looked: the log alone is no reason to ask the database."""
    user = request.__dict__.get("user")
    if isinstance(user, SimpleLazyObject) and user.__dict__["_wrapped"] is empty:
        return None
    return getattr(user, "pk", None)


class ForwardedHeaders:
    """What X-Forwarded-… says is believed as far as our own proxies wrote it: each adds its word at the end."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        trusted = settings.TRUSTED_PROXIES or 0
        for header in ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO"):
            words = [word.strip() for word in request.META.pop(header, "").split(",")]
            if trusted and any(words):
                request.META[header] = ",".join(words[-trusted:])
        if request.META.get("HTTP_X_FORWARDED_FOR", "").count(",") + 1 < trusted:
            # It passed fewer proxies than there are, so nobody of ours vouches for the first address.
            request.META.pop("HTTP_X_FORWARDED_FOR", None)
        return self.get_response(request)


class Probes:
    """Operators' addresses are asked by IP address and over plain HTTP: no host or session matters to them."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return PROBES.get(request.path_info, self.get_response)(request)


class Hosts:
    """A host that isn't ours is refused at once, also one that only X-Forwarded-Host names."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.get_host()
        if forwarded := request.META.get("HTTP_X_FORWARDED_HOST"):
            for host in forwarded.split(","):
                if not validate_host(split_domain_port(host.strip())[0], settings.ALLOWED_HOSTS):
                    raise DisallowedHost("X-Forwarded-Host names a host that isn't ours.")
        return self.get_response(request)


class KeptByNobody:
    """A page made for one person is asked for anew each time: the next one at the same screen may be another."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response and "Cookie" in response.get("Vary", ""):
            response["Cache-Control"] = "private, no-cache"
        return response


class ContentPolicy(CSPMiddleware):
    """Customers' pages have the strict policy; staff's parts of the house have each their own."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if parts.config is None and not report_only:
            for prefix, policy in settings.CONTENT_POLICIES_BY_PREFIX.items():
                if request.path_info.startswith(prefix):
                    parts.config = policy
        return parts

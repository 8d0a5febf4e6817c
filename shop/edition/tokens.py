"""Form tokens for stored pages: what Django's own would be, at a fraction of its cost.

Django draws the mask of each token letter by letter from the system, and renews the cookie with every page. The mask is
written into the token itself, so it only has to differ from page to page, not to be secret.
"""

import random

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, CsrfViewMiddleware, get_token

MIDDLEWARE = CsrfViewMiddleware(lambda request: HttpResponse())
HIDDEN = {
    (one, other): CSRF_ALLOWED_CHARS[(place + mask) % len(CSRF_ALLOWED_CHARS)]
    for place, one in enumerate(CSRF_ALLOWED_CHARS)
    for mask, other in enumerate(CSRF_ALLOWED_CHARS)
}


def read_cookie(request: HttpRequest) -> None:
    MIDDLEWARE.process_request(request)


def token(request: HttpRequest) -> str:
    """Whoever has no secret yet gets one, and its cookie with the answer."""
    secret = request.META.get("CSRF_COOKIE")
    return masked(secret) if secret else get_token(request)


def masked(secret: str) -> str:
    mask = random.choices(CSRF_ALLOWED_CHARS, k=CSRF_SECRET_LENGTH)  # noqa: S311
    return "".join(mask) + "".join(map(HIDDEN.__getitem__, zip(secret, mask, strict=True)))


def secret_of(request: HttpRequest) -> str:
    return request.META.get("CSRF_COOKIE", "")


def give_cookie(request: HttpRequest, response: HttpResponse) -> None:
    MIDDLEWARE.process_response(request, response)

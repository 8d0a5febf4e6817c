"""Where a form that asks for money may lead: a browser follows it to another house only where the page allows it."""

from typing import TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.http.response import HttpResponseBase

STRIPE_PAGES = "https://checkout.stripe.com"

Response = TypeVar("Response", bound=HttpResponseBase)


def may_lead_to_payment(response: Response) -> Response:
    if houses := payment_pages():
        response._csp_update = {"form-action": houses}  # type: ignore[attr-defined]
    return response


def payment_pages() -> list[str]:
    houses = [origin(settings.BANK_PAGES_URL or settings.BANK_API_URL)]
    if settings.STRIPE_SECRET_KEY:
        houses.append(STRIPE_PAGES if is_stripes_own() else origin(settings.STRIPE_API_BASE))
    return [house for house in houses if house]


def is_stripes_own() -> bool:
    return urlsplit(settings.STRIPE_API_BASE).hostname == "api.stripe.com"


def origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else ""

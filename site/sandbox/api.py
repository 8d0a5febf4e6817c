"""What the bank's client says to it: JSON, with the client's key. Every error says what is wrong, and where."""

import hmac
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import wraps
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from sandbox import money
from sandbox.models import Account, Debit, Refund
from sandbox.outages import may_fail

LONGEST_WAIT = timedelta(hours=24)
USUAL_WAIT = timedelta(minutes=30)
MOST = Decimal("9999999.99")
LONGEST_MESSAGE = 16 * 1024


class Invalid(Exception):
    def __init__(self, field: str, words: str) -> None:
        super().__init__(field, words)
        self.field, self.words = field, words


def for_the_client(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    failing = may_fail(view)

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        shown = request.headers.get("Authorization", "").encode()
        if not hmac.compare_digest(shown, f"Bearer {settings.SANDBOX_BANK['api_key']}".encode()):
            return JsonResponse({"error": "Show your key: Authorization: Bearer …"}, status=401)
        try:
            return failing(request, **kwargs)
        except Invalid as wrong:
            return JsonResponse({"error": wrong.words, "field": wrong.field}, status=422)
        except money.Conflict as conflict:
            return JsonResponse({"error": str(conflict)}, status=409)

    return answer


@for_the_client
@require_POST
def debits(request: HttpRequest) -> HttpResponse:
    now, message = timezone.now(), read(request)
    payee = Account.objects.filter(number=digits(message, "to"), is_closed=False).first()
    if payee is None:
        raise Invalid("to", "There is no such account.")
    if message.get("currency") != payee.currency:
        raise Invalid("currency", f"This account is in {payee.currency}.")
    key = key_in(message, "key")
    earlier = Debit.objects.filter(key=key).first()
    order = money.Order(
        key=key,
        payee=payee,
        amount=amount_in(message),
        currency=payee.currency,
        reference=line_in(message, "reference"),
        return_to=return_address(message),
        # What was opened in time is told of for ever.
        expires_at=earlier.expires_at if earlier else end_in(message, now),
    )
    debit, is_new = money.open_debit(order=order, now=now)
    return JsonResponse(described(money.expire_if_due(debit=debit, now=now)), status=201 if is_new else 200)


@for_the_client
@require_GET
def debit(request: HttpRequest, key: UUID) -> HttpResponse:
    found = Debit.objects.filter(key=key).first()
    if found is None:
        return unknown()
    return JsonResponse(described(money.expire_if_due(debit=found, now=timezone.now())))


@for_the_client
@require_POST
def cancel(request: HttpRequest, key: UUID) -> HttpResponse:
    found = Debit.objects.filter(key=key).first()
    if found is None:
        return unknown()
    return JsonResponse(described(money.cancel(debit=found, now=timezone.now())))


@for_the_client
@require_POST
def refunds(request: HttpRequest) -> HttpResponse:
    message = read(request)
    found = Debit.objects.filter(key=key_in(message, "debit")).first()
    if found is None:
        raise Invalid("debit", "There is no such debit.")
    made, is_new = money.refund(key=key_in(message, "key"), debit=found, amount=amount_in(message), now=timezone.now())
    return JsonResponse(refund_described(made), status=201 if is_new else 200)


@for_the_client
@require_GET
def refund(request: HttpRequest, key: UUID) -> HttpResponse:
    found = Refund.objects.select_related("debit").filter(key=key).first()
    return JsonResponse(refund_described(found)) if found else unknown()


def unknown() -> HttpResponse:
    return JsonResponse({"error": "Nothing is known by this key."}, status=404)


def described(debit: Debit) -> dict[str, str]:
    return {
        "id": str(debit.key),
        "state": debit.state,
        "reason": debit.reason,
        "amount": str(debit.amount),
        "currency": debit.currency,
        "number": debit.number,
        "page": settings.SANDBOX_BANK["address"] + reverse("sandbox:pay", args=[debit.code]),
    }


def refund_described(refund: Refund) -> dict[str, str]:
    return {"id": str(refund.key), "state": "done", "amount": str(refund.amount), "number": refund.number}


def read(request: HttpRequest) -> dict[str, Any]:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_MESSAGE:
        raise Invalid("", "This is too long.")
    try:
        message = json.loads(request.body)
    except ValueError as error:
        raise Invalid("", "This is not JSON.") from error
    if not isinstance(message, dict):
        raise Invalid("", "Send an object.")
    return message


def key_in(message: dict[str, Any], field: str) -> UUID:
    try:
        return UUID(str(message.get(field)))
    except ValueError as error:
        raise Invalid(field, "Give a UUID.") from error


def amount_in(message: dict[str, Any]) -> Decimal:
    given = message.get("amount")
    try:
        amount = Decimal(given) if isinstance(given, str) else None
    except InvalidOperation:
        amount = None
    if amount is None or not amount.is_finite() or not 0 < amount <= MOST or amount != round(amount, 2):
        raise Invalid("amount", "Give an amount above nothing, with two places, as text: “12.50”.")
    return round(amount, 2)


def digits(message: dict[str, Any], field: str) -> str:
    return "".join(sign for sign in str(message.get(field, "")) if sign.isdecimal())


def line_in(message: dict[str, Any], field: str) -> str:
    text = message.get(field)
    if not isinstance(text, str) or not text.isprintable() or not 0 < len(text) <= 140:
        raise Invalid(field, "Give a line of text, up to 140 characters.")
    return text


def return_address(message: dict[str, Any]) -> str:
    """Only to where the client said once that its payers go back."""
    text = message.get("return_to")
    home = urlsplit(settings.SANDBOX_BANK["returns_to"])
    try:
        there = urlsplit(text) if isinstance(text, str) and text.isprintable() and "\\" not in text else None
    except ValueError:
        there = None
    if there is None or (there.scheme, there.netloc) != (home.scheme, home.netloc) or len(str(text)) > 500:
        raise Invalid("return_to", f"Give an address that begins with {settings.SANDBOX_BANK['returns_to']}/.")
    return there.geturl()


def end_in(message: dict[str, Any], now: datetime) -> datetime:
    if "expires_at" not in message:
        return now + USUAL_WAIT
    try:
        end = parse_datetime(str(message["expires_at"]))
    except ValueError:
        end = None
    if end is None or end.tzinfo is None or not now < end <= now + LONGEST_WAIT:
        raise Invalid("expires_at", "Give an instant with its zone, within the next 24 hours.")
    return end

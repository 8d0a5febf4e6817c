"""The line to Stripe, spoken by its own library: one question, one answer, within the time given."""

import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import requests
import stripe
from django.conf import settings
from urllib3.exceptions import HTTPError

from shop.payments.outside import outside_any_transaction

# What the answers look like is agreed by its date; a newer one is read only once we have looked at it.
API_VERSION = "2026-10-28.endive"
CONNECTS_WITHIN = 2.0
ANSWERS_WITHIN = 5.0
LONGEST_ANSWER = 512 * 1024
MOST_KEYS = 5

stripe.enable_telemetry = False


class NoAnswer(Exception):
    """It may have acted, and it may not."""


class SaidAgain(NoAnswer):
    """It failed under this key before, and says so again whenever it is asked under it."""


class Refused(Exception):
    """It did not act, and never will on this question."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(code, words)
        self.code, self.words = code, words


class Declined(Refused):
    """The card's bank said no."""


class Line(stripe.HTTPClient):
    name = "requests"

    def __init__(self, until: float) -> None:
        super().__init__()
        self.until = until

    def request(
        self, method: str, url: str, headers: Mapping[str, str] | None, post_data: Any = None, **about: Any
    ) -> tuple[str, int, Mapping[str, str]]:
        left = self.until - time.monotonic()
        if left <= 0:
            raise NoAnswer("no time left")
        try:
            with requests.Session() as line:
                line.trust_env = False  # no proxy and no password that happens to lie on this machine
                with line.request(
                    method,
                    url,
                    headers=dict(headers or {}),
                    data=post_data,
                    timeout=(min(CONNECTS_WITHIN, left), min(ANSWERS_WITHIN, left)),
                    allow_redirects=False,
                    stream=True,
                ) as response:
                    return self.read(response), response.status_code, response.headers
        except (requests.RequestException, HTTPError) as error:
            raise NoAnswer(type(error).__name__) from error

    def read(self, response: requests.Response) -> str:
        """Piece by piece as they come: waiting for a full one would let it drip."""
        text = b""
        while piece := response.raw.read1(4096, decode_content=True):
            text += piece
            if len(text) > LONGEST_ANSWER or time.monotonic() > self.until:
                raise NoAnswer("too long")
        return text.decode(errors="replace")


def say(ask: Callable[[Any], Any], *, until: float) -> dict[str, Any]:
    """`until`: by time.monotonic(). The library tries nothing twice: that is ours to decide."""
    outside_any_transaction()
    client = stripe.StripeClient(
        settings.STRIPE_SECRET_KEY,
        stripe_version=API_VERSION,
        base_addresses={"api": settings.STRIPE_API_BASE},
        max_network_retries=0,
        http_client=Line(until),
    )
    try:
        return dict(ask(client.v1).to_dict())
    except stripe.CardError as error:
        raise Declined(str(error.code or ""), words_of(error)) from error
    except stripe.InvalidRequestError as error:
        raise Refused(str(error.code or ""), words_of(error)) from error
    except (stripe.StripeError, ValueError, TypeError, AttributeError) as error:
        raise (SaidAgain if is_said_again(error) else NoAnswer)(type(error).__name__) from error


def is_said_again(error: Exception) -> bool:
    headers = error.headers if isinstance(error, stripe.APIError) else None
    return bool(headers) and dict(headers or {}).get("Idempotent-Replayed") == "true"


def once(
    ask: Callable[[Any, str], Any],
    *,
    key: str,
    until: float,
    found: Callable[[], dict[str, Any] | None] = lambda: None,
) -> dict[str, Any]:
    """Stripe keeps an error of its own under a key for a day. What it came to is known then and can be looked up: only
    if nothing is `found` is it asked under the next key, which is the same for all who ask."""
    for turn in range(1, MOST_KEYS + 1):
        own = key if turn == 1 else f"{key}-{turn}"
        try:
            return say(partial(_under, ask, own), until=until)
        except SaidAgain:
            if known := found():
                return known
    raise NoAnswer("errors under each key")


def _under(ask: Callable[[Any, str], Any], key: str, client: Any) -> Any:
    return ask(client, key)


def words_of(error: stripe.StripeError) -> str:
    return str(error.user_message or "")[:300]

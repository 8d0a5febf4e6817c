"""The line to the bank: one question, one answer, within the time given. Whatever else happens is no answer."""

import json
import time
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import requests
from django.conf import settings
from urllib3.exceptions import HTTPError

from shop.payments.outside import outside_any_transaction

CONNECTS_WITHIN = 2.0
ANSWERS_WITHIN = 5.0
LONGEST_ANSWER = 64 * 1024
LONGEST_NUMBER = 80
MOST = Decimal("9999999999.99")


class NoAnswer(Exception):
    """It may have acted, and it may not."""


@dataclass(frozen=True)
class Reply:
    status: int
    body: dict[str, Any]

    @property
    def words(self) -> str:
        return str(self.body.get("error", ""))[:300]

    @property
    def is_refusal(self) -> bool:
        return 400 <= self.status < 500 and self.status != 404

    @property
    def number(self) -> str:
        number = str(self.body.get("number") or "")
        if not 0 < len(number) <= LONGEST_NUMBER:
            raise NoAnswer("no number")
        return number

    def amount(self, name: str) -> Decimal:
        try:
            amount = Decimal(str(self.body[name]))
        except (KeyError, InvalidOperation) as error:
            raise NoAnswer(f"no {name}") from error
        if not amount.is_finite() or not 0 <= amount <= MOST:
            raise NoAnswer(f"no {name}")
        return amount


def say(method: str, path: str, message: dict[str, Any] | None, *, until: float) -> Reply:
    """`until`: by time.monotonic(). A time limit of sockets alone would let a bank that drips go on for ever."""
    outside_any_transaction()
    left = until - time.monotonic()
    if left <= 0:
        raise NoAnswer("no time left")
    try:
        with requests.Session() as line:
            line.trust_env = False  # no proxy and no password that happens to lie on this machine
            with line.request(
                method,
                settings.BANK_API_URL + path,
                json=message,
                headers={"Authorization": f"Bearer {settings.BANK_API_KEY}"},
                timeout=(min(CONNECTS_WITHIN, left), min(ANSWERS_WITHIN, left)),
                allow_redirects=False,
                stream=True,
            ) as response:
                return read(response, until)
    except (requests.RequestException, HTTPError) as error:
        raise NoAnswer(type(error).__name__) from error


def read(response: requests.Response, until: float) -> Reply:
    text = b""
    # Piece by piece as they come: waiting for a full one would let it drip.
    while piece := response.raw.read1(4096, decode_content=True):
        text += piece
        if len(text) > LONGEST_ANSWER or time.monotonic() > until:
            raise NoAnswer("too long")
    if response.status_code >= 500 or response.status_code in (401, 403, 408, 429):
        raise NoAnswer(f"status {response.status_code}")
    try:
        body = json.loads(text)
    except ValueError as error:
        raise NoAnswer("not JSON") from error
    if not isinstance(body, dict):
        raise NoAnswer("not an object")
    return Reply(response.status_code, body)

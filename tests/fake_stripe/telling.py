"""What happened, told by itself: signed, tried again, and on demand twice or not at all."""

import json
import time
from dataclasses import dataclass
from http.client import HTTPException
from threading import Thread
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from stripe import WebhookSignature

from tests.fake_stripe.books import Thing
from tests.fake_stripe.outages import DOUBLED, LOST, Outages

PAUSES = (0, 1, 4)
ANSWERS_WITHIN = 10


def body_of(event: Thing) -> bytes:
    return json.dumps(event).encode()


def signature(body: bytes, secret: str, *, at: int | None = None) -> str:
    return str(WebhookSignature.generate_signature_header(body.decode(), secret, at))


@dataclass
class Teller:
    secret: str
    webhook: str
    outages: Outages

    def tell(self, event: Thing) -> None:
        if not self.webhook or self.outages.take(LOST):
            return
        for _ in range(2 if self.outages.take(DOUBLED) else 1):
            Thread(target=self.send, args=[body_of(event)], daemon=True).start()

    def send(self, body: bytes) -> bool:
        for pause in PAUSES:
            time.sleep(pause)
            headers = {"Content-Type": "application/json", "Stripe-Signature": signature(body, self.secret)}
            try:
                with urlopen(Request(self.webhook, data=body, headers=headers), timeout=ANSWERS_WITHIN):
                    return True
            except HTTPError as refused:
                refused.close()
            except (OSError, HTTPException):
                continue
        return False

"""What the client is told by itself: signed, tried again, and sometimes, on demand, twice or not at all."""

import hashlib
import hmac
import json
import logging
import time
from datetime import datetime
from threading import Thread
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from django.conf import settings
from django.db import transaction

from sandbox.models import Debit, Event, Outage

log = logging.getLogger(__name__)

PAUSES = (0, 1, 4)
ANSWERS_WITHIN = 10


def tell(debit: Debit, *, now: datetime) -> None:
    """In the caller's transaction; it is sent once that is certain."""
    event = Event.objects.create(debit=debit, state=debit.state, at=now)
    times = 0 if Outage.take(Outage.Kind.LOST) else 2 if Outage.take(Outage.Kind.DOUBLED) else 1
    for _ in range(times):
        transaction.on_commit(lambda: in_the_background(event))


def in_the_background(event: Event) -> None:
    Thread(target=send, args=[body_of(event)], daemon=True).start()


def body_of(event: Event) -> bytes:
    facts = {"event": str(event.key), "debit": str(event.debit.key), "state": event.state, "at": event.at.isoformat()}
    return json.dumps(facts).encode()


def signature(body: bytes, *, at: int) -> str:
    secret = settings.SANDBOX_BANK["webhook_secret"].encode()
    return f"t={at},v1={hmac.new(secret, f'{at}.'.encode() + body, hashlib.sha256).hexdigest()}"


def send(body: bytes) -> bool:
    for pause in PAUSES:
        time.sleep(pause)
        request = Request(  # noqa: S310
            settings.SANDBOX_BANK["webhook"],
            data=body,
            headers={"Content-Type": "application/json", "Bank-Signature": signature(body, at=int(time.time()))},
        )
        try:
            with urlopen(request, timeout=ANSWERS_WITHIN):  # noqa: S310
                return True
        except HTTPError as refused:
            log.info("The client answered an event with %s.", refused.code)
            refused.close()
        except (URLError, OSError) as silence:
            log.debug("The client did not hear an event: %s", silence)
    return False

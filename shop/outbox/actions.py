"""Queue a message, send it, try again, give up. At least once, and once only while no worker dies with it in hand."""

import logging
import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import QuerySet

from shop.outbox import domain
from shop.outbox.envelope import unpack
from shop.outbox.models import Message, fresh_key
from shop.outbox.promising import Promise, write
from shop.outbox.queries import due
from shop.outbox.rows import content

logger = logging.getLogger(__name__)

DELIVER = "shop.outbox.tasks.deliver"
AT_ONCE = 200

# A message, and how many attempts it has behind it: an ask that comes late or twice finds another number.
Ask = tuple[int, int]


class NotTaken(Exception):
    def __str__(self) -> str:
        return "The mail server took nothing and gave no reason."


def queue(*, message: EmailMessage, key: str | None = None) -> Message:
    """Write the message in the caller's transaction. A key that was used before gives the message of that time."""
    return queue_all(letters=[(message, key)])[0]


def queue_all(*, letters: Iterable[tuple[EmailMessage, str | None]]) -> list[Message]:
    """The same for many, each with its key, in two statements; they are asked for together."""
    return insert(rows=[Message(key=key or fresh_key(), **content(message)) for message, key in letters])


def promise_all(*, promises: Iterable[Promise]) -> None:
    """To be written when they are sent."""
    insert(rows=[promise.row() for promise in promises])


def insert(*, rows: Sequence[Message]) -> list[Message]:
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    found = {row.key: row for row in Message.objects.filter(key__in=[row.key for row in rows])}
    ask_on_commit(asks=[(found[row.key].pk, 0) for row in rows if found[row.key].created_at == row.created_at])
    return [found[row.key] for row in rows]


def ask_on_commit(*, asks: Sequence[Ask]) -> None:
    if asks:
        transaction.on_commit(partial(ask, asks=asks), robust=True)


def ask(*, asks: Sequence[Ask]) -> None:
    """A courtesy that makes mail quick. Where the broker is down, the sweep finds what waits."""
    try:
        for pk, attempts in asks:
            current_app.send_task(DELIVER, args=[pk, attempts], retry=False)
    except Exception as error:
        logger.warning("The task broker can't be reached, so mail goes out with a later sweep: %s", error)


def deliver(*, pk: int, attempts: int, now: datetime) -> bool:
    """Send one message, if it still has so many attempts behind it and nobody else has it. Whether it went out."""
    message = claim(pk=pk, attempts=attempts, now=now)
    if message is None:
        return False
    try:
        write(message)
        send(message)
    except Exception as error:
        put_back(message=message, error=error, now=now)
        return False
    # Whoever holds the lease by now: the message is out.
    Message.objects.filter(pk=pk).update(status=Message.Status.SENT, sent_at=now, lease=None, last_error="")
    return True


def claim(*, pk: int, attempts: int, now: datetime) -> Message | None:
    """One conditional update, committed before anything is sent: of many workers one gets the row."""
    lease = uuid.uuid4()
    free = Message.objects.filter(pk=pk, status=Message.Status.WAITING, attempts=attempts, lease=None)
    with transaction.atomic(durable=True):
        if not free.update(lease=lease, attempts=attempts + 1, next_attempt_at=now + domain.LEASE):
            return None
    return Message.objects.filter(pk=pk, lease=lease).first()


def send(message: Message) -> None:
    mail = unpack(subject=message.subject, body=message.body, envelope=message.envelope)
    carrier = get_connection(settings.OUTBOX_DELIVERY_BACKEND)
    if not carrier.send_messages([mail]):
        raise NotTaken


def put_back(*, message: Message, error: Exception, now: datetime) -> None:
    """Only the holder of the lease decides: a worker that was too slow must not disturb the one that took over."""
    given_up = domain.is_hopeless(message.attempts)
    Message.objects.filter(pk=message.pk, lease=message.lease).update(
        status=Message.Status.FAILED if given_up else Message.Status.WAITING,
        next_attempt_at=now + domain.wait_after(message.attempts),
        lease=None,
        last_error=f"{type(error).__name__}: {error}",
    )
    level = logging.ERROR if given_up else logging.WARNING
    logger.log(level, "Mail %s did not go out (attempt %s): %s", message.pk, message.attempts, error)


def sweep(*, now: datetime) -> None:
    """Ask again for what is due, taking it from whoever held it, and give up what no worker survived."""
    lost = due(now=now).filter(attempts__gte=domain.MOST_ATTEMPTS)
    reason = "The worker stopped while sending it."
    if given_up := lost.update(status=Message.Status.FAILED, lease=None, last_error=reason):
        logger.error("%s mails were given up: each worker that tried them was stopped", given_up)
    asks = list(due(now=now).order_by("next_attempt_at").values_list("pk", "attempts")[:AT_ONCE])
    still_due = due(now=now).filter(pk__in=[pk for pk, _ in asks])
    still_due.update(lease=None, next_attempt_at=now + domain.ASKED_AGAIN_AFTER)
    ask(asks=asks)


def send_again(*, messages: QuerySet[Message], now: datetime) -> int:
    """Give what was given up a new series of attempts."""
    with transaction.atomic():
        given_up = messages.filter(status=Message.Status.FAILED).select_for_update()
        asks = [(pk, 0) for pk in given_up.values_list("pk", flat=True)]
        again = Message.objects.filter(pk__in=[pk for pk, _ in asks])
        again.update(status=Message.Status.WAITING, attempts=0, next_attempt_at=now)
        ask_on_commit(asks=asks)
    return len(asks)


def tidy(*, now: datetime) -> int:
    """Delete what is over and done with; from then on its key is free again."""
    over = Message.objects.exclude(status=Message.Status.WAITING).filter(created_at__lt=now - domain.KEPT)
    return over.delete()[0]

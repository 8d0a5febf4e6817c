"""A worker is asked for. Where none answers, or one was killed, a sweep asks again."""

import logging
import uuid
from datetime import datetime, timedelta
from functools import partial

from celery import current_app
from django.db import transaction
from django.db.models import Q

from shop.shelf.models import Import

log = logging.getLogger(__name__)

WORK = "shop.shelf.tasks.work"
AT_WORK = (Import.State.CHECKING, Import.State.WRITING)
# Longer than what one worker does between two signs of life.
SILENCE = timedelta(seconds=90)
# A task that nobody took: its worker was another process's, or the broker was down.
UNHEARD = timedelta(seconds=4)
MOST_ATTEMPTS = 3


def ask_on_commit(*, pk: int) -> None:
    transaction.on_commit(partial(ask, pk=pk), robust=True)


def ask(*, pk: int) -> None:
    try:
        current_app.send_task(WORK, args=[pk], retry=False)
    except Exception as error:
        log.warning("The task broker can't be reached, so an import waits for a sweep: %s", error)


def claim(*, pk: int, now: datetime) -> Import | None:
    """One conditional update: of many workers one gets it, also from one that fell silent."""
    lease = uuid.uuid4()
    free = Import.objects.filter(Q(lease=None) | Q(seen_at__lt=now - SILENCE), pk=pk, state__in=AT_WORK)
    job = free.first()
    if job is None or not free.filter(attempts=job.attempts).update(
        lease=lease, seen_at=now, attempts=job.attempts + 1
    ):
        return None
    return Import.objects.get(pk=pk)


def sweep(*, now: datetime) -> None:
    silent = Import.objects.filter(state__in=AT_WORK).filter(
        Q(lease=None, seen_at__lt=now - UNHEARD) | Q(lease__isnull=False, seen_at__lt=now - SILENCE)
    )
    if stuck := silent.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=Import.State.STUCK, lease=None, finished_at=now
    ):
        log.error("imports are stuck: each worker that tried them was stopped", extra={"imports": stuck})
    for pk in silent.values_list("pk", flat=True)[:20]:
        ask(pk=pk)

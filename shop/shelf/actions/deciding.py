"""What whoever sent a file decides after it was checked."""

from datetime import datetime
from typing import Any

from django.db import transaction

from shop.refusals import Refusal
from shop.shelf.actions.asking import ask_on_commit
from shop.shelf.models import Import

State = Import.State


class NotNow(Refusal):
    """What can't be done with an import as it stands."""


def confirm(*, job: Import, mode: str, by: Any, now: datetime) -> None:
    """All rows, if none is refused; else the good ones, if that was chosen."""
    with transaction.atomic():
        job = Import.objects.select_for_update().get(pk=job.pk)
        if job.state != State.CHECKED:
            raise NotNow("This import is being written or is over already. Nothing more was done.")
        if not job.good:
            raise NotNow("There is nothing to write: no row is new or changed.")
        if mode == Import.Mode.ALL and job.refused:
            raise NotNow("Some rows are refused. Correct the file and send it again, or write the good rows only.")
        job.state, job.mode, job.confirmed_by = State.WRITING, mode, by
        job.total, job.done = job.good, 0
        start(job, now)


def again(*, job: Import, by: Any, now: datetime) -> None:
    """What is stuck goes on where it stopped; what was checked is checked anew, against what is there now."""
    with transaction.atomic():
        job = Import.objects.select_for_update().get(pk=job.pk)
        if job.rows_are_gone or job.state not in (State.STUCK, State.STOPPED, State.CHECKED):
            raise NotNow("This import is being worked on, or is over. To do it once more, send the file again.")
        if job.state == State.STUCK and job.mode:
            job.state = State.WRITING
        else:
            job.state, job.mode, job.confirmed_by = State.CHECKING, "", None
            job.total, job.done = job.rows.count(), 0
            job.rows.update(outcome="")
        job.by = job.by or by
        start(job, now)


def start(job: Import, now: datetime) -> None:
    job.lease, job.attempts, job.seen_at, job.finished_at = None, 0, now, None
    job.save()
    ask_on_commit(pk=job.pk)


@transaction.atomic
def drop(*, job: Import, now: datetime) -> None:
    job = Import.objects.select_for_update().get(pk=job.pk)
    if job.state not in (State.CHECKED, State.STOPPED, State.STUCK) or job.rows.filter(outcome="written").exists():
        raise NotNow("This import has been written, or is being worked on, so it can't be thrown away.")
    job.rows.all().delete()
    job.state, job.finished_at, job.rows_are_gone = State.DROPPED, now, True
    job.save()

"""The applicant's side: begin, write, send, take back."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from shop.applying import domain, letters, queries
from shop.applying.models import Application, Event
from shop.cafes.models import Cafe

Answers = Mapping[str, object]


@transaction.atomic
def start(*, answers: Answers, now: datetime) -> Application:
    """Whether the address has begun before is told by mail only: a visitor may have typed somebody else's."""
    earlier = queries.earlier_draft(str(answers["email"]))
    application = Application.objects.create(**answers, started_at=now, touched_at=now)
    record(application=application, what=Event.What.STARTED, now=now)
    letters.way_on(application, earlier=earlier)
    return application


@transaction.atomic
def keep(*, application: Application, answers: Answers, now: datetime) -> Application:
    """As typed, right or wrong. What has been sent stays as it was sent."""
    application = changeable(application)
    for name, value in answers.items():
        setattr(application, name, value)
    application.touched_at = now
    application.save(update_fields=[*answers, "touched_at"])
    return application


@transaction.atomic
def remind(*, application: Application) -> None:
    letters.link_again(application)


@transaction.atomic
def change_address(*, application: Application, email: str, now: datetime) -> Application:
    application = keep(application=application, answers={"email": email}, now=now)
    letters.way_on(application)
    return application


@transaction.atomic
def send(*, application: Application, answers: Answers, cafe: Cafe | None, now: datetime) -> Application:
    """`answers`: all of them, as they passed the checks. What was sent is exactly what was checked."""
    application = changeable(application)
    again = application.status == domain.ASKED
    for name, value in answers.items():
        setattr(application, name, value)
    words, application.answer = application.answer, ""
    if not again or application.cafe is None:
        application.cafe = cafe
    application.status = domain.SENT
    application.sent_at = application.touched_at = application.agreed_at = now
    application.save()
    if again:
        record(application=application, what=Event.What.ANSWERED, words=words, now=now)
    else:
        record(application=application, what=Event.What.SENT, now=now)
        letters.received(application)
    letters.waiting(application, queries.deciders(), answered=words if again else "")
    return application


@transaction.atomic
def withdraw(*, application: Application, now: datetime) -> None:
    """What was never sent is thrown away."""
    application = locked(application.pk)
    if application.status == domain.DRAFT:
        application.delete()
        return
    if not domain.may_decide(application.status):
        raise domain.AlreadySent(application.status)
    application.status, application.decided_at = domain.WITHDRAWN, now
    application.save(update_fields=["status", "decided_at"])
    record(application=application, what=Event.What.WITHDRAWN, now=now)
    letters.withdrawn(application)


def locked(pk: int) -> Application:
    """As it is now, and nobody else changes it before we are done."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("cafe__partner", "decided_by")
    return rows.get(pk=pk)


def changeable(application: Application) -> Application:
    application = locked(application.pk)
    if not domain.may_change(application.status):
        raise domain.AlreadySent(application.status)
    return application


def record(*, application: Application, what: str, now: datetime, by=None, words: str = "") -> Event:
    return Event.objects.create(application=application, what=what, at=now, by=by, words=words)

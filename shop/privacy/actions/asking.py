"""A person asks to be deleted, and may think better of it."""

from datetime import datetime

from django.db import transaction

from shop.accounts.models import User
from shop.privacy import domain, queries
from shop.privacy.actions import letters
from shop.privacy.models import DeletionRequest


@transaction.atomic
def ask(*, user: User, now: datetime) -> DeletionRequest:
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if queries.open_request(user):
        raise domain.AlreadyAsked
    if obstacle := queries.obstacle(user):
        raise obstacle
    request = DeletionRequest.objects.create(user=user, asked_at=now, due_at=domain.due_at(now))
    letters.asked(request=request)
    return request


@transaction.atomic
def call_off(*, user: User, now: datetime) -> DeletionRequest:
    request = queries.open_requests().select_for_update(of=("self",)).filter(user=user).first()
    if request is None:
        raise domain.NothingToCallOff
    request.called_off_at = now
    request.save(update_fields=["called_off_at"])
    letters.called_off(request=request)
    return request

"""Who follows an invitation and has no sign-in here yet gets one: the mail has proved that the address is theirs."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from shop.accounts.actions import add_person
from shop.accounts.models import User, know_address
from shop.trade import domain, invited
from shop.trade.actions import team
from shop.trade.models import Invitation, Member


@transaction.atomic
def join_as_new(*, invitation: Invitation, first_name: str, last_name: str, password: str, now: datetime) -> Member:
    team.lock(invitation.account)
    invitation.refresh_from_db(fields=["accepted_at", "withdrawn_at", "expires_at"])
    if not invitation.is_open(now):
        raise domain.InvitationOver
    user = invited.person_at(invitation.email)
    if user and invited.has_signed_in(user):
        raise domain.SignInFirst(invitation.email)
    try:
        with transaction.atomic():
            names = {"first_name": first_name, "last_name": last_name}
            user = _prove(user, password, names) if user else _add(invitation.email, password, names)
    except IntegrityError:  # the same person, by another account's invitation, at this very moment
        raise domain.SignInFirst(invitation.email) from None
    return team.accept(invitation=invitation, user=user, now=now)


def _add(email: str, password: str, names: dict[str, str]) -> User:
    return add_person(email=email, password=password, **names)


def _prove(user: User, password: str, names: dict[str, str]) -> User:
    """Somebody gave this address at the door and never confirmed it, so what they typed counts for nothing."""
    user.first_name, user.last_name = names["first_name"], names["last_name"]
    user.set_password(password)
    user.save(update_fields=["first_name", "last_name", "password"])
    EmailAddress.objects.filter(user=user).delete()
    know_address(user)
    return user

"""Somebody wants to be told, confirms it, or doesn't want it any more."""

from datetime import datetime
from typing import Any

from django.db import transaction

from shop.accounts.models import User
from shop.updates import domain
from shop.updates.actions import letters
from shop.updates.models import Wish
from shop.updates.queries import OPEN


@transaction.atomic
def ask_as_person(*, user: User, product: Any, now: datetime) -> Wish:
    """Twice is once. What they had asked for under their address alone is theirs now."""
    _refuse_what_is_gone(product)
    mine = Wish.objects.filter(OPEN, user=user)
    if not mine.filter(product=product).exists() and mine.count() >= domain.MOST:
        raise domain.TooMany
    wish, _ = Wish.objects.get_or_create(
        product=product, user=user, told_at=None, defaults={"asked_at": now, "confirmed_at": now}
    )
    Wish.objects.filter(product=product, user=None, email=user.email.lower(), told_at=None).delete()
    return wish


@transaction.atomic
def ask_by_address(*, email: str, product: Any, now: datetime) -> Wish:
    """A letter goes to the address, whatever we know of it, so that nobody learns here who is a customer."""
    _refuse_what_is_gone(product)
    wish, _ = Wish.objects.get_or_create(
        product=product, user=None, email=email.lower(), told_at=None, defaults={"asked_at": now}
    )
    if wish.confirmed_at:
        letters.waits_already(wish=wish, now=now)
    else:
        letters.confirm(wish=wish, now=now)
    return wish


def confirm(*, wish: Wish, now: datetime) -> None:
    Wish.objects.filter(pk=wish.pk, confirmed_at=None).update(confirmed_at=now)


def withdraw(*, wish: Wish) -> None:
    """Nothing of it is kept."""
    Wish.objects.filter(pk=wish.pk).delete()


def _refuse_what_is_gone(product: Any) -> None:
    if product.is_archived:
        raise domain.NotSold

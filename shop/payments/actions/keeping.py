"""A card is kept once its owner has agreed at Stripe's page, and forgotten once nothing is to be charged to it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from shop.payments import domain
from shop.payments.gateways.card_keeping import detach
from shop.payments.models import KeptCard, Payment
from shop.payments.outside import outside_any_transaction


def cards_of(*, user: Any, account: Any) -> QuerySet[KeptCard]:
    """The account's where one acts for one, else one's own."""
    cards = KeptCard.objects.filter(forgotten_at=None)
    return cards.filter(account=account) if account else cards.filter(account=None, user=user)


def customer_of(*, user: Any, account: Any) -> str:
    """Stripe's name for whoever gave the newest card."""
    if not user.is_authenticated:
        return ""
    return cards_of(user=user, account=account).values_list("customer", flat=True).first() or ""


def is_needed(card: KeptCard) -> bool:
    return Payment.objects.filter(card=card, state=domain.KEPT).exists()


def forget(*, card: KeptCard, now: datetime) -> KeptCard:
    """First it is marked, so that nothing new is charged to it; Stripe lets go of it twice as well as once."""
    outside_any_transaction()
    if not _mark(card=card, now=now):
        return card
    if not detach(card.method):
        KeptCard.objects.filter(pk=card.pk, forgotten_at=now).update(forgotten_at=None)
        raise domain.NotForgotten
    return card


@transaction.atomic
def _mark(*, card: KeptCard, now: datetime) -> bool:
    held = KeptCard.objects.select_for_update(of=("self",)).get(pk=card.pk)
    if held.forgotten_at:
        return False
    if is_needed(held):
        raise domain.CardIsNeeded
    held.forgotten_at = now
    held.save(update_fields=["forgotten_at"])
    return True

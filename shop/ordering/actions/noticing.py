"""What happened to the money of orders without us stands on them, so that whoever hands out the goods sees it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from shop.ordering.actions.confirming import flag, orders_of
from shop.ordering.actions.sweeping import going_on
from shop.payments.actions.disputing import Noticed, in_dispute, look_for_disputes

# An event that got lost is tried again for three days; what is older nobody tells any more.
LOOKED_BACK = timedelta(days=10)


@transaction.atomic
def flag_noticed(noticed: Noticed, *, now: datetime) -> None:
    """Once for each order, however often it is told."""
    if not noticed.words:
        return
    for order in orders_of(noticed.payment).select_for_update(of=("self",)):
        for words in (each[:300] for each in noticed.words):
            if not order.flags.filter(words=words).exists():
                flag(order=order, words=words, now=now)


def look_for_what_was_not_told(*, now: datetime) -> None:
    """Each night, since events get lost: what is disputed, and what became of it."""
    if not settings.STRIPE_SECRET_KEY:
        return
    for payment in in_dispute(since=now - LOOKED_BACK):
        with going_on(payment=payment.pk):
            flag_noticed(look_for_disputes(payment=payment, now=now), now=now)

"""Look whether what is waited for can be had, and tell everybody who waits: each once, however many look at a time."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from shop.updates import domain, queries
from shop.updates.actions import letters
from shop.updates.models import Wish

AT_ONCE = 50


def tell_due(*, now: datetime) -> int:
    """How many were told."""
    rules, told = queries.strategy(), 0
    goods = list(queries.awaited())
    rules.prepare(goods)
    for product in goods:
        if domain.is_gone_for_good(product.family.archived_at, now):
            told += tell_all(product=product, info=None, letter=letters.no_longer, now=now)
        elif queries.can_be_had(rules, product):
            info = rules.fetch_for_product(product)
            told += tell_all(product=product, info=info, letter=letters.back, now=now)
    return told


def tell_all(*, product: Any, info: Any, letter: Callable[..., None], now: datetime) -> int:
    """A few in each transaction: who comes to write meanwhile needn't wait for a thousand letters."""
    told = 0
    # Who may no longer sign in is not written to.
    open_ones = Wish.objects.filter(queries.OPEN, product=product).exclude(user__is_active=False)
    waiting = list(open_ones.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(waiting), AT_ONCE):
        with transaction.atomic():
            for wish in (
                Wish.objects.filter(pk__in=waiting[start : start + AT_ONCE]).select_related("user").order_by("pk")
            ):
                if claim(wish=wish, now=now):
                    letter(wish=wish, product=product, info=info, now=now)
                    told += 1
    return told


def claim(*, wish: Wish, now: datetime) -> bool:
    """Of all who look at the same time one gets it; the others' turn comes when it is told."""
    return bool(Wish.objects.filter(queries.OPEN, pk=wish.pk).update(told_at=now))


def tidy(*, now: datetime) -> int:
    over = (
        Q(told_at__lt=now - domain.TOLD_KEPT)
        | Q(told_at=None, confirmed_at=None, asked_at__lt=now - domain.UNCONFIRMED_KEPT)
        | Q(told_at=None, asked_at__lt=now - domain.LONGEST)
    )
    return Wish.objects.filter(over).delete()[0]

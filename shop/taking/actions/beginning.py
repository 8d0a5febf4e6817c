"""Staff begin to take an order, and leave it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from oscar.core.loading import get_model

from shop.taking.domain import CustomerIsClosed
from shop.taking.models import Taking
from shop.trade.models import TradeAccount


@transaction.atomic
def begin(
    *, by: Any, account: TradeAccount | None, user: Any, currency: str, known: dict[str, str], now: datetime
) -> Taking:
    """For the same customer one goes on with what is begun. known: what was typed for them another time."""
    if account and account.is_closed:
        raise CustomerIsClosed(account.name)
    begun = Taking.objects.filter(by=by, account=account, user=user, currency=currency, placed_at=None)
    if (account or user) and (found := begun.order_by("-begun_at").first()):
        return found
    basket = get_model("basket", "Basket").objects.create(owner=None)
    return Taking.objects.create(
        basket=basket, by=by, account=account, user=user, currency=currency, typed=known, begun_at=now
    )


@transaction.atomic
def discard(*, taking: Taking) -> None:
    """With its basket, unless that has been ordered meanwhile."""
    basket = get_model("basket", "Basket")
    held = basket.objects.select_for_update(of=("self",)).filter(pk=taking.basket_id, status=basket.OPEN)
    if held.first():
        basket.objects.filter(pk=taking.basket_id).delete()
    else:
        Taking.objects.filter(pk=taking.pk).delete()

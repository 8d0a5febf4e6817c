"""The buyer leaves it: orders that wait for a payment are cancelled, and their goods lie in the basket again."""

from typing import Any

from django.db import transaction
from oscar.core.loading import get_model

from shop.ordering import domain
from shop.ordering.actions.confirming import orders_of
from shop.ordering.actions.giving import give_offers_back
from shop.ordering.actions.states import change_state
from shop.payments.domain import OPEN, SETTLED, AlreadyPaid, BeingPaid
from shop.payments.models import Payment


@transaction.atomic
def give_up(*, payment: Payment, basket: Any, by: Any) -> Any:
    """Its payment is called off before. basket: the open one of who asks. Says how the goods fitted in; nothing, where
    they went back already."""
    if basket.pk is None:
        basket.save()
    basket.hold()
    _check_unpaid(payment)
    orders = list(orders_of(payment).select_for_update(of=("self",)))
    for order in orders:
        if order.status == domain.PENDING:
            change_state(order=order, to=domain.CANCELLED, by=by, reason="Its buyer did not go on with the payment.")
            give_offers_back(order=order)
        elif order.status not in domain.GIVES_STOCK_BACK:
            raise domain.NotWaiting(order.number, order.status)
    old = get_model("basket", "Basket").objects.filter(pk__in={order.basket_id for order in orders}).first()
    if old is None or old.status == old.MERGED:
        return None
    return basket.take_back(old)


def _check_unpaid(payment: Payment) -> None:
    """All that were tried for these orders: another window may be paying."""
    tried = Payment.objects.filter(checkout=payment.checkout).select_for_update(of=("self",)).order_by("pk")
    states = {each.state for each in tried}
    if states & SETTLED:
        raise AlreadyPaid
    if states & OPEN:
        raise BeingPaid

"""The provider took another amount than was asked for: nothing goes on by itself, and staff look at it."""

from datetime import datetime

from django.db import transaction
from oscar.core.loading import get_model

from shop.ordering.models import Flag
from shop.payments.actions.settling import Settled
from shop.trade.domain import money


@transaction.atomic
def flag_wrong_amount(*, settled: Settled, now: datetime) -> None:
    """Once for each order, however often the provider says it."""
    if settled.wrong is None:
        return
    payment = settled.payment
    words = (
        f"{payment.gateway.capitalize()} payment {payment.pk}: {money(settled.wrong, payment.currency)} was taken, and "
        f"{money(payment.amount, payment.currency)} asked for. Neither is written down as paid."
    )
    orders = get_model("order", "Order").objects.filter(shares__payment=payment).order_by("pk")
    for order in orders.select_for_update(of=("self",)):
        if not order.flags.filter(words=words).exists():
            Flag.objects.create(order=order, words=words, at=now)

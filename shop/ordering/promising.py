"""What a card is asked to promise for new orders: until when it has to hold, and how much of them is an estimate."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from oscar.core.loading import get_model

from shop.goods.quantities import BY_WEIGHT
from shop.money import NOTHING
from shop.payments.promises import Promise


def promised_for(orders: Sequence[Any]) -> Promise:
    leaves: list[datetime] = [order.round.leaves_at for order in orders if order.round]
    return Promise(max(leaves, default=None), _weighed(orders))


def _weighed(orders: Sequence[Any]) -> Decimal:
    lines = get_model("order", "Line").objects.filter(order__in=[order.pk for order in orders])
    weighed = lines.filter(product__priced_by=BY_WEIGHT).aggregate(sum=Sum("line_price_incl_tax"))
    return weighed["sum"] or NOTHING

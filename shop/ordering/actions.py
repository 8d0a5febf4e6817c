"""What happens to an order as a whole: it takes its basket once, and moves through its states with its stock."""

from django.db import transaction
from django.utils import timezone
from oscar.core.loading import get_model

from shop.ordering import domain


class AlreadyOrdered(Exception):
    """The basket became an order before: a second click, or a second tab."""

    def __str__(self) -> str:
        return "This basket has been ordered already."


def claim_basket(*, basket) -> None:
    """Turn an open basket into a submitted one, for exactly one caller. Call it in the order's transaction."""
    baskets = get_model("basket", "Basket").objects
    claimed = baskets.filter(pk=basket.pk, status__in=[basket.OPEN, basket.FROZEN]).update(
        status=basket.SUBMITTED, date_submitted=timezone.now()
    )
    if not claimed:
        raise AlreadyOrdered
    basket.status = basket.SUBMITTED


@transaction.atomic
def change_state(*, order, to: str, by=None, reason: str = "") -> None:
    """Move an order along its pipeline; what it had reserved goes back or goes out with it."""
    current = get_model("order", "Order").objects.select_for_update().get(pk=order.pk)
    order.status = current.status
    if to == order.status:
        return
    order.set_status(to, by=by, reason=reason)
    lines = order.lines.select_related("stockrecord__product__product_class").order_by("stockrecord_id")
    for line in lines:
        if not line.stockrecord or not line.num_allocated:
            continue
        if to in domain.GIVES_STOCK_BACK:
            line.cancel_allocation(line.num_allocated)
        elif to in domain.TAKES_STOCK_OUT:
            line.consume_allocation(line.num_allocated)

"""An order moves through its states, and its stock with it."""

from typing import Any

from django.db import transaction
from oscar.core.loading import get_model

from shop.ordering import domain


@transaction.atomic
def change_state(*, order: Any, to: str, by: Any = None, reason: str = "") -> Any:
    """Move an order along its pipeline; what it had reserved goes back or goes out with it.

    Returns the change that was recorded: none, if the order was in that state already.
    """
    orders = get_model("order", "Order").objects.filter(pk=order.pk)
    order.status = orders.select_for_update().values_list("status", flat=True).get()
    return change_locked(order=order, to=to, by=by, reason=reason)


def change_locked(*, order: Any, to: str, by: Any = None, reason: str = "") -> Any:
    """The same, of an order whose row the caller has locked, and read since."""
    state = order.status
    if to == state:
        return None
    if not domain.may_follow(state, to):
        raise domain.CantBecome(order.number, state, to)
    get_model("order", "Order").objects.filter(pk=order.pk).update(status=to)
    order.lines.update(status=to)
    move_stock(order=order, state=to)
    order.status = to
    return order.status_changes.create(old_status=state, new_status=to, changed_by=by, reason=reason)


def move_stock(*, order, state: str) -> None:
    if state not in domain.GIVES_STOCK_BACK | domain.TAKES_STOCK_OUT:
        return
    holding = order.lines.filter(num_allocated__gt=0).select_related("stockrecord__product")
    for line in holding.order_by("stockrecord_id", "pk"):
        if state in domain.GIVES_STOCK_BACK:
            line.cancel_allocation(line.num_allocated)
        elif state in domain.TAKES_STOCK_OUT:
            line.consume_allocation(line.num_allocated)

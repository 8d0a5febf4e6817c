"""What happens to an order as a whole: it takes its basket once, and moves through its states with its stock."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from oscar.core.loading import get_model

from shop.ordering import domain


def claim_basket(*, basket) -> None:
    """Turn an open basket into a submitted one, for exactly one caller. Call it in the order's transaction."""
    Basket = get_model("basket", "Basket")
    if basket.is_empty:
        raise domain.BasketEmpty
    claimable = Basket.objects.filter(pk=basket.pk, status__in=[Basket.OPEN, Basket.FROZEN])
    if not claimable.update(status=Basket.SUBMITTED, date_submitted=timezone.now()):
        number = get_model("order", "Order").objects.filter(basket=basket).values_list("number", flat=True).first()
        raise domain.AlreadyOrdered(number) if number else domain.BasketClosed


def check_unchanged(*, basket) -> None:
    """What was shown and priced is what is ordered. Call it once the basket is claimed: then nobody adds to it."""
    priced = {line.pk: line.quantity for line in basket.all_lines()}
    if priced != dict(basket.lines.values_list("pk", "quantity")):
        raise domain.BasketChanged


def check_terms(*, basket) -> None:
    """Least, most, step, capacity and season hold however goods came into the basket; stock is held by reserving."""
    for line in basket.all_lines():
        if why_not := line.purchase_info.availability.terms(line.quantity):
            raise domain.NotOnTheseTerms(line.product.get_title(), why_not)


@transaction.atomic
def change_state(*, order, to: str, by=None, reason: str = "") -> Any:
    """Move an order along its pipeline; what it had reserved goes back or goes out with it.

    Returns the change that was recorded: none, if the order was in that state already.
    """
    orders = get_model("order", "Order").objects.filter(pk=order.pk)
    order.status = state = orders.select_for_update().values_list("status", flat=True).get()
    if to == state:
        return None
    if not domain.may_follow(state, to):
        raise domain.CantBecome(order.number, state, to)
    orders.update(status=to)
    order.lines.update(status=to)
    move_stock(order=order, state=to)
    order.status = to
    return order.status_changes.create(old_status=state, new_status=to, changed_by=by, reason=reason)


def move_stock(*, order, state: str) -> None:
    holding = order.lines.filter(num_allocated__gt=0).select_related("stockrecord__product")
    for line in holding.order_by("stockrecord_id", "pk"):
        if state in domain.GIVES_STOCK_BACK:
            line.cancel_allocation(line.num_allocated)
        elif state in domain.TAKES_STOCK_OUT:
            line.consume_allocation(line.num_allocated)

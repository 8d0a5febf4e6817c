"""A basket becomes an order once, and as it was shown."""

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

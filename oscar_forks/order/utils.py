"""Oscar's seam for numbering and writing orders (checkout.mixins calls it)."""

from django.db import transaction
from oscar.apps.order.utils import OrderCreator as OscarOrderCreator

from shop.ordering.actions import claim_basket
from shop.ordering.numbers import new_order_number


class OrderNumberGenerator:
    def order_number(self, basket):
        return new_order_number()


class OrderCreator(OscarOrderCreator):
    @transaction.atomic
    def place_order(self, basket, total, shipping_method, shipping_charge, order_number=None, **kwargs):
        claim_basket(basket=basket)
        return super().place_order(
            basket,
            total,
            shipping_method,
            shipping_charge,
            order_number=order_number or new_order_number(),
            **kwargs,
        )

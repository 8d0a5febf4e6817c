"""Oscar's seam for numbering and writing orders (its checkout and its dashboard call it)."""

from django.db import IntegrityError, transaction
from oscar.apps.order.utils import OrderCreator as OscarOrderCreator
from oscar.core.loading import get_model

from shop.ordering.actions import check_terms, check_unchanged, claim_basket
from shop.ordering.numbers import new_order_number
from shop.stock.actions import lock_records


class OrderNumberGenerator:
    def order_number(self, basket):
        return new_order_number()


class OrderCreator(OscarOrderCreator):
    draw_number = staticmethod(new_order_number)

    @transaction.atomic
    def place_order(self, basket, total, shipping_method, shipping_charge, *, order_number=None, **kwargs):
        """One basket, one order: whoever comes second is refused, and so is what there is not enough of."""
        claim_basket(basket=basket)
        lock_records(lines=basket.all_lines())
        check_unchanged(basket=basket)
        check_terms(basket=basket)
        number = order_number or self.free_number()
        order = super().place_order(basket, total, shipping_method, shipping_charge, order_number=number, **kwargs)
        basket.status = basket.SUBMITTED
        return order

    def free_number(self):
        while is_taken(number := self.draw_number()):
            pass
        return number

    def create_order_model(
        self,
        user,
        basket,
        shipping_address,
        shipping_method,
        shipping_charge,
        billing_address,
        total,
        order_number,
        *args,
        **kwargs,
    ):
        """Two orders that drew the same number at the same instant: the second draws again."""
        addressed = (user, basket, shipping_address, shipping_method, shipping_charge, billing_address, total)
        try:
            with transaction.atomic():
                return super().create_order_model(*addressed, order_number, *args, **kwargs)
        except IntegrityError:
            if not is_taken(order_number):
                raise
            return self.create_order_model(*addressed, self.free_number(), *args, **kwargs)

    def create_line_models(self, order, basket_line, extra_line_fields=None):
        counted = basket_line.stockrecord.can_track_allocations
        holds = {"num_allocated": basket_line.quantity if counted else 0}
        return super().create_line_models(order, basket_line, holds | (extra_line_fields or {}))


def is_taken(number):
    return get_model("order", "Order").objects.filter(number=number).exists()

"""What a product costs, and whether it can be bought.

Oscar takes whichever stock record the database names first, and prices a basket's line by that record instead of the
line's own. It also lets a product be bought that was withdrawn or has no price, and then fails on the basket's total.
"""

from oscar.apps.partner import strategy
from oscar.core.loading import get_class

Unavailable = get_class("partner.availability", "Unavailable")


class FirstRecord:
    def select_stockrecord(self, product):
        records = sorted(product.stockrecords.all(), key=lambda record: record.pk)
        return next((record for record in records if record.price is not None), None)


class OnlyOnSale(strategy.StockRequired):
    def availability_policy(self, product, stockrecord):
        on_sale = product.is_public and (not product.is_child or product.parent.is_public)
        if not on_sale or stockrecord is None or stockrecord.price is None:
            return Unavailable()
        return super().availability_policy(product, stockrecord)


class House(OnlyOnSale, FirstRecord, strategy.NoTax, strategy.Structured):
    def fetch_for_line(self, line, stockrecord=None):
        return self.fetch_for_product(line.product, line.stockrecord)


class Selector:
    def strategy(self, request=None, user=None, **kwargs):
        return House(request)

"""A café's stock: allocated only as far as there is some, whoever asks at the same instant."""

from django.db import models
from django.db.models import F, Q
from oscar.apps.partner.abstract_models import AbstractStockRecord

from shop.stock import actions as stock


class StockRecord(AbstractStockRecord):
    class Meta(AbstractStockRecord.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                name="stock_never_oversold",
                condition=Q(num_allocated__isnull=True) | Q(num_allocated=0)
                | Q(num_allocated__gt=0, num_allocated__lte=F("num_in_stock")),
                violation_error_message="This is less than what is already promised to orders.",
            )
        ]

    def allocate(self, quantity):
        if self.can_track_allocations:
            stock.reserve(record=self, quantity=quantity)

    def cancel_allocation(self, quantity):
        if self.can_track_allocations:
            stock.release(record=self, quantity=quantity)

    def consume_allocation(self, quantity):
        if self.can_track_allocations:
            stock.consume(record=self, quantity=quantity)


from oscar.apps.partner.models import *  # noqa: E402, F403

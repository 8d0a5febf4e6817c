"""A café's stock: promised only as far as there is some, whoever asks at the same instant."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from oscar.apps.partner.abstract_models import AbstractStockRecord

from shop.stock import actions as stock
from shop.stock.alerts import review_level
from shop.stock.domain import BelowPromised

NEVER_OVERSOLD = "stock_never_oversold"


class StockRecord(AbstractStockRecord):
    class Meta(AbstractStockRecord.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                name=NEVER_OVERSOLD,
                condition=Q(num_allocated__isnull=True)
                | Q(num_allocated__gte=0, num_allocated__lte=Coalesce(F("num_in_stock"), 0)),
            )
        ]

    # Said by whoever judges many that were read this instant.
    is_just_read = False

    def clean(self):
        """Against what is promised now: a form knows only what was promised when it was drawn."""
        super().clean()
        if self.pk:
            if not self.is_just_read:
                promised = type(self).objects.filter(pk=self.pk).values_list("num_allocated", flat=True)
                self.num_allocated = promised.first()
            if (self.num_allocated or 0) > (self.num_in_stock or 0):
                raise ValidationError(str(self.below_promised()))

    def save(self, *args, **kwargs):
        """What is promised belongs to the orders. Saving never writes it: others may have ordered meanwhile."""
        if not self._state.adding and kwargs.get("update_fields") is None:
            kwargs["update_fields"] = [
                field.name
                for field in self._meta.concrete_fields
                if not field.primary_key and field.name != "num_allocated"
            ]
        try:
            with transaction.atomic():
                super().save(*args, **kwargs)
        except IntegrityError as error:
            if NEVER_OVERSOLD not in str(error):
                raise
            raise self.below_promised() from error
        review_level(record=self)

    def below_promised(self):
        promised = type(self).objects.filter(pk=self.pk).values_list("num_allocated", flat=True).first()
        return BelowPromised(self.product.get_title(), self.num_in_stock or 0, promised or 0)

    @property
    def can_track_allocations(self):
        return self.product.is_counted

    def allocate(self, quantity):
        if self.can_track_allocations:
            stock.reserve(record=self, quantity=quantity)

    def cancel_allocation(self, quantity):
        stock.release(record=self, quantity=quantity)

    def consume_allocation(self, quantity):
        stock.consume(record=self, quantity=quantity)


from oscar.apps.partner.models import *

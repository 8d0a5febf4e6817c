"""Orders: every change of state says who made it and why, and takes the order's stock with it."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from oscar.apps.order.abstract_models import AbstractLine, AbstractOrder, AbstractOrderStatusChange
from oscar.apps.order.signals import order_status_changed

from shop.ordering import actions as ordering
from shop.stock import actions as stock


class Order(AbstractOrder):
    account = models.ForeignKey(
        "trade.TradeAccount", null=True, blank=True, on_delete=models.PROTECT, related_name="orders", db_index=False
    )
    round = models.ForeignKey(
        "rounds.Round", null=True, blank=True, on_delete=models.PROTECT, related_name="orders", db_index=False
    )
    slot = models.ForeignKey("rounds.Slot", null=True, blank=True, on_delete=models.PROTECT, related_name="orders")
    weight = models.DecimalField("kilograms", max_digits=9, decimal_places=3, null=True, blank=True)
    note = models.TextField("note of the customer", max_length=2000, blank=True)
    po_number = models.CharField("purchase order number", max_length=40, blank=True)
    contact_name = models.CharField("ordered by", max_length=120, blank=True)
    contact_phone = models.CharField("telephone", max_length=40, blank=True)
    reads_net = models.BooleanField("prices without VAT first", default=True)
    shipping_percent = models.DecimalField("VAT on the charge", max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta(AbstractOrder.Meta):
        abstract = False
        indexes = [
            models.Index(fields=["account", "-date_placed"]),
            models.Index(fields=["round", "status"]),
            models.Index(Lower("guest_email"), condition=models.Q(user=None), name="order_of_a_guest"),
        ]

    def set_status(self, new_status, *, by=None, reason=""):
        change = ordering.change_state(order=self, to=new_status, by=by, reason=reason)
        if change:
            order_status_changed.send(
                sender=self, order=self, old_status=change.old_status, new_status=change.new_status
            )


class Line(AbstractLine):
    """num_allocated is what the line holds of the stock: nothing where stock was not counted when it was ordered."""

    note = models.CharField("note of the customer", max_length=200, blank=True)
    tax_percent = models.DecimalField("VAT", max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta(AbstractLine.Meta):
        abstract = False

    @property
    def can_track_allocations(self):
        return self.stockrecord is not None and self.stockrecord.can_track_allocations

    def consume_allocation(self, quantity):
        stock.take_out(line=self, quantity=quantity)

    def cancel_allocation(self, quantity):
        stock.give_back(line=self, quantity=quantity)


class OrderStatusChange(AbstractOrderStatusChange):
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField(blank=True)

    class Meta(AbstractOrderStatusChange.Meta):
        abstract = False


from oscar.apps.order.models import *

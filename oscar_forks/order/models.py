"""Orders: every change of state says who made it and why."""

from django.conf import settings
from django.db import models
from oscar.apps.order.abstract_models import AbstractOrder, AbstractOrderStatusChange


class Order(AbstractOrder):
    class Meta(AbstractOrder.Meta):
        abstract = False

    def set_status(self, new_status, *, by=None, reason=""):
        self._change = {"changed_by": by, "reason": reason}
        super().set_status(new_status)

    def _create_order_status_change(self, old_status, new_status):
        self.status_changes.create(old_status=old_status, new_status=new_status, **self._change)


class OrderStatusChange(AbstractOrderStatusChange):
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField(blank=True)

    class Meta(AbstractOrderStatusChange.Meta):
        abstract = False


from oscar.apps.order.models import *  # noqa: E402, F403

"""Oscar's seam for an order's events: its dashboard and our own pages change an order's state through it."""

from django.db import transaction
from django.utils import timezone
from oscar.apps.order.processing import EventHandler as OscarEventHandler

from shop.ordering.actions.cancelling import cancel
from shop.ordering.domain import CANCELLED


class EventHandler(OscarEventHandler):
    @transaction.atomic
    def handle_order_status_change(self, order, new_status, note_msg=None, *, reason=""):
        if new_status == CANCELLED:
            cancel(orders=[order.pk], reason=reason, by=self.user, now=timezone.now())
            order.refresh_from_db(fields=["status"])
        else:
            order.set_status(new_status, by=self.user, reason=reason)
        if note_msg:
            self.create_note(order, note_msg)

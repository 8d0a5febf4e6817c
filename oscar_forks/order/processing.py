"""Oscar's seam for an order's events: its dashboard and our own pages change an order's state through it."""

from django.db import transaction
from oscar.apps.order.processing import EventHandler as OscarEventHandler


class EventHandler(OscarEventHandler):
    @transaction.atomic
    def handle_order_status_change(self, order, new_status, note_msg=None, *, reason=""):
        order.set_status(new_status, by=self.user, reason=reason)
        if note_msg:
            self.create_note(order, note_msg)

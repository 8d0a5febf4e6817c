"""Oscar counts purchases while an order is placed.

It locks a row for each product in the order of the basket, so that two orders may wait for each other. Counted after
the order is kept, nothing is locked for longer than a statement, and a count that fails costs no order.
"""

from functools import partial

from django.db import transaction
from django.dispatch import receiver
from oscar.apps.analytics.receivers import receive_order_placed
from oscar.apps.order.signals import order_placed

order_placed.disconnect(receive_order_placed)


@receiver(order_placed)
def count_purchases(sender, order, user, **kwargs):
    transaction.on_commit(partial(receive_order_placed, sender=sender, order=order, user=user), robust=True)

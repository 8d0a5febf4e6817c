"""What rests on cafés hears of them here: they know nothing of it."""

from django.dispatch import Signal

hours_changed = Signal()  # cafe; within the transaction

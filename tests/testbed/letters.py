"""What was promised is written, as the worker does before it sends it."""

from shop.outbox.models import Message
from shop.outbox.promising import write


def write_letters() -> None:
    for row in Message.objects.exclude(writer="").order_by("pk"):
        write(row)

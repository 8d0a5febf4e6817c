"""Which messages are due, and which a page shows."""

from datetime import datetime

from django.db.models import Q, QuerySet

from shop.outbox.models import Message


def due(*, now: datetime) -> QuerySet[Message]:
    """What the sweep looks for: asked for in vain, failed and worth another try, or left by a worker that died."""
    return Message.objects.filter(status=Message.Status.WAITING, next_attempt_at__lte=now)


def written() -> QuerySet[Message]:
    """What is promised only says nothing yet."""
    return Message.objects.filter(writer="")


def listed(*, recipient: str = "", text: str = "") -> QuerySet[Message]:
    messages = written().defer("envelope")
    if recipient:
        messages = messages.filter(recipients__icontains=recipient)
    if text:
        messages = messages.filter(Q(subject__icontains=text) | Q(body__icontains=text))
    return messages

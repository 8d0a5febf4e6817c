from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from shop.outbox import actions


class OutboxBackend(BaseEmailBackend):
    """EMAIL_BACKEND: a message becomes a row in the caller's transaction, and goes out if and only if that commits.

    `message.outbox_key = "order-1234-placed"` before `message.send()` tells a thing only once.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        addressed = [message for message in email_messages if message.recipients()]
        return len(actions.queue_all(letters=[(each, getattr(each, "outbox_key", None)) for each in addressed]))

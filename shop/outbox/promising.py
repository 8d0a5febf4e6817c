"""Letters that are promised in the transaction of what they tell, and written when they are sent: who waits for a page
does not wait for a letter's words too, and nothing is locked meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.module_loading import import_string

from shop.outbox.models import Message
from shop.outbox.rows import content


@dataclass(frozen=True)
class Promise:
    """writer: of settings.LETTER_WRITERS. about: by what it finds what is to be told. subject: until it is written."""

    key: str
    writer: str
    about: str
    recipient: str
    subject: str

    def row(self) -> Message:
        return Message(
            key=self.key,
            writer=self.writer,
            about=self.about,
            recipients=self.recipient,
            subject=self.subject,
            envelope={},
        )


def write(message: Message) -> None:
    """Once, with whatever its writer keeps of it."""
    if message.writer:
        with transaction.atomic():
            _writer(message.writer)(message)


def fill(*, row: Message, message: EmailMessage) -> None:
    """For its writer: this is what it says."""
    row.writer = ""
    for name, value in content(message).items():
        setattr(row, name, value)
    row.save(update_fields=["writer", "recipients", "subject", "body", "envelope"])


@cache
def _writer(name: str) -> Callable[[Message], None]:
    found: Callable[[Message], None] = import_string(settings.LETTER_WRITERS[name])
    return found

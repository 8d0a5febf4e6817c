"""A message as its row keeps it."""

import uuid
from email.utils import parseaddr
from typing import Any

from django.core.mail import BadHeaderError, EmailMessage
from django.core.mail.utils import DNS_NAME

from shop.outbox import domain
from shop.outbox.envelope import pack


def content(message: EmailMessage) -> dict[str, Any]:
    envelope = pack(message)
    refuse_line_breaks(subject=str(message.subject or ""), envelope=envelope)
    if "message-id" not in {name.lower() for name in envelope["headers"]}:
        # Made once, so that a message that went out twice is recognised as one where it arrives.
        senders_house = parseaddr(envelope["from_email"] or "")[1].rpartition("@")[2]
        envelope["headers"]["Message-ID"] = f"<{uuid.uuid4().hex}@{senders_house or DNS_NAME}>"
    return {
        "recipients": ", ".join(message.recipients()),
        "subject": str(message.subject or ""),
        "body": str(message.body or ""),
        "envelope": envelope,
    }


def refuse_line_breaks(*, subject: str, envelope: dict) -> None:
    fields = [("Subject", subject), ("From", envelope["from_email"] or ""), *envelope["headers"].items()]
    fields += [(field, address) for field in ("to", "cc", "bcc", "reply_to") for address in envelope[field]]
    fields += [("attachment", attachment.get("filename") or "") for attachment in envelope["attachments"]]
    if broken := domain.broken_headers(fields):
        raise BadHeaderError(f"A line break is not allowed here: {', '.join(broken)}")

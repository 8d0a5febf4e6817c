"""An e-mail as JSON and back.

Kept: everything of EmailMessage and EmailMultiAlternatives, ready-made MIME parts, and Anymail's extras as far as JSON
can say them (`send_at` too; numbers and dates inside merge data arrive as text). Not kept: a connection of the
message's own, and methods that a subclass replaced.
"""

import base64
import datetime
from email.message import Message as MIMEMessage
from email.mime.base import MIMEBase
from email.parser import BytesParser
from typing import Any

from anymail.utils import UNSET
from django.core.mail import EmailMessage, EmailMultiAlternatives

ADDRESSES = ("to", "cc", "bcc", "reply_to")
ANYMAIL_EXTRAS = (
    "envelope_sender",
    "esp_extra",
    "merge_data",
    "merge_global_data",
    "merge_headers",
    "merge_metadata",
    "metadata",
    "send_at",
    "tags",
    "template_id",
    "track_clicks",
    "track_opens",
)


class StoredPart(MIMEBase):
    """A MIME part read back; Django attaches only what is a MIMEBase."""

    def __init__(self, policy: Any = None) -> None:
        MIMEMessage.__init__(self, **({"policy": policy} if policy else {}))


def pack(message: EmailMessage) -> dict[str, Any]:
    return {
        **{field: [str(address) for address in getattr(message, field)] for field in ADDRESSES},
        "from_email": None if message.from_email is None else str(message.from_email),
        "headers": {str(name): str(value) for name, value in message.extra_headers.items()},
        "content_subtype": message.content_subtype,
        "encoding": str(message.encoding) if message.encoding else None,
        "alternatives": [
            {**pack_content(content), "mimetype": mimetype}
            for content, mimetype in getattr(message, "alternatives", None) or []
        ],
        "attachments": [pack_attachment(attachment) for attachment in message.attachments],
        "extras": pack_extras(message),
    }


def unpack(*, subject: str, body: str, envelope: dict[str, Any]) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=subject,
        body=body,
        headers=envelope["headers"],
        **{field: envelope[field] for field in ADDRESSES},
    )
    message.from_email = envelope["from_email"]
    message.content_subtype = envelope["content_subtype"]
    message.encoding = envelope["encoding"]
    for alternative in envelope["alternatives"]:
        message.attach_alternative(unpack_content(alternative), alternative["mimetype"])
    for attachment in envelope["attachments"]:
        message.attachments.append(unpack_attachment(attachment))
    for name, value in envelope["extras"].items():
        is_a_moment = name == "send_at" and isinstance(value, str)
        setattr(message, name, datetime.datetime.fromisoformat(value) if is_a_moment else value)
    return message


def pack_attachment(attachment: Any) -> dict[str, Any]:
    if isinstance(attachment, MIMEMessage):
        return {"part": encode(attachment.as_bytes())}
    filename, content, mimetype = attachment
    if hasattr(content, "message"):
        content = content.message()
    if hasattr(content, "as_bytes"):
        content = content.as_bytes()
    return {**pack_content(content), "filename": filename, "mimetype": mimetype}


def unpack_attachment(attachment: dict[str, Any]) -> Any:
    if "part" in attachment:
        return BytesParser(_class=StoredPart).parsebytes(decode(attachment["part"]))
    return attachment["filename"], unpack_content(attachment), attachment["mimetype"]


def pack_content(content: Any) -> dict[str, str]:
    return {"base64": encode(content)} if isinstance(content, bytes) else {"text": str(content)}


def unpack_content(stored: dict[str, str]) -> str | bytes:
    return decode(stored["base64"]) if "base64" in stored else stored["text"]


def pack_extras(message: EmailMessage) -> dict[str, Any]:
    """None is kept: it tells Anymail to leave out what the settings would add."""
    values = {name: getattr(message, name, UNSET) for name in ANYMAIL_EXTRAS}
    moment = values["send_at"]
    if isinstance(moment, datetime.date):
        values["send_at"] = moment.isoformat()
    return {name: value for name, value in values.items() if value is not UNSET}


def encode(content: bytes) -> str:
    return base64.b64encode(content).decode()


def decode(text: str) -> bytes:
    return base64.b64decode(text)

"""What a message looks like to the person it is for."""

from dataclasses import dataclass

from shop.outbox.envelope import unpack
from shop.outbox.models import Message


@dataclass(frozen=True)
class File:
    name: str
    mimetype: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    headers: list[tuple[str, str]]
    text: str
    html: str | None
    attachments: list[File]


def read(row: Message) -> Mail:
    """The plain text and the HTML of a message, whichever of the two its body is, its headers and its files."""
    mail = unpack(subject=row.subject, body=row.body, envelope=row.envelope)
    people = [("From", [mail.from_email]), ("To", mail.to), ("Cc", mail.cc), ("Bcc", mail.bcc)]
    people.append(("Reply-To", mail.reply_to))
    headers = [(name, ", ".join(addresses)) for name, addresses in people if any(addresses)]
    is_html = mail.content_subtype == "html"
    pages = [str(content) for content, mimetype in mail.alternatives if mimetype == "text/html"]
    return Mail(
        headers=[*headers, *mail.extra_headers.items()],
        text="" if is_html else row.body,
        html=row.body if is_html else next(iter(pages), None),
        attachments=[as_file(part, number) for number, part in enumerate(mail.attachments, start=1)],
    )


def as_file(part, number: int) -> File:
    if isinstance(part, tuple):
        name, content, mimetype = part
    else:
        name, content, mimetype = part.get_filename(), part.get_payload(decode=True), part.get_content_type()
    return File(
        name=name or f"attachment-{number}",
        mimetype=mimetype or "application/octet-stream",
        content=content.encode() if isinstance(content, str) else content or b"",
    )

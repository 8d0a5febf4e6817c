"""A letter is written once, in plain words, and goes out as text and as HTML that say the same."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from shop.outbox import actions
from shop.outbox.models import Message
from shop.plain import one_line

LONGEST_SUBJECT = 200
LONGEST_KEY = 200
# What a mailbox can't show, and a database may refuse: control characters but tab and line break, halves of an emoji.
UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True)
class Letter:
    """Everything is plain text and may hold what people typed, except the action: words and an absolute address."""

    subject: str
    paragraphs: tuple[str, ...]
    greeting: str = ""
    action: tuple[str, str] | None = None
    afterword: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.action and not self.action[1].startswith(("https://", "http://")):
            raise ValueError(f"A letter is read elsewhere, so {self.action[1]} must be absolute: use address().")


def address(path: str) -> str:
    """`/account/` as it is written in a letter."""
    return settings.SITE_URL + path


def send_letter(
    *, letter: Letter, to: Sequence[str], key: str | None = None, reply_to: Sequence[str] = ()
) -> list[Message]:
    """One message for each recipient, in the caller's transaction; with a key each of them is told once only."""
    return actions.queue_all(
        letters=[
            (written(letter=letter, to=recipient, reply_to=reply_to), key_for(key, recipient) if key else None)
            for recipient in dict.fromkeys(to)
        ]
    )


def written(
    *, letter: Letter, to: str, reply_to: Sequence[str] = (), links: Sequence[str] = ()
) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=subject_line(letter.subject), body=as_text(letter), to=[to], reply_to=list(reply_to)
    )
    message.attach_alternative(as_html(letter, links=links), "text/html")
    return message


def as_text(letter: Letter) -> str:
    words = {
        "greeting": shown(letter.greeting),
        "paragraphs": [shown(each) for each in letter.paragraphs],
        "action": letter.action and (one_line(letter.action[0]), letter.action[1]),
        "afterword": [shown(each) for each in letter.afterword],
    }
    return render_to_string("mail/letter.txt", words).strip() + "\n"


def as_html(letter: Letter, *, links: Sequence[str] = ()) -> str:
    """`links`: our own addresses in the paragraphs, to be clicked. No other is: people type addresses too."""
    words = {
        "subject": subject_line(letter.subject),
        "greeting": shown(letter.greeting),
        "paragraphs": [with_links(shown(each), links) for each in letter.paragraphs],
        "action": letter.action and (one_line(letter.action[0]), letter.action[1]),
        "afterword": [with_links(shown(each), links) for each in letter.afterword],
    }
    return render_to_string("mail/letter.html", words)


def with_links(text: str, links: Sequence[str]) -> SafeString:
    known = "|".join(re.escape(each) for each in sorted(links, key=len, reverse=True))
    parts = re.split(f"({known})", text) if known else [text]
    return mark_safe(  # noqa: S308
        "".join(format_html('<a href="{0}">{0}</a>', part) if part in links else with_breaks(part) for part in parts)
    )


def with_breaks(text: str) -> SafeString:
    return format_html_join(mark_safe("<br>\n"), "{}", ((conditional_escape(line),) for line in text.split("\n")))


def shown(text: str) -> str:
    return UNSHOWABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def subject_line(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1] + "…"


def key_for(key: str, recipient: str) -> str:
    whole = f"{key}:{recipient.lower()}"
    if len(whole) <= LONGEST_KEY:
        return whole
    digest = hashlib.sha256(whole.encode()).hexdigest()
    return f"{whole[: LONGEST_KEY - len(digest) - 1]}:{digest}"

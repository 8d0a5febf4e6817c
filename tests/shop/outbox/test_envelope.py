"""What was written is what goes out, whatever a message is made of."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from email.mime.application import MIMEApplication

import pytest
from anymail.message import AnymailMessage, attach_inline_image
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.serializers.json import DjangoJSONEncoder

from shop.outbox.envelope import pack, unpack

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489")
FIXED = {"Message-ID": "<1@example>", "Date": "Sat, 21 Nov 2026 09:00:00 -0000"}


def through_the_database(message: EmailMessage) -> EmailMultiAlternatives:
    stored = json.loads(json.dumps(pack(message), cls=DjangoJSONEncoder))
    return unpack(subject=str(message.subject), body=str(message.body), envelope=stored)


def parts(message: EmailMessage) -> list:
    """Everything that a mail server would see, apart from the random boundaries between the parts."""
    found = []
    for part in message.message().walk():
        headers = [(name, value) for name, value in part.items() if "boundary" not in value]
        found.append((part.get_content_type(), headers, None if part.is_multipart() else part.get_payload()))
    return found


def plain():
    return EmailMessage(
        "Crème brûlée",
        "From Thursday’s round.",
        "CafeDjango <hello@cafedjango.example>",
        ["Zoë <zoe@example.com>", "ann@example.com"],
        bcc=["ledger@example.com"],
        cc=["owner@example.com"],
        reply_to=["orders@example.com"],
        headers={**FIXED, "List-Unsubscribe": "<https://example.com/u/1>"},
    )


def page_only():
    message = EmailMessage("Page", "<h1>Hello</h1>", "a@example.com", ["b@example.com"], headers=FIXED)
    message.content_subtype = "html"
    return message


def latin():
    message = plain()
    message.subject = message.body = "Crème"
    message.encoding = "iso-8859-1"
    return message


def with_pages():
    message = EmailMultiAlternatives("Two", "text", "a@example.com", ["b@example.com"], headers=FIXED)
    message.attach_alternative("<p>text – page</p>", "text/html")
    message.attach_alternative("BEGIN:VCALENDAR", "text/calendar")
    return message


def with_files():
    message = with_pages()
    message.attach("invoice.pdf", b"%PDF-1.7\x00\xff", "application/pdf")
    message.attach("lines.csv", "sku,quantity\nRYE,2\n", "text/csv")
    message.attach("rückseite.png", PNG, "image/png")
    message.attach("of-no-known-kind", b"\x00", None)
    return message


def with_a_ready_made_part():
    message = plain()
    message.attach(MIMEApplication(b"\x00\x01", "octet-stream", name="x.bin"))
    return message


def with_a_picture_in_the_page():
    message = with_pages()
    attach_inline_image(message, PNG, "logo.png", "png", domain="inline")
    return message


def with_a_forwarded_message():
    message = plain()
    message.attach(None, page_only(), "message/rfc822")
    return message


@pytest.mark.parametrize(
    "make",
    [
        plain,
        page_only,
        latin,
        with_pages,
        with_files,
        with_a_ready_made_part,
        with_a_picture_in_the_page,
        with_a_forwarded_message,
    ],
)
def test_a_message_comes_back_as_it_was_written(make):
    written = make()
    restored = through_the_database(written)
    assert parts(restored) == parts(written)
    assert restored.recipients() == written.recipients()


def test_what_is_meant_for_the_mail_service_is_kept():
    written = AnymailMessage("s", "b", "a@example.com", ["b@example.com"])
    written.tags = ["order-placed"]
    written.metadata = {"order": "K7Q2"}
    written.template_id = "welcome"
    written.merge_data = {"b@example.com": {"name": "Zoë", "owed": Decimal("12.50")}}
    written.merge_global_data = {"shop": "CafeDjango"}
    written.merge_metadata = {"b@example.com": {"n": 1}}
    written.merge_headers = {"b@example.com": {"X-Round": "7"}}
    written.esp_extra = {"ip_pool": "orders"}
    written.envelope_sender = "bounces@example.com"
    written.track_opens = False
    written.track_clicks = None
    written.send_at = datetime(2026, 11, 22, 9, tzinfo=UTC)
    restored = through_the_database(written)
    for name in ("tags", "metadata", "template_id", "merge_global_data", "merge_metadata", "merge_headers"):
        assert getattr(restored, name) == getattr(written, name)
    for name in ("esp_extra", "envelope_sender", "track_opens", "track_clicks", "send_at"):
        assert getattr(restored, name) == getattr(written, name)
    assert restored.merge_data == {"b@example.com": {"name": "Zoë", "owed": "12.50"}}


def test_what_was_not_set_stays_unset():
    restored = through_the_database(AnymailMessage("s", "b", "a@example.com", ["b@example.com"]))
    assert not hasattr(restored, "tags")
    assert not hasattr(restored, "template_id")


def test_a_sender_left_to_the_mail_service_stays_so():
    written = AnymailMessage("s", "b", None, ["b@example.com"])
    written.from_email = None
    assert through_the_database(written).from_email is None

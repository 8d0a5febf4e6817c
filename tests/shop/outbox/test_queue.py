import pytest
from django.core.mail import BadHeaderError, EmailMessage, EmailMultiAlternatives, get_connection, send_mail
from django.db import transaction

from shop.outbox import actions
from shop.outbox.models import Message

pytestmark = pytest.mark.usefixtures("committed")


def tell(subject, to="ann@example.com", key=None, **more):
    message = EmailMessage(subject, "Body", to=[to], **more)
    if key:
        message.outbox_key = key
    return message.send()


def test_mail_goes_out_when_what_it_tells_of_is_certain(post_office, tasks_done):
    with transaction.atomic():
        assert tell("Order received") == 1
        tasks_done()
        assert post_office.subjects() == []
    tasks_done()
    assert post_office.subjects() == ["Order received"]


def test_what_was_undone_is_not_told(post_office, tasks_done):
    class Undo(Exception):
        pass

    with pytest.raises(Undo), transaction.atomic():
        tell("Order received")
        raise Undo
    tasks_done()
    assert post_office.subjects() == []
    assert not Message.objects.exists()


def test_a_thing_with_a_key_is_told_once(post_office, tasks_done):
    for _ in range(2):
        with transaction.atomic():
            tell("Order K7Q2 received", key="order-K7Q2-received")
    tasks_done()
    tell("Order K7Q2 received", key="order-K7Q2-received")
    tasks_done()
    assert post_office.subjects() == ["Order K7Q2 received"]


def test_a_key_used_again_gives_the_first_message():
    message = EmailMessage("One", "Body", to=["ann@example.com"])
    first = actions.queue(message=message, key="k")
    message.subject = "Two"
    assert actions.queue(message=message, key="k") == first
    assert Message.objects.get().subject == "One"


def test_without_a_key_the_same_words_are_two_messages(post_office, tasks_done):
    tell("Hello")
    tell("Hello")
    tasks_done()
    assert post_office.subjects() == ["Hello", "Hello"]


def test_a_repeated_key_does_not_spoil_the_callers_transaction(post_office, tasks_done):
    tell("Order received", key="k")
    with transaction.atomic():
        tell("Order received", key="k")
        tell("Something else")
    tasks_done()
    assert post_office.subjects() == ["Order received", "Something else"]


@pytest.mark.parametrize(
    "smuggled",
    [
        {"subject": "Hello\nBcc: spy@example.com"},
        {"subject": "Hello", "to": "ann@example.com\r\nBcc: spy@example.com"},
        {"subject": "Hello", "from_email": "us@example.com\nBcc: spy@example.com"},
        {"subject": "Hello", "cc": ["x@example.com\nBcc: spy@example.com"]},
        {"subject": "Hello", "bcc": ["x@example.com\ny@example.com"]},
        {"subject": "Hello", "reply_to": ["x@example.com\nBcc: spy@example.com"]},
        {"subject": "Hello", "headers": {"X-Note": "a\nBcc: spy@example.com"}},
        {"subject": "Hello", "headers": {"X-Note\nBcc": "spy@example.com"}},
        {"subject": "Hello", "attachments": [("a.txt\nBcc: spy@example.com", "text", "text/plain")]},
    ],
)
def test_a_line_break_in_a_header_is_refused_before_anything_is_kept(post_office, smuggled):
    with pytest.raises(BadHeaderError):
        tell(**smuggled)
    assert not Message.objects.exists()


def test_mail_to_nobody_is_not_kept(post_office):
    connection = get_connection()
    assert connection.send_messages([EmailMessage("Hello", "Body")]) == 0
    assert send_mail("Hello", "Body", None, []) == 0
    assert not Message.objects.exists()


def test_what_is_written_arrives_whole(post_office, tasks_done):
    message = EmailMultiAlternatives(
        "Rechnung für Zoë", "Grüße", None, ["Zoë <zoe@example.com>"], ["ledger@example.com"]
    )
    message.attach_alternative("<p>Grüße</p>", "text/html")
    message.attach("invoice.pdf", b"%PDF\x00\xff", "application/pdf")
    message.send()
    tasks_done()
    (arrived,) = post_office.messages
    assert arrived["Subject"] == "Rechnung für Zoë"
    assert arrived["To"] == "Zoë <zoe@example.com>"
    assert arrived["Bcc"] is None
    assert arrived.get_body(["plain"]).get_content().strip() == "Grüße"
    assert arrived.get_body(["html"]).get_content().strip() == "<p>Grüße</p>"
    assert [file.get_content() for file in arrived.iter_attachments()] == [b"%PDF\x00\xff"]

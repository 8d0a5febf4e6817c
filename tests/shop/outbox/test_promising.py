"""A letter is promised with what it tells, and written once, when it is first sent."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from shop.outbox import actions
from shop.outbox.models import Message
from shop.outbox.promising import Promise, fill

pytestmark = pytest.mark.usefixtures("committed")

NOW = timezone.now()
written: list[str] = []


def write_about_bread(row: Message) -> None:
    written.append(row.about)
    fill(row=row, message=EmailMessage(f"Bread {row.about}", "It is baked.", to=[row.recipients]))


def write_and_stumble(row: Message) -> None:
    write_about_bread(row)
    raise ValueError("There is no bread.")


@pytest.fixture(autouse=True)
def writers(settings):
    written.clear()
    settings.LETTER_WRITERS = {
        "bread": "tests.shop.outbox.test_promising.write_about_bread",
        "no bread": "tests.shop.outbox.test_promising.write_and_stumble",
    }


def promised(writer="bread") -> Message:
    promise = Promise(key="bread 7", writer=writer, about="7", recipient="ann@example.com", subject="Bread")
    actions.promise_all(promises=[promise])
    Message.objects.update(next_attempt_at=NOW)
    return Message.objects.get()


def test_it_says_nothing_until_it_is_sent_and_then_what_its_writer_says(post_office, client, settings):
    settings.DEMO = True
    row = promised()
    assert (row.body, written) == ("", [])
    assert client.get(reverse("outbox:message", args=[row.pk])).status_code == 404
    assert actions.deliver(pk=row.pk, attempts=0, now=NOW)
    [arrived] = post_office.messages
    assert (arrived["Subject"], arrived["To"]) == ("Bread 7", "ann@example.com")
    assert client.get(reverse("outbox:message", args=[row.pk])).status_code == 200


def test_what_is_promised_twice_is_told_once(post_office):
    row, again = promised(), promised()
    assert row == again
    assert actions.deliver(pk=row.pk, attempts=0, now=NOW)
    assert not actions.deliver(pk=row.pk, attempts=1, now=NOW)
    assert len(post_office.messages) == 1


def test_a_letter_that_was_written_and_not_taken_is_sent_again_word_for_word(post_office):
    post_office.refusal = "451 try later"
    row = promised()
    assert not actions.deliver(pk=row.pk, attempts=0, now=NOW)
    number = Message.objects.get().envelope["headers"]["Message-ID"]
    post_office.refusal = ""
    assert actions.deliver(pk=row.pk, attempts=1, now=NOW)
    assert written == ["7"]
    assert post_office.messages[0]["Message-ID"] == number


def test_one_that_can_not_be_written_keeps_nothing_says_why_and_is_tried_again(post_office):
    row = promised("no bread")
    assert not actions.deliver(pk=row.pk, attempts=0, now=NOW)
    row.refresh_from_db()
    assert (row.status, row.body, row.writer) == ("waiting", "", "no bread")
    assert "There is no bread" in row.last_error
    assert row.next_attempt_at > NOW + timedelta(seconds=59)
    assert post_office.messages == []

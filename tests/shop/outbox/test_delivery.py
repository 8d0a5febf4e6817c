from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.utils import timezone

from shop.outbox import actions
from shop.outbox.domain import KEPT, LEASE, MOST_ATTEMPTS
from shop.outbox.models import Message
from tests.testbed.ports import free_port
from tests.testbed.race import race
from tests.testbed.smtp import smtp_sink

pytestmark = pytest.mark.usefixtures("committed")

NOW = timezone.now()


def waiting(subject="Order received", **fields) -> Message:
    row = actions.queue(message=EmailMessage(subject, "Body", to=["ann@example.com"]))
    Message.objects.filter(pk=row.pk).update(**{"next_attempt_at": NOW} | fields)
    row.refresh_from_db()
    return row


def deliver(row: Message, *, attempts=0, now=NOW) -> bool:
    return actions.deliver(pk=row.pk, attempts=attempts, now=now)


def test_with_the_mail_server_down_the_work_stands_and_the_mail_goes_out_later(mail_goes_to, tasks_done):
    port = free_port()
    mail_goes_to(port)
    with transaction.atomic():
        EmailMessage("Order received", "Body", to=["ann@example.com"]).send()
    tasks_done()
    row = Message.objects.get()
    assert (row.status, row.attempts) == ("waiting", 1)
    assert "refused" in row.last_error

    with smtp_sink(port) as sink:
        actions.sweep(now=timezone.now())
        tasks_done()
        assert sink.subjects() == [], "it waits its time"
        actions.sweep(now=timezone.now() + timedelta(minutes=2))
        tasks_done()
        assert sink.subjects() == ["Order received"]
    row.refresh_from_db()
    assert (row.status, row.attempts, row.last_error) == ("sent", 2, "")
    assert row.sent_at


def test_each_failure_doubles_the_pause(post_office):
    post_office.refusal = "451 try later"
    row = waiting()
    for attempts, minutes in enumerate([1, 2, 4, 8]):
        assert not deliver(row, attempts=attempts)
        row.refresh_from_db()
        assert row.next_attempt_at == NOW + timedelta(minutes=minutes)
    assert "try later" in row.last_error


def test_after_the_last_attempt_it_is_given_up_in_sight_and_staff_can_send_it_again(post_office, tasks_done):
    post_office.refusal = "550 no such mailbox"
    row = waiting(attempts=MOST_ATTEMPTS - 1)
    deliver(row, attempts=MOST_ATTEMPTS - 1)
    row.refresh_from_db()
    assert row.status == "failed"
    actions.sweep(now=NOW + timedelta(days=3))
    tasks_done()
    assert post_office.subjects() == []

    post_office.refusal = ""
    assert actions.send_again(messages=Message.objects.all(), now=NOW) == 1
    tasks_done()
    assert post_office.subjects() == ["Order received"]


def test_only_what_was_given_up_is_sent_again(post_office, tasks_done):
    row = waiting()
    tasks_done()
    assert actions.send_again(messages=Message.objects.all(), now=NOW) == 0
    tasks_done()
    row.refresh_from_db()
    assert (row.status, post_office.subjects()) == ("sent", ["Order received"])


def test_what_a_dead_worker_held_is_sent_when_its_claim_has_run_out(post_office, tasks_done):
    row = waiting()
    assert actions.claim(pk=row.pk, attempts=0, now=NOW)
    tasks_done()
    actions.sweep(now=NOW + LEASE - timedelta(seconds=1))
    tasks_done()
    assert post_office.subjects() == []
    actions.sweep(now=NOW + LEASE)
    tasks_done()
    assert post_office.subjects() == ["Order received"]


def test_a_message_that_kills_every_worker_is_given_up(post_office, tasks_done):
    row = waiting(attempts=MOST_ATTEMPTS)
    actions.sweep(now=NOW + LEASE)
    tasks_done()
    row.refresh_from_db()
    assert (row.status, row.last_error) == ("failed", "The worker stopped while sending it.")
    assert post_office.subjects() == []


def test_a_worker_that_was_too_slow_does_not_disturb_the_one_that_took_over(post_office):
    row = waiting()
    slow = actions.claim(pk=row.pk, attempts=0, now=NOW)
    actions.sweep(now=NOW + LEASE)
    quick = actions.claim(pk=row.pk, attempts=1, now=NOW + LEASE)
    actions.put_back(message=slow, error=TimeoutError("too slow"), now=NOW + LEASE)
    row.refresh_from_db()
    assert (row.lease, row.last_error) == (quick.lease, "")


def test_an_ask_that_comes_late_or_twice_sends_nothing(post_office):
    row = waiting()
    assert deliver(row)
    assert not deliver(row)
    assert not deliver(row, attempts=1)
    assert post_office.subjects() == ["Order received"]


def test_a_sweep_during_a_long_outage_does_not_ask_without_end(post_office, tasks_done):
    for number in range(3):
        waiting(f"Mail {number}")
    post_office.refusal = "451 try later"
    assert tasks_done() == 3
    for minute in range(10):
        actions.sweep(now=timezone.now() + timedelta(minutes=minute))
    assert tasks_done() <= 3 * 10


def test_a_second_copy_can_be_told_from_a_second_message(post_office):
    row = waiting()
    actions.send(row)
    actions.send(row)
    first, second = post_office.messages
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Message-ID"].endswith("@cafedjango.example>")


def at_once(row: Message, work) -> None:
    def run() -> None:
        try:
            work(row.pk)
        finally:
            connection.close()

    race([run] * 2)


def with_a_claim(pk: int) -> None:
    actions.deliver(pk=pk, attempts=0, now=timezone.now())


def without_a_claim(pk: int) -> None:
    row = Message.objects.get(pk=pk)
    if row.status == Message.Status.WAITING:
        actions.send(row)
        Message.objects.filter(pk=pk).update(status=Message.Status.SENT)


ROUNDS = 10


def test_two_workers_that_race_for_a_message_send_it_once(post_office):
    for _ in range(ROUNDS):
        at_once(waiting(), with_a_claim)
    assert len(post_office.messages) == ROUNDS


def test_control_without_the_claim_the_race_sends_twice(post_office):
    post_office.pause = 0.05
    for _ in range(ROUNDS):
        at_once(waiting(), without_a_claim)
    assert len(post_office.messages) > ROUNDS


def test_delivery_inside_a_transaction_is_refused(post_office):
    row = waiting()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        deliver(row)
    assert post_office.subjects() == []


def test_what_is_over_for_ninety_days_is_deleted(post_office):
    old = NOW - KEPT - timedelta(hours=1)
    for subject, fields in {
        "sent and old": {"status": "sent", "created_at": old},
        "failed and old": {"status": "failed", "created_at": old},
        "waiting and old": {"created_at": old},
        "sent": {"status": "sent", "created_at": NOW - KEPT + timedelta(hours=1)},
    }.items():
        waiting(subject, **fields)
    assert actions.tidy(now=NOW) == 2
    assert set(Message.objects.values_list("subject", flat=True)) == {"waiting and old", "sent"}

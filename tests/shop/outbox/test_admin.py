import pytest
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.urls import reverse

from shop.outbox import actions
from shop.outbox.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = get_user_model().objects.create_superuser("admin@example.com")
    client.force_login(user)
    return client


@pytest.fixture
def failed():
    row = actions.queue(message=EmailMessage("Reset", "https://example.com/reset/secret", to=["ann@example.com"]))
    Message.objects.update(status="failed", attempts=16, last_error="550 no such mailbox")
    return row


def test_what_was_given_up_is_seen_with_its_reason(administrator, failed):
    assert "550 no such mailbox" in administrator.get("/django-admin/outbox/message/").content.decode()


def test_what_was_given_up_can_be_sent_again(administrator, failed):
    administrator.post("/django-admin/outbox/message/", {"action": "send_again", "_selected_action": [failed.pk]})
    failed.refresh_from_db()
    assert (failed.status, failed.attempts) == ("waiting", 0)


def test_messages_can_neither_be_read_nor_changed_nor_deleted_there(administrator, failed):
    change = reverse("admin:outbox_message_change", args=[failed.pk])
    page = administrator.get(change)
    assert page.status_code == 200
    assert "secret" not in page.content.decode()
    assert administrator.post(change, {"subject": "x"}).status_code == 403
    assert administrator.get(reverse("admin:outbox_message_add")).status_code == 403
    assert administrator.post(reverse("admin:outbox_message_delete", args=[failed.pk])).status_code == 403

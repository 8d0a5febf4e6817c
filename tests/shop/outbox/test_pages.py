"""The demo's mailbox."""

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.urls import reverse

from shop.outbox import actions
from shop.outbox.models import Message

pytestmark = pytest.mark.django_db

HOSTILE = "<h1>Hello</h1><script>parent.document.title = 'mine'</script>"


def written(subject, to="ann@example.com", body="Body", page=None, files=()):
    message = EmailMultiAlternatives(subject, body, to=[to])
    if page:
        message.attach_alternative(page, "text/html")
    for file in files:
        message.attach(*file)
    return actions.queue(message=message)


def page_of(client, row, part="message", **more):
    return client.get(reverse(f"outbox:{part}", kwargs={"pk": row.pk, **more}))


@pytest.mark.parametrize("part", ["list", "message", "html", "attachment"])
def test_where_the_demo_is_off_there_is_no_mailbox(client, settings, part):
    row = written("Secret", page="<p>Secret</p>", files=[("a.txt", "Secret", "text/plain")])
    arguments = {"list": {}, "attachment": {"pk": row.pk, "number": 0}}.get(part, {"pk": row.pk})
    address = reverse(f"outbox:{part}", kwargs=arguments)
    assert client.get(address).status_code == 200
    settings.DEMO = False
    assert client.get(address).status_code == 404


def test_an_empty_mailbox_says_what_will_be_there(client):
    assert "No mail yet" in client.get("/outbox/").content.decode()


def test_the_newest_message_is_first(client):
    written("First")
    written("Second")
    page = client.get("/outbox/").content.decode()
    assert page.index("Second") < page.index("First")


def test_many_messages_come_in_pages(client):
    for number in range(30):
        written(f"Mail {number:02}")
    assert "Mail 04" not in client.get("/outbox/").content.decode()
    assert "Mail 04" in client.get("/outbox/?page=2").content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [("recipient=BOB", {"Invoice"}), ("text=thursday", {"Round"}), ("text=inv", {"Invoice"}), ("recipient=zoe", set())],
)
def test_messages_are_found_by_person_and_by_words(client, query, found):
    written("Round", to="ann@example.com", body="Order by Thursday")
    written("Invoice", to="bob@example.com")
    response = client.get(f"/outbox/?{query}")
    assert {message.subject for message in response.context["page_obj"]} == found
    assert ("No message fits" in response.content.decode()) is (not found)


def test_a_message_shows_who_it_is_for_and_its_links_work(client):
    message = EmailMessage(
        "Confirm", "Go to https://example.com/confirm/1", to=["Zoë <zoe@example.com>"], bcc=["b@example.com"]
    )
    page = page_of(client, actions.queue(message=message)).content.decode()
    assert "Zoë &lt;zoe@example.com&gt;" in page
    assert "b@example.com" in page
    assert '<a href="https://example.com/confirm/1"' in page


def test_the_page_of_a_message_is_locked_up(client):
    row = written("Page", page=HOSTILE)
    assert b"<script>parent" not in page_of(client, row).content
    assert "sandbox" in page_of(client, row).content.decode().split()
    response = page_of(client, row, "html")
    assert response.content.decode() == HOSTILE
    policy = response["Content-Security-Policy"]
    assert policy.startswith("sandbox;")
    assert "default-src 'none'" in policy
    assert "script" not in policy


def test_a_message_that_is_all_page_has_no_text(client):
    message = EmailMessage("Page", "<h1>Only a page</h1>", to=["ann@example.com"])
    message.content_subtype = "html"
    row = actions.queue(message=message)
    assert b"Only a page" not in page_of(client, row).content
    assert page_of(client, row, "html").content == b"<h1>Only a page</h1>"


def test_a_message_without_a_page_has_none(client):
    assert page_of(client, written("Text"), "html").status_code == 404


def test_attachments_are_downloaded_never_shown(client):
    row = written("Files", files=[("rückseite.html", HOSTILE, "text/html"), ("a.pdf", b"%PDF\xff", "application/pdf")])
    first = page_of(client, row, "attachment", number=0)
    assert first["Content-Disposition"].startswith("attachment; filename")
    assert first["Content-Security-Policy"].startswith("sandbox;")
    assert page_of(client, row, "attachment", number=1).content == b"%PDF\xff"
    assert page_of(client, row, "attachment", number=2).status_code == 404


def test_the_mailbox_is_only_looked_at(client):
    row = written("Text")
    assert client.post("/outbox/").status_code == 405
    assert client.post(reverse("outbox:message", args=[row.pk])).status_code == 405
    assert Message.objects.get().status == "waiting"

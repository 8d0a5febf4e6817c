"""Who wants a second pair of eyes submits a page; an administrator approves it, and both are told by mail."""

import pytest
from django.core import mail
from wagtail.models import Workflow

from home.models import StandardPage
from shop.accounts.roles import ADMINISTRATOR, MARKETING
from tests.factories import UserFactory
from tests.home.small_site import front_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def mara():
    return UserFactory(first_name="Mara", email="mara@example.com", groups=[MARKETING.name])


@pytest.fixture
def ann():
    return UserFactory(first_name="Ann", email="ann@example.com", groups=[ADMINISTRATOR.name])


@pytest.fixture
def submitted(mara, ann):
    page = front_page().add_child(instance=StandardPage(title="Rye & more", slug="rye", live=False, owner=mara))
    page.save_revision(user=mara)
    page.get_workflow().start(page, mara)
    return page


def decide(page, user, decision: str, **kwargs) -> None:
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, user, decision, **kwargs)
    page.refresh_from_db()


def words_of(message) -> str:
    html = next(content for content, kind in message.alternatives if kind == "text/html")
    assert "{{" not in message.body + html
    return message.body


def test_there_is_one_workflow_and_it_holds_everywhere():
    assert list(Workflow.objects.values_list("name", flat=True)) == ["Second pair of eyes"]
    assert front_page().get_workflow().name == "Second pair of eyes"


def test_a_submitted_page_goes_to_administrators_and_is_out_once_they_approve(client, submitted, ann, mara, settings):
    assert [message.to for message in mail.outbox] == [[ann.email]]
    assert "“Rye & more” waits for your approval" in words_of(mail.outbox[0])
    assert f"{settings.SITE_URL}/cms/pages/{submitted.pk}/edit/" in mail.outbox[0].body
    assert client.get("/rye/").status_code == 404
    decide(submitted, ann, "approve")
    assert client.get("/rye/").status_code == 200
    assert mail.outbox[-1].to == [mara.email]
    assert "“Rye & more” is approved. It is on the site at once" in words_of(mail.outbox[-1])
    assert f"{settings.SITE_URL}/rye/" in mail.outbox[-1].body


def test_changes_that_are_asked_for_reach_who_wrote_it_with_the_reason(submitted, ann, mara):
    decide(submitted, ann, "reject", comment="Which flour?")
    assert mail.outbox[-1].to == [mara.email]
    assert f"{ann} asks for changes" in words_of(mail.outbox[-1])
    assert "Which flour?" in words_of(mail.outbox[-1])


def test_who_submitted_cannot_approve_it(submitted, ann, mara):
    task = submitted.current_workflow_task_state.task.specific
    assert not task.get_actions(submitted, mara)
    assert {action for action, *_ in task.get_actions(submitted, ann)} == {"approve", "reject"}

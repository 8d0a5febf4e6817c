"""A page with a time appears by itself, and goes by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from config.celery import app
from home.models import StandardPage
from home.tasks import publish_scheduled
from tests.home.small_site import front_page

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_a_page_appears_and_goes_at_its_times(client, monkeypatch):
    now = timezone.now()
    page = front_page().add_child(
        instance=StandardPage(title="Rye", slug="rye", live=False, go_live_at=now + HOUR, expire_at=now + 3 * HOUR)
    )
    page.save_revision().publish()
    for hours, status in ((0, 404), (2, 200), (4, 404)):
        monkeypatch.setattr(timezone, "now", lambda hours=hours: now + hours * HOUR)
        publish_scheduled()
        assert client.get("/rye/").status_code == status, f"after {hours} hours"


def test_the_clock_looks_every_minute_for_what_is_due(settings):
    due = next(each for each in settings.CELERY_BEAT_SCHEDULE.values() if each["task"] == publish_scheduled.name)
    assert due["schedule"].minute == set(range(60))
    assert due["task"] in app.tasks

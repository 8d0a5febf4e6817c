"""A page with a time appears by itself, and goes by itself."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from config.celery import app
from home.models import StandardPage
from home.tasks import publish_scheduled
from tests.home.small_site import front_page

pytestmark = pytest.mark.django_db
MOMENT = timedelta(seconds=0.4)


def test_a_page_appears_and_goes_at_its_times(client):
    now = timezone.now()
    page = front_page().add_child(
        instance=StandardPage(title="Rye", slug="rye", live=False, go_live_at=now + MOMENT, expire_at=now + 2 * MOMENT)
    )
    page.save_revision().publish()
    publish_scheduled()
    assert client.get("/rye/").status_code == 404
    time.sleep(MOMENT.total_seconds())
    publish_scheduled()
    assert client.get("/rye/").status_code == 200
    time.sleep(MOMENT.total_seconds())
    publish_scheduled()
    assert client.get("/rye/").status_code == 404


def test_the_clock_looks_every_minute_for_what_is_due(settings):
    due = next(each for each in settings.CELERY_BEAT_SCHEDULE.values() if each["task"] == publish_scheduled.name)
    assert due["schedule"].minute == set(range(60))
    assert due["task"] in app.tasks

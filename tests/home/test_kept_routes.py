"""Which page an address is, is kept as long as an edition: whatever moves a page begins a new one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.home.small_site import front_page, page_below
from tests.shop.edition.visitors import as_if_committed

pytestmark = pytest.mark.django_db


@pytest.fixture
def about(settings):
    settings.VISITOR_PAGES = True
    return page_below(front_page(), "About", slug="about-us")


def answers(path):
    """Past the store of whole pages."""
    as_if_committed()
    return [Client().get(f"{path}?anew").status_code for _ in range(2)]


def test_a_page_that_is_taken_back_or_moved_is_so_at_the_next_look(about):
    assert answers("/about-us/") == [200, 200]
    about.unpublish()
    assert answers("/about-us/") == [404, 404]
    about.save_revision().publish()
    assert answers("/about-us/") == [200, 200]
    about.refresh_from_db()
    about.slug = "who-we-are"
    about.save()
    assert answers("/about-us/") != [200, 200]
    assert answers("/who-we-are/") == [200, 200]


def test_a_page_that_was_found_is_not_looked_for_again(about):
    answers("/about-us/")
    with CaptureQueriesContext(connection) as asked:
        Client().get("/about-us/?anew")
    assert not [each["sql"] for each in asked.captured_queries if "wagtailcore_site" in each["sql"]]
    assert not [each["sql"] for each in asked.captured_queries if '."slug" =' in each["sql"]]

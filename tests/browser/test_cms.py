"""Wagtail's admin: it works under its own content policy, asks no outside server, and carries our name."""

import pytest
from django.urls import reverse

from home.models import HomePage
from tests.testbed.people import EMAILS

pytestmark = [pytest.mark.one_engine, pytest.mark.heavy]

# Wagtail's own markup: its editor of rich text has no name but what stands above it.
WAGTAILS = {"aria-input-field-name"}
SCREENS = {
    "the first screen": lambda: reverse("wagtailadmin_home"),
    "the pages": lambda: reverse("wagtailadmin_explore", args=[home_page().pk]),
    "a page": lambda: reverse("wagtailadmin_pages:edit", args=[home_page().get_children().first().pk]),
    "a new page": lambda: reverse("wagtailadmin_pages:add", args=["home", "standardpage", home_page().pk]),
    "the pictures": lambda: reverse("wagtailimages:index"),
    "the documents": lambda: reverse("wagtaildocs:index"),
    "menus, footer and announcement": lambda: reverse("wagtailsettings:edit", args=["home", "sitesettings"]),
    "the redirects": lambda: reverse("wagtailredirects:index"),
}


def home_page():
    return HomePage.objects.get()


@pytest.mark.parametrize("name", SCREENS)
def test_marketing_meets_no_error_on(visit, name):
    editor = visit(EMAILS["marketing"])
    page = editor.go(SCREENS[name]())
    page.wait_for_load_state("networkidle")
    editor.expect_clean(ignore=WAGTAILS)
    assert "CafeDjango" in page.content()

"""Who writes for the site sees first what needs them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Collection

from home.models import StandardPage
from shop.accounts.roles import ADMINISTRATOR, MARKETING
from tests.factories import UserFactory
from tests.home.small_site import front_page, page_below

pytestmark = pytest.mark.django_db
FIRST_SCREEN = "/cms/"


@pytest.fixture
def mara():
    return UserFactory(first_name="Mara", groups=[MARKETING.name])


def draft(home, title: str, owner, **fields) -> StandardPage:
    page = home.add_child(instance=StandardPage(title=title, live=False, owner=owner, **fields))
    page.save_revision(user=owner)
    return page


def panel(client, name: str) -> str:
    page = client.get(FIRST_SCREEN).content.decode()
    _, found, rest = page.partition(f'id="start-{name}-section"')
    assert found, name
    return rest.partition("</section>")[0]


def test_before_anything_is_written_the_first_screen_says_what_will_be_there(client, mara):
    front_page()
    client.force_login(mara)
    assert "Nothing half-written" in panel(client, "drafts")
    assert "Nothing waits" in panel(client, "waiting")
    assert "Nothing is due" in panel(client, "scheduled")
    assert "Nothing is out yet" in panel(client, "latest")


def test_drafts_what_waits_and_what_is_due_are_listed_with_their_times(client, mara):
    home = front_page()
    draft(home, "Half a thought", mara)
    draft(home, "Somebody else's", UserFactory(groups=[ADMINISTRATOR.name]))
    waiting = draft(home, "Please read", mara)
    waiting.get_workflow().start(waiting, mara)
    draft(home, "Out on Monday", mara, go_live_at=timezone.now() + timedelta(days=3)).get_latest_revision().publish()
    live = page_below(home, "Easter hours")
    live.expire_at = timezone.now() + timedelta(days=9)
    live.save()
    client.force_login(mara)
    assert "Half a thought" in panel(client, "drafts")
    assert "Somebody else" not in panel(client, "drafts")
    assert "Please read" in panel(client, "waiting")
    assert f"Submitted by {mara}" in panel(client, "waiting")
    due = panel(client, "scheduled")
    assert due.index("Out on Monday") < due.index("Easter hours")


def test_the_first_screen_asks_the_same_few_questions_however_much_there_is(
    client, mara, django_assert_max_num_queries
):
    home = front_page()
    for n in range(8):
        draft(home, f"Draft {n}", mara, go_live_at=timezone.now() + timedelta(days=n + 1))
    client.force_login(mara)
    client.get(FIRST_SCREEN)
    with django_assert_max_num_queries(25):
        client.get(FIRST_SCREEN)


def test_the_desk_carries_our_name_and_colours(client, mara):
    front_page()
    client.force_login(mara)
    page = client.get(FIRST_SCREEN).content.decode()
    assert "CafeDjango" in page
    assert "css/cms.css" in page
    assert "img/icon.svg" in page


def test_who_writes_pages_has_a_short_way_to_the_cms_and_buyers_pay_nothing_for_it(client, mara):
    front_page()
    visitor = client.get("/").content.decode()
    assert "wagtail-userbar" not in visitor
    client.force_login(mara)
    assert "wagtail-userbar" in client.get("/").content.decode()
    client.force_login(UserFactory())
    with CaptureQueriesContext(connection) as asked:
        assert "wagtail-userbar" not in client.get("/").content.decode()
    assert not [each["sql"] for each in asked if "auth_permission" in each["sql"]]


@pytest.mark.parametrize(("address", "field"), [("/cms/images/add/", "file"), ("/cms/images/multiple/add/", "files[]")])
def test_a_picture_that_is_cut_short_is_refused_in_words(address, field, client):
    client.force_login(UserFactory(is_superuser=True))
    cut_short = SimpleUploadedFile("loaf.gif", b"GIF89a/*" + bytes(32), content_type="image/gif")
    data = {"title": "Loaf", "collection": Collection.get_first_root_node().pk, field: cut_short}
    answer = client.post(address, data, headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.status_code == 200
    assert "was either not an image or a corrupted image" in answer.text
    assert not get_image_model().objects.filter(title="Loaf").exists()

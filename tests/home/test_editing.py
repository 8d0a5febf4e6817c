"""Marketing opens, and sees before it is published, every kind of page that there is."""

import pytest
from wagtail.models import Page, get_page_models

from blog.models import NewsIndexPage, NewsPage, ProductReleasePage
from demo.pages.about import contact
from home.models import CafeIndexPage, CafePage, StandardPage
from tests import stories
from tests.factories import UserFactory
from tests.home.small_site import front_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_of_each():
    home = front_page()
    home.add_child(instance=StandardPage(title="About us", slug="about"))
    cafes = home.add_child(instance=CafeIndexPage(title="Our cafés", slug="cafes"))
    cafes.add_child(instance=CafePage(title="Early Loaf", slug="early-loaf", cafe=stories.early_loaf()))
    news = home.add_child(instance=NewsIndexPage(title="News", slug="news"))
    news.add_child(instance=NewsPage(title="Rye", slug="rye", introduction="Dark."))
    news.add_child(instance=ProductReleasePage(title="Wheel", slug="wheel", introduction="Round."))
    contact(home)
    pages = list(home.get_descendants(inclusive=True).specific())
    assert {type(page) for page in pages} == set(get_page_models()) - {Page}
    return pages


def test_every_kind_of_page_can_be_edited_and_previewed(client, one_of_each):
    client.force_login(UserFactory(groups=["Marketing"]))
    for page in one_of_each:
        editor = client.get(f"/cms/pages/{page.pk}/edit/")
        assert editor.status_code == 200, page
        assert page.title in editor.content.decode()
        for mode, _ in page.preview_modes:
            shown = page.make_preview_request(preview_mode=mode)
            assert shown.status_code == 200, (page, mode)
            assert page.title in shown.content.decode()

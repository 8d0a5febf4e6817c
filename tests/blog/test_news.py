import pytest

from blog.models import NewsIndexPage, NewsPage
from demo.pages import pages
from tests import stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def index():
    pages(stories.A_FRIDAY)
    return NewsIndexPage.objects.get()


def test_the_newest_news_comes_first(client, index):
    listed = [news.title for news in client.get("/news/").context["page_obj"]]
    assert listed == [news.title for news in NewsPage.objects.order_by("-date")]
    assert listed[0] == "A rye loaf that keeps for a week"


def test_news_has_its_own_address(client, index):
    page = client.get("/news/a-rye-loaf-that-keeps-for-a-week/").content.decode()
    assert "eleven bakes" in page


def test_a_draft_is_nobodys_business(client, index):
    news = NewsPage.objects.first()
    news.unpublish()
    assert news.title not in client.get("/news/").content.decode()
    assert client.get(f"/news/{news.slug}/").status_code == 404


def test_a_long_list_is_leafed_through_in_a_fixed_number_of_statements(client, index, django_assert_max_num_queries):
    for number in range(20):
        index.add_child(instance=NewsPage(title=f"Loaf {number}", introduction="A loaf.", body="<p>A loaf.</p>"))
    with django_assert_max_num_queries(10):
        first = client.get("/news/")
    assert (len(first.context["page_obj"]), first.context["page_obj"].paginator.num_pages) == (12, 2)
    assert client.get("/news/?page=2").context["page_obj"].number == 2
    assert client.get("/news/?page=none").context["page_obj"].number == 1

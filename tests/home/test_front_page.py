import pytest

from demo.pages import pages
from tests import stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def front_page():
    return pages(stories.A_FRIDAY)


def test_the_front_page_shows_who_we_are_and_when_each_cafe_is_open(client, front_page):
    stories.early_loaf()
    page = client.get("/").content.decode()
    for words in ("Good things by the case", "Early Loaf", "Bristol BS1 9ZZ", "early-loaf@cafedjango.example"):
        assert words in page
    assert "Open now, until" in page or "Closed, opens" in page


def test_the_front_page_takes_at_most_eight_statements(client, front_page, django_assert_max_num_queries):
    for story in (stories.early_loaf, stories.harbour_roast, stories.liffey_larder):
        story()
    client.get("/about/")  # Wagtail remembers where sites begin from the first page on
    with django_assert_max_num_queries(8):
        assert client.get("/").status_code == 200


def test_before_there_is_a_cafe_the_front_page_is_there_all_the_same(client, front_page):
    assert "Our cafés" not in client.get("/").content.decode()


@pytest.mark.parametrize("address", ["/wholesale/", "/about/", "/news/"])
def test_pages_answer_and_are_in_the_menu(client, front_page, address):
    assert client.get(address).status_code == 200
    assert f'href="{address}"' in client.get("/").content.decode()

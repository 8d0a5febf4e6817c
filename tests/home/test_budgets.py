"""Few statements for a page, and as few with ten times the goods and the news."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from blog.models import NewsIndexPage, NewsPage, ProductReleasePage, ReleasedProduct
from home.models import CafeIndexPage, CafePage, CafePicture, FeaturedProduct
from shop.cafes.models import Cafe
from tests.factories import CafeFactory, UserFactory
from tests.home.small_site import front_page
from tests.oscar_forks.shelf import fill, pictures, png
from tests.testbed.house import forget_what_was_cached

pytestmark = pytest.mark.django_db

# As the very first after a change of something; then, past the store in the same edition; and stored.
BUDGETS = {
    "/": (23, 5, 1),
    "/cafes/": (12, 5, 1),
    "/cafes/ours/": (20, 5, 1),
    "/news/": (11, 8, 1),
    "/news/news-0/": (9, 6, 1),
    "/news/release/": (17, 6, 1),
}


def house(size: int) -> None:
    """A front page, a café's page, news and a release, each with this many goods, pictures or both."""
    goods = fill(size)
    drawn = [pictures.keep(file=png(), title=f"Picture {n}") for n in range(size)]
    home = front_page(lead_picture=drawn[0])
    home.featured_products = [FeaturedProduct(product=each) for each in goods]
    home.save()
    page = home.add_child(instance=CafeIndexPage(title="Our cafés", slug="cafes")).add_child(
        instance=CafePage(title="Ours", slug="ours", cafe=Cafe.objects.first() or CafeFactory(), lead_picture=drawn[0])
    )
    page.gallery = [CafePicture(picture=each) for each in drawn]
    page.save()
    index = home.add_child(instance=NewsIndexPage(title="News", slug="news"))
    body = [("gallery", {"title": "", "pictures": [{"image": each, "caption": ""} for each in drawn]})]
    for number, picture in enumerate(drawn):
        about = {"title": f"News {number}", "slug": f"news-{number}", "introduction": "News.", "lead_picture": picture}
        index.add_child(instance=NewsPage(**about, body=body))
    release = index.add_child(
        instance=ProductReleasePage(
            title="Release", slug="release", introduction="New.", body=body, lead_picture=drawn[0]
        )
    )
    release.release_products = [ReleasedProduct(product=each) for each in goods]
    release.save()


def statements(address: str, client: Client) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    return [query["sql"] for query in asked.captured_queries]


@pytest.mark.parametrize("size", [3, 30])
def test_a_page_takes_few_statements_however_much_it_shows(settings, size):
    forget_what_was_cached()
    house(size)
    settings.VISITOR_PAGES = True
    signed_in = Client()
    signed_in.force_login(UserFactory())
    for address, (first, anew, stored) in BUDGETS.items():
        Client().get(address)  # pictures are drawn once, and Wagtail remembers where sites begin
        for store in ("pages", "parts"):
            caches[store].clear()
        for allowed, path, client in (
            (first, address, Client()),
            (stored, address, Client()),
            (first, f"{address}?anew", Client()),
            (anew, f"{address}?anew", Client()),
            (first + 4, address, signed_in),  # session, person, account, basket
            (anew + 4, address, signed_in),
        ):
            asked = statements(path, client)
            assert len(asked) <= allowed, (path, asked)

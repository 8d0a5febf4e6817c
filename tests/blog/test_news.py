from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from blog.models import NewsIndexPage, NewsPage, ProductReleasePage, ReleasedProduct
from home.blocks.choosing import Product
from tests.factories import ProductFactory
from tests.home.small_site import front_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def index():
    return front_page().add_child(instance=NewsIndexPage(title="News", slug="news"))


def tell(index, title, *, days_ago=0, tags=(), kind=NewsPage, products=(), **fields):
    page = kind(title=title, introduction=f"{title}, in short.", date=date(2026, 6, 5) - timedelta(days_ago), **fields)
    index.add_child(instance=page)
    page.tags.add(*tags)
    if products:
        page.release_products = [ReleasedProduct(product=each) for each in products]
    page.save()
    return page


def titles(client, address):
    return [news.title for news in client.get(address).context["page_obj"]]


def test_the_newest_comes_first_releases_among_them(client, index):
    tell(index, "Old", days_ago=9)
    tell(index, "New")
    tell(index, "Wheel", days_ago=3, kind=ProductReleasePage)
    assert titles(client, "/news/") == ["New", "Wheel", "Old"]


def test_a_tag_leads_to_what_is_about_it_and_a_wrong_one_to_everything(client, index):
    tell(index, "Rye", tags=["bread"])
    tell(index, "Wheel", kind=ProductReleasePage, tags=["cheese", "bread"], days_ago=1)
    tell(index, "Beans", tags=["coffee"], days_ago=2)
    assert titles(client, "/news/?tag=bread") == ["Rye", "Wheel"]
    assert titles(client, "/news/?tag=nothing") == ["Rye", "Wheel", "Beans"]
    assert [tag.name for tag in client.get("/news/").context["tags"]] == ["bread", "cheese", "coffee"]


def test_a_draft_is_nobodys_business_not_even_the_feeds_or_its_tags(client, index):
    news = tell(index, "Secret", tags=["secret"])
    news.unpublish()
    for address in ("/news/", "/", "/news/feed/"):
        assert b"ecret" not in client.get(address).content
    assert client.get("/news/secret/").status_code == 404


def test_a_long_list_is_leafed_through(client, index):
    for number in range(14):
        tell(index, f"Loaf {number}", days_ago=number)
    first = client.get("/news/")
    assert (len(first.context["page_obj"]), first.context["page_obj"].paginator.num_pages) == (12, 2)
    assert client.get("/news/?page=2").context["page_obj"].number == 2
    assert client.get("/news/?page=none").context["page_obj"].number == 1


def test_a_feed_reader_gets_the_news_with_whole_addresses(client, index):
    tell(index, "Rye & malt")
    answer = client.get("/news/feed/")
    assert answer["Content-Type"].startswith("application/rss+xml")
    item = ElementTree.fromstring(answer.content).find("channel/item")
    assert item.findtext("title") == "Rye & malt"
    assert item.findtext("link").startswith("http")
    assert item.findtext("link").endswith("/news/rye-malt/")


def test_until_ordering_opens_a_release_shows_its_goods_without_a_button(client, index):
    loaf = ProductFactory(title="Mince pies")
    release = tell(
        index,
        "Pies",
        kind=ProductReleasePage,
        products=[loaf],
        ordering_opens=timezone.now() + timedelta(days=7),
    )
    before = client.get("/news/pies/").content.decode()
    assert "Ordering opens on" in before
    assert "Mince pies" in before
    assert f"/basket/add/{loaf.pk}/" not in before

    release.ordering_opens = timezone.now() - timedelta(seconds=1)
    release.save()
    after = client.get("/news/pies/").content.decode()
    assert "Ordering opens on" not in after
    assert f"/basket/add/{loaf.pk}/" in after
    assert 'value="/news/pies/"' in after


def test_a_release_keeps_the_order_of_its_goods_and_forgets_what_is_sold_no_more(client, index):
    goods = [ProductFactory(title=title) for title in ("Zwieback", "Apple pie", "Muffins")]
    tell(index, "Three", kind=ProductReleasePage, products=goods)
    goods[2].is_public = False
    goods[2].save()
    assert [each.title for each in client.get("/news/three/").context["products"]] == ["Zwieback", "Apple pie"]
    goods[0].delete()
    assert [each.title for each in client.get("/news/three/").context["products"]] == ["Apple pie"]


def test_a_product_tells_which_published_news_mention_it(client, index, django_capture_on_commit_callbacks):
    loaf = ProductFactory(title="Rye loaf")
    chosen = [("product", {"product": Product().to_python(loaf.pk), "text": ""})]
    with django_capture_on_commit_callbacks(execute=True):
        tell(index, "In a block", body=chosen)
        tell(index, "Released", kind=ProductReleasePage, products=[loaf])
        tell(index, "Only planned", body=chosen).unpublish()
        tell(index, "Something else")
    page = client.get(loaf.get_absolute_url()).content.decode()
    for title, is_there in {"In a block": 1, "Released": 1, "Only planned": 0, "Something else": 0}.items():
        assert (title in page) == is_there, title

import pytest
from django.utils import timezone
from wagtail.models import Page

from blog.models import NewsIndexPage, NewsPage
from home.models import CafeIndexPage, CafePage, FeaturedProduct
from tests import stories
from tests.factories import ProductFactory
from tests.home.small_site import front_page

pytestmark = pytest.mark.django_db


def test_the_front_page_shows_who_we_are_and_when_each_cafe_is_open(client):
    home, cafe = front_page(introduction="Three cafés bake, roast and cook."), stories.early_loaf()
    index = home.add_child(instance=CafeIndexPage(title="Our cafés", slug="cafes", show_in_menus=True))
    index.add_child(instance=CafePage(title="Early Loaf", slug="early-loaf", cafe=cafe))
    for address in ("/", "/cafes/"):
        page = client.get(address).content.decode()
        for words in ("Early Loaf", "Bristol BS1 9ZZ", "early-loaf@cafedjango.example", 'href="/cafes/early-loaf/"'):
            assert words in page, (address, words)
        assert "Open now, until" in page or "Closed, opens" in page
    assert "Three cafés bake" in client.get("/").content.decode()


def test_a_cafes_page_says_where_it_is_when_it_is_open_and_what_it_makes(client):
    cafe = stories.early_loaf()
    ProductFactory(title="House loaf", cafe=cafe)
    ProductFactory(title="Somebody else's beans")
    index = front_page().add_child(instance=CafeIndexPage(title="Our cafés", slug="cafes"))
    index.add_child(instance=CafePage(title="Early Loaf", slug="early-loaf", cafe=cafe))
    page = client.get("/cafes/early-loaf/").content.decode()
    for words in ("https://www.openstreetmap.org/search?query=12%20Old%20Mill%20Lane", "House loaf", "Today", "Closed"):
        assert words in page, words
    assert "beans" not in page
    cafe.partner.delete()
    assert client.get("/cafes/early-loaf/").status_code == 200


def test_before_there_is_a_cafe_or_any_news_the_front_page_is_there_all_the_same(client):
    front_page()
    page = client.get("/").content.decode()
    assert "Our cafés" not in page
    assert "All news" not in page


def test_the_counter_shows_what_marketing_chose_else_the_newest(client):
    home = front_page()
    old, new = ProductFactory(title="Old loaf"), ProductFactory(title="New loaf")
    assert [each.title for each in client.get("/").context["featured"]] == ["New loaf", "Old loaf"]
    home.featured_products = [FeaturedProduct(product=old)]
    home.save()
    assert [each.title for each in client.get("/").context["featured"]] == ["Old loaf"]
    assert new.is_public


def test_a_page_below_a_private_one_is_shown_to_nobody_and_listed_nowhere(client):
    index = front_page().add_child(instance=NewsIndexPage(title="News", slug="news"))
    news = index.add_child(instance=NewsPage(title="Between us", introduction="Hush.", date=timezone.localdate()))
    assert b"Between us" in client.get("/").content
    index.view_restrictions.create(restriction_type="login")
    assert client.get(news.get_url()).status_code == 302
    assert b"Between us" not in client.get("/").content


def test_an_address_finds_its_page_and_nothing_beside_it(client):
    index = front_page().add_child(instance=NewsIndexPage(title="News", slug="news"))
    index.add_child(instance=NewsPage(title="Rye", slug="rye", introduction="Dark."))
    assert client.get("/news/rye/").context["page"].specific_class is NewsPage
    assert isinstance(client.get("/news/rye/").context["page"], NewsPage)
    for nowhere in ("/rye/", "/news/rye/more/", "/news/rye/news/", "/house/", "/house/news/"):
        assert client.get(nowhere).status_code == 404, nowhere
    Page.objects.filter(slug="rye").update(live=False)
    assert client.get("/news/rye/").status_code == 404

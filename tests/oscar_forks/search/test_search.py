import re

import pytest
from django.core.management import call_command
from oscar.core.loading import get_model
from wagtail.models import Site

from blog.models import NewsIndexPage, NewsPage
from home.models import HomePage
from shop.goods import search
from shop.goods.domain import Question
from tests.factories import ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    site = Site.objects.get(is_default_site=True)
    home = site.root_page.get_root().add_child(instance=HomePage(title="Our cafés", slug="our-house"))
    site.root_page = home
    site.save()
    return home


def found(client, text):
    page = client.get("/search/", {"q": text})
    assert page.status_code == 200
    return [thing.title for thing in page.context["found"]]


def found_goods(text):
    return [product.title for product in search.goods(Question.typed(text))]


def test_a_shop_with_goods_is_never_shown_empty(client):
    """Oscar's own search, on the only engine that needs no server, lists and finds nothing at all."""
    ProductFactory(title="Rye tin")
    assert "Rye tin" in client.get("/shop/").content.decode()
    assert found(client, "rye") == ["Rye tin"]


def test_goods_and_pages_come_in_one_list_and_titles_first(client, house):
    ProductFactory(title="Rye tin")
    ProductFactory(title="Seeded loaf", description="With a little rye.")
    news = house.add_child(instance=NewsIndexPage(title="News"))
    news.add_child(instance=NewsPage(title="A rye for the week", introduction="Dark.", body="<p>Moist.</p>"))
    news.add_child(instance=NewsPage(title="Rye in draft", introduction="Dark.", body="", live=False))
    assert found(client, "rye") == ["Rye tin", "A rye for the week", "Seeded loaf"]


@pytest.mark.parametrize("text", ["creme brulee", "Crème brûlée", "CRÈME", "brule", "tarts creme"])
def test_accents_capitals_and_beginnings_of_words_find_the_same(text):
    ProductFactory(title="Crème brûlée tart")
    ProductFactory(title="Rye tin")
    assert found_goods(text) == ["Crème brûlée tart"]


def test_a_page_is_found_without_its_accents_too(client, house):
    assert found(client, "our cafes") == ["Our cafés"]
    assert found(client, "Cafés") == ["Our cafés"]


@pytest.mark.parametrize("text", ["croi", "croissant", "croissants", "Croissants, butter", "EL-CROI", "butter cro"])
def test_a_word_its_beginning_its_plural_or_the_article_number_find_the_product(text):
    ProductFactory(title="Butter croissant", upc="EL-CROI")
    ProductFactory(title="Butter biscuits", upc="EL-BISC")
    assert found_goods(text) == ["Butter croissant"]


def test_what_is_withdrawn_is_not_found_and_what_is_published_again_is(client):
    rye = ProductFactory(title="Rye tin")
    for published in (False, True):
        rye.is_public = published
        rye.save()
        assert found(client, "rye") == (["Rye tin"] if published else [])


def test_what_is_withdrawn_in_bulk_is_not_found(client):
    ProductFactory(title="Rye tin")
    get_model("catalogue", "Product").objects.update(is_public=False)
    assert found(client, "rye") == []


def test_a_new_name_is_found_and_the_old_one_is_not():
    rye = ProductFactory(title="Rye tin")
    rye.title = "Spelt tin"
    rye.save()
    assert found_goods("spelt") == ["Spelt tin"]
    assert found_goods("rye") == []


def test_what_is_deleted_leaves_the_index():
    rye = ProductFactory(title="Rye tin")
    rye.delete()
    assert found_goods("rye") == []
    assert not get_model("wagtailsearch", "IndexEntry").objects.filter(content_type__model="product").exists()


def test_the_index_can_be_built_again_from_nothing():
    ProductFactory(title="Crème brûlée tart")
    get_model("wagtailsearch", "IndexEntry").objects.all().delete()
    assert found_goods("creme") == []
    call_command("update_index", verbosity=0)
    assert found_goods("creme") == ["Crème brûlée tart"]


def test_no_words_ask_for_words(client):
    assert "write a word" in client.get("/search/").content.decode()
    assert "write a word" in client.get("/search/?q=++").content.decode()


def test_nothing_found_shows_a_way_on(client):
    page = client.get("/search/?q=zeppelin").content.decode()
    assert "We found nothing for “zeppelin”" in page
    assert 'href="/shop/"' in page


def test_a_very_long_question_is_cut_and_the_visitor_is_told(client):
    page = client.get("/search/", {"q": "rye " * 2000}).content.decode()
    assert "we searched for the first 100 characters" in page


QUOTES = ["'", '"', "' OR 1=1 --", "<script>", "\\", "(((", "{}", "-", "!", "&|", "%", "*", "^rye", "rye*"]
LANGUAGE = ["AND", "rye AND NOT", "NEAR(", "a:b", "title:rye", "the", "rye or"]
LETTERS = ["\x00", "rye\x00tin", "🥐", "ﬁ", "\u202e", "𝓇𝓎𝑒"]


@pytest.mark.parametrize("text", [*QUOTES, *LANGUAGE, *LETTERS])
def test_whatever_is_typed_gets_an_answer(client, text):
    ProductFactory(title="Rye tin")
    for address in ("/search/", "/search/suggest/"):
        answer = client.get(address, {"q": text})
        assert answer.status_code == 200
        assert "<script>" not in answer.content.decode()


def test_many_finds_have_pages_that_keep_the_question(client):
    for number in range(26):
        ProductFactory(title=f"Loaf {number}")
    page = client.get("/search/?q=loaf").content.decode()
    assert "26 results" in page
    assert "q=loaf&amp;page=2" in page
    assert len(client.get("/search/?q=loaf&page=2").context["found"]) == 2


def test_suggestions_are_names_that_begin_so_as_a_piece_of_a_page(client):
    croissant = ProductFactory(title="Butter croissant")
    ProductFactory(title="Rye tin")
    ProductFactory(title="Croquette", is_public=False)
    piece = client.get("/search/suggest/?q=cro").content.decode()
    assert re.findall(r'<a href="(.+?)">(.+?)</a>', piece) == [(croissant.get_absolute_url(), "Butter croissant")]
    assert "<html" not in piece


def test_one_letter_suggests_nothing_yet(client):
    ProductFactory(title="Rye tin")
    assert client.get("/search/suggest/?q=r").content.decode().strip() == ""

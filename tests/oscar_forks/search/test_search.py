import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oscar.core.loading import get_model
from wagtail.models import PageViewRestriction, Site

from blog.models import NewsIndexPage, NewsPage
from home.models import HomePage, StandardPage
from tests.factories import CafeFactory, ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    site = Site.objects.get(is_default_site=True)
    home = site.root_page.get_root().add_child(instance=HomePage(title="Our cafés", slug="our-house"))
    site.root_page = home
    site.save()
    return home


def asked(client, text, **more):
    page = client.get("/search/", {"q": text, **more})
    assert page.status_code == 200
    return page


def found(client, text, **more):
    """All titles, group by group, as they stand on the page."""
    page = asked(client, text, **more)
    return [thing.title for group in page.context["shown"] for thing in (*group["goods"], *group["places"])]


def test_a_shop_with_goods_is_never_shown_empty(client):
    """Oscar's own search, on the only engine that needs no server, lists and finds nothing at all."""
    ProductFactory(title="Rye tin")
    assert "Rye tin" in client.get("/shop/").content.decode()
    assert found(client, "rye") == ["Rye tin"]


def test_finds_come_in_groups_goods_first_and_titles_before_what_only_mentions_the_word(client, house):
    ProductFactory(title="Seeded loaf", description="With a little rye.")
    ProductFactory(title="Rye tin")
    get_model("catalogue", "Category").add_root(name="Rye bread")
    house.add_child(instance=StandardPage(title="How we mill rye", introduction=""))
    news = house.add_child(instance=NewsIndexPage(title="News"))
    news.add_child(instance=NewsPage(title="A rye for the week", introduction="Dark.", body=""))
    news.add_child(instance=NewsPage(title="Rye in draft", introduction="Dark.", body="", live=False))
    page = asked(client, "rye")
    groups = {group["title"]: group["count"] for group in page.context["groups"]}
    assert groups == {"Products": 2, "Categories": 1, "News": 1, "Pages": 1}
    assert found(client, "rye") == ["Rye tin", "Seeded loaf", "Rye bread", "A rye for the week", "How we mill rye"]
    assert found(client, "rye", type="news") == ["A rye for the week"]
    assert "5 results" in page.text


def test_a_page_for_some_only_is_not_found_nor_what_is_below_it(client, house):
    closed = house.add_child(instance=StandardPage(title="Secret recipes", introduction=""))
    closed.add_child(instance=StandardPage(title="The recipe for rye", introduction=""))
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert found(client, "recipe") == []
    assert "ecipe" not in client.get("/search/suggest/?q=recipe").text


@pytest.mark.parametrize("text", ["creme brulee", "Crème brûlée", "CRÈME", "brule", "tarts creme"])
def test_accents_capitals_and_beginnings_of_words_find_the_same(client, text):
    ProductFactory(title="Crème brûlée tart")
    ProductFactory(title="Rye tin")
    assert found(client, text) == ["Crème brûlée tart"]


def test_a_page_is_found_without_its_accents_too(client, house):
    assert found(client, "our cafes") == ["Our cafés"]
    assert found(client, "Cafés") == ["Our cafés"]


@pytest.mark.parametrize(
    "text", ["croi", "croissant", "croissants", "Croissants, butter", "butter cro", "flaky", "wheat"]
)
def test_a_word_its_beginning_its_plural_what_is_said_of_it_and_what_is_in_it_find_the_product(client, text):
    ProductFactory(title="Butter croissant", description="<p>A <em>flaky</em> one.</p>", ingredients="*Wheat* flour")
    ProductFactory(title="Butter biscuits")
    assert found(client, text) == ["Butter croissant"]


def test_the_cafe_and_the_category_find_what_they_sell(client):
    roast, loaf = CafeFactory(name="Harbour Roast"), CafeFactory(name="Early Loaf")
    coffee = get_model("catalogue", "Category").add_root(name="Coffee")
    for title, cafe in (("Lighthouse", roast), ("House blend", loaf)):
        ProductFactory(title=title, cafe=cafe).categories.add(coffee)
    ProductFactory(title="Roasting tin", cafe=roast)
    assert found(client, "Harbour Roast coffee", type="products") == ["Lighthouse"]
    assert set(found(client, "coffee", type="products")) == {"Lighthouse", "House blend"}


@pytest.mark.parametrize("text", ["EL-RYE", "el rye", "elrye", "EL RYE "])
def test_an_article_number_finds_its_product_before_those_that_only_begin_so(client, text):
    ProductFactory(title="A rye of the El family", upc="EL-RYE-2")
    ProductFactory(title="Rye tin", upc="EL-RYE")
    assert found(client, text) == ["Rye tin", "A rye of the El family"]


def test_the_article_number_of_a_variant_finds_the_product(client):
    decaf = ProductFactory(title="Decaf", upc="HR-DEC", structure="parent")
    ProductFactory(title="Decaf, ground", upc="HR-DEC-F", structure="child", parent=decaf, product_class=None)
    assert found(client, "hr dec f") == ["Decaf"]
    assert found(client, "ground") == ["Decaf"]


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


def test_a_slip_of_the_finger_is_forgiven_and_said_and_what_was_typed_can_be_searched_for(client):
    ProductFactory(title="Sourdough loaf")
    page = asked(client, "sourdogh loaf")
    assert [hit.columns[0] for hit in page.context["finds"].goods] == ["Sourdough loaf"]
    assert "Showing results for “<strong>sourdough loaf</strong>” instead of “sourdogh loaf”." in page.text
    (exactly,) = re.findall(r'href="(\?[^"]*exactly=1)"', page.text)
    page = client.get("/search/" + exactly.replace("&amp;", "&"))
    assert "We found nothing for “sourdogh loaf”" in page.text
    assert "Did you mean" in page.text


def test_an_article_number_is_never_corrected(client):
    ProductFactory(title="Sourdough loaf", upc="EL-SOUR")
    assert found(client, "EL-SOUT") == []
    assert found(client, "sour7dough") == []


def test_what_a_correction_leads_to_is_never_something_hidden(client):
    ProductFactory(title="Pumpernickel", is_public=False)
    page = asked(client, "pumpernikel")
    assert not page.context["finds"]
    assert "umpernickel" not in page.text


def test_no_words_ask_for_words(client):
    assert "Write a word" in client.get("/search/").text
    assert "Write a word" in client.get("/search/?q=++").text


def test_nothing_found_shows_ways_on(client):
    get_model("catalogue", "Category").add_root(name="Bread")
    page = asked(client, "zeppelin qqqq").text
    assert "We found nothing for “zeppelin qqqq”" in page
    for way_on in ('href="/shop/"', 'href="/shop/bread/"', 'href="/search/?q=zeppelin"'):
        assert way_on in page


def test_where_nothing_has_all_the_words_what_has_more_of_them_comes_first_and_the_page_says_so(client, house):
    ProductFactory(title="Rye tin")
    ProductFactory(title="Milk rolls", description="Soft, with rye and a seeded crust.")
    ProductFactory(title="Tea")
    for name in ("Rye", "Seeded rye"):
        get_model("catalogue", "Category").add_root(name=name)
    house.add_child(instance=StandardPage(title="How we mill rye", introduction=""))
    page = asked(client, "seeded rye zeppelin")
    assert "Nothing has all of these words. These have some of them:" in page.text
    assert found(client, "seeded rye zeppelin") == ["Milk rolls", "Rye tin", "Seeded rye", "Rye", "How we mill rye"]
    assert found(client, "seeded rye zeppelin", type="pages") == ["How we mill rye"]
    assert "Nothing has all" not in asked(client, "seeded rye").text


def test_a_page_that_has_one_of_the_words_is_better_than_nothing_but_not_one_for_some_only(client, house):
    house.add_child(instance=StandardPage(title="Ordering and delivery", introduction=""))
    closed = house.add_child(instance=StandardPage(title="Delivery rota", introduction=""))
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    for text in ("free delivery", "delivery bath", "what is your delivery?"):
        assert found(client, text) == ["Ordering and delivery"]


def test_words_of_every_other_sentence_find_nothing_by_themselves(client):
    ProductFactory(title="The loaf for our table, with a free tin")
    for text in ("zeppelin with a free gift", "the zeppelins of our house", "EL-LOAF", "for zeppelins"):
        assert found(client, text) == []


def test_who_asks_for_exactly_these_words_gets_no_others(client):
    ProductFactory(title="Rye tin")
    assert found(client, "rye zeppelin") == ["Rye tin"]
    assert found(client, "rye zeppelin", exactly="1") == []


def test_who_must_not_eat_something_is_led_to_the_goods_without_it_and_not_to_what_speaks_of_it(client):
    ProductFactory(title="Bread with gluten", allergens=("gluten",))
    ProductFactory(title="Oat bread", allergens=("gluten", "milk"))
    ProductFactory(title="Gluten and milk powder", allergens=("gluten", "milk"))
    page = asked(client, "gluten-free dairy free oat bread")
    assert re.search(r'href="/shop/\?without=gluten&amp;without=milk">Goods without gluten and milk</a>', page.text)
    assert set(found(client, "gluten-free bread")) == {"Bread with gluten", "Oat bread"}
    page = asked(client, "without milk")
    assert not page.context["finds"]
    assert 'href="/shop/?without=milk"' in page.text
    assert "?q=milk" not in page.text
    assert "powder" not in client.get("/shop/?without=milk").text
    assert "/shop/?without" not in asked(client, "bread, free delivery").text


def test_the_goods_without_it_are_offered_where_something_was_found_too(client):
    ProductFactory(title="Gluten free brownie", allergens=())
    page = asked(client, "gluten free")
    assert [hit.columns[0] for hit in page.context["finds"].goods] == ["Gluten free brownie"]
    assert 'href="/shop/?without=gluten"' in page.text


def test_a_very_long_question_is_cut_and_the_visitor_is_told(client):
    assert "we searched for the first 100 characters" in asked(client, "rye " * 2000).text


QUOTES = ["'", '"', "' OR 1=1 --", "<script>", "\\", "(((", "{}", "-", "!", "&|", "%", "*", "^rye", "rye*", "rye%s"]
LANGUAGE = ["AND", "rye AND NOT", "NEAR(", "a:b", "title:rye", "the", "rye or", "NOT"]
LETTERS = ["\x00", "rye\x00tin", "🥐", "ﬁ", "\u202e", "𝓇𝓎𝑒", "ryé%", "½ loaf", "ряженка"]


@pytest.mark.parametrize("text", [*QUOTES, *LANGUAGE, *LETTERS])
def test_whatever_is_typed_gets_an_answer(client, text):
    ProductFactory(title="Rye tin")
    for address in ("/search/", "/search/suggest/"):
        answer = client.get(address, {"q": text})
        assert answer.status_code == 200
        assert "<script>" not in answer.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=120), kind=st.sampled_from(["", "products", "news", "x"]), page=st.text(max_size=4))
def test_any_text_any_kind_and_any_page_number_get_a_page(client, text, kind, page):
    for address in ("/search/", "/search/suggest/"):
        assert client.get(address, {"q": text, "type": kind, "page": page}).status_code == 200


def test_many_finds_have_pages_that_keep_the_question(client):
    for number in range(26):
        ProductFactory(title=f"Loaf {number}")
    page = asked(client, "loaf").text
    assert "26 results" in page
    assert re.search(r'href="\?q=loaf&amp;type=products">\s*All 26 products', page)
    page = asked(client, "loaf", type="products").text
    assert "?q=loaf&amp;type=products&amp;page=2" in page
    assert len(found(client, "loaf", type="products", page=2)) == 2


def test_suggestions_are_goods_categories_and_pages_in_groups_with_what_was_typed_marked(client, house):
    croissant = ProductFactory(title="Butter croissant")
    ProductFactory(title="Croquette", is_public=False)
    get_model("catalogue", "Category").add_root(name="Croissants")
    house.add_child(instance=StandardPage(title="Croissants and how we fold them", slug="folding", introduction=""))
    piece = client.get("/search/suggest/?q=cro").text
    assert re.findall(r'role="option"[^>]*href="(.+?)"', re.sub(r"\s+", " ", piece)) == [
        croissant.get_absolute_url(),
        "/shop/croissants/",
        "/folding/",
        "/search/?q=cro",
    ]
    assert "Butter <mark>cro</mark>issant" in piece
    assert "<html" not in piece


def test_suggestions_forgive_slips_too(client):
    ProductFactory(title="Butter croissant")
    assert "Butter <mark>croissant</mark>" in client.get("/search/suggest/?q=croisant").text


def test_one_letter_suggests_nothing_yet_and_asks_no_table(client, django_assert_num_queries):
    ProductFactory(title="Rye tin")
    with django_assert_num_queries(0):
        assert client.get("/search/suggest/?q=r").text.strip() == ""


def test_suggestions_are_the_same_for_everybody_so_any_cache_may_keep_them_a_minute(client):
    answer = client.get("/search/suggest/?q=rye")
    assert answer["Cache-Control"] == "public, max-age=60"
    assert not answer.cookies


def test_no_spelling_is_offered_that_only_hidden_goods_have(client):
    bun = ProductFactory(title="Zwiebelkuchen")
    assert "Zwiebelkuchen" in found(client, "zwiebelkuchn")
    bun.is_public = False
    bun.save()
    for more in ({}, {"exactly": "1"}):
        assert "zwiebelkuchen" not in asked(client, "zwiebelkuchn", **more).text.lower()

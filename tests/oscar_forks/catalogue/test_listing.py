"""A list finds its way: shelves, filters with counts, chips, pages, looks."""

import re
from urllib.parse import unquote

import pytest
from oscar.core.loading import get_model

from tests.factories import CafeFactory, ProductFactory

pytestmark = pytest.mark.django_db


def read(answer) -> str:
    return " ".join(answer.content.decode().split())


def links(answer) -> dict[str, str]:
    found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', read(answer))
    return {" ".join(re.sub(r"<[^>]+>", " ", words).split()): unquote(to).replace("&amp;", "&") for to, words in found}


@pytest.fixture
def bread():
    category = get_model("catalogue", "Category")
    bread = category.add_root(name="Bread")
    dark = bread.add_child(name="Dark")
    category.add_root(name="Cake").add_child(name="Cheesecake")
    early = CafeFactory(name="Early Loaf")
    ProductFactory(title="Rye", cafe=early, allergens=["gluten"], diets=["vegan"]).categories.add(dark)
    ProductFactory(title="Rice loaf", cafe=early, allergens=[], num_in_stock=0).categories.add(bread)
    return bread


def test_the_tree_is_open_where_the_reader_is_and_counts_what_the_filters_leave(client, bread):
    answer = client.get("/shop/bread/?without=gluten&look=rows")
    shelves = {
        words: to for words, to in links(answer).items() if re.search(r"\d products?$", words) and "See" not in words
    }
    assert shelves == {
        "Everything 1 product": "/shop/?without=gluten&look=rows",
        "Bread 1 product": "/shop/bread/?without=gluten&look=rows",
        "Dark 0 products": "/shop/bread/dark/?without=gluten&look=rows",
        "Cake 0 products": "/shop/cake/?without=gluten&look=rows",
    }


def test_a_choice_that_would_leave_nothing_is_closed_but_never_a_chosen_one(client, bread):
    def closed(address):
        groups = client.get(address).context["groups"]
        choices = [each for group in groups for each in [*group.first, *group.more]]
        return {(each.name, each.code): each.is_closed for each in choices}

    assert closed("/shop/bread/")["diet", "organic"]
    assert not closed("/shop/bread/")["diet", "vegan"]
    assert not closed("/shop/bread/?diet=organic")["diet", "organic"]


def test_each_chosen_filter_can_be_taken_off_and_all_at_once(client, bread):
    answer = client.get("/shop/bread/?diet=vegan&without=milk&sort=price")
    assert links(answer)["Take off: Vegan ×"] == "/shop/bread/?without=milk&sort=price"
    assert links(answer)["Take off: Without milk ×"] == "/shop/bread/?diet=vegan&sort=price"
    assert links(answer)["Show all"] == "/shop/bread/?sort=price"


def test_an_empty_list_says_which_filter_to_take_off(client, bread):
    answer = client.get("/shop/bread/?diet=vegan&without=gluten")
    assert "Nothing in Bread fits all of that." in read(answer)
    ways = {words: to for words, to in links(answer).items() if "1 product" in words and "×" in words}
    assert ways == {
        "Vegan × 1 product": "/shop/bread/?without=gluten",
        "Without gluten (cereals) × 1 product": "/shop/bread/?diet=vegan",
    }


def test_what_is_sold_out_or_out_of_season_stays_on_the_list_and_says_so(client, bread):
    ProductFactory(title="Stollen", season_first="2020-12-01", season_last="2020-12-24", season_yearly=True)
    page = read(client.get("/shop/"))
    for words in ("Rice loaf", "Sold out", "Stollen", "In season from"):
        assert words in page


@pytest.mark.parametrize("look", ["", "?look=rows"])
def test_what_cannot_be_had_now_offers_to_tell_the_buyer_when_it_is_back(client, bread, look):
    gone = get_model("catalogue", "Product").objects.get(title="Rice loaf")
    offered = {words: to for words, to in links(client.get(f"/shop/{look}")).items() if "Tell me" in words}
    assert offered == {"Tell me when it is back : Rice loaf": f"{gone.get_absolute_url()}#missing"}
    assert 'id="missing"' in read(client.get(gone.get_absolute_url()))


@pytest.mark.parametrize("address", ["/shop/", "/shop/?look=rows", "/search/?q=decaf"])
def test_goods_with_variants_name_each_cafe_that_sells_one(client, address):
    decaf = ProductFactory(title="Decaf", structure="parent")
    decaf.stockrecords.all().delete()
    for name in ("Harbour Roast", "Early Loaf"):
        ProductFactory(
            title=f"Decaf of {name}", cafe=CafeFactory(name=name), structure="child", parent=decaf, product_class=None
        )
    facts = re.search(r'(?:card|row)__facts">(.*?)</p>', read(client.get(address)))[1]
    assert {"Harbour Roast", "Early Loaf"} <= set(re.findall(r"<span>(.*?)</span>", facts))


def test_rows_name_the_article_number_and_stay_rows_from_page_to_page(client):
    for number in range(25):
        ProductFactory(title=f"Loaf {number:02}", upc=f"EL-{number:02}")
    answer = client.get("/shop/?look=rows")
    assert "EL-07" in read(answer)
    assert links(answer)["Next"] == "?look=rows&page=2"
    assert links(client.get("/shop/?page=2"))["Rows"] == "/shop/?look=rows&page=2"


def test_pages_name_their_neighbours_and_their_own_address(client):
    for _ in range(49):
        ProductFactory()
    page = read(client.get("/shop/?page=2&sort=price"))
    for tag in (
        '<link rel="prev" href="?sort=price&amp;page=1">',
        '<link rel="next" href="?sort=price&amp;page=3">',
        'href="http://127.0.0.1:8000/shop/?page=2"',
    ):
        assert tag in page


def test_a_tick_in_place_leaves_the_plainest_address_in_the_browser(client, bread):
    asked = {"HX-Request": "true"}
    answer = client.get("/shop/bread/?look=&sort=&diet=vegan&cafe=nobody", headers=asked)
    assert answer.headers["HX-Push-Url"] == "/shop/bread/?diet=vegan"
    assert "HX-Push-Url" not in client.get("/shop/bread/?diet=vegan")
    assert "<html" in read(answer)


def test_a_price_says_what_it_is_for_and_which_tax_is_in_it(client):
    ProductFactory(title="Crisps", price="20.00", tax_class_id="standard", sold_by="case", pieces=10, net_content="0.5")
    ProductFactory(title="Cheddar", price="18.00", priced_by="weight", net_content="2.4")
    page = re.sub(r"<[^>]+>", " ", read(client.get("/shop/")))
    words = " ".join(page.split())
    assert "£24.00 a case with VAT £20.00 without VAT £2.40 a piece £48.00 per kg" in words
    assert "about £43.20 each £18.00 per kg, weighed when packed" in words

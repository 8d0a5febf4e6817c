from decimal import Decimal as D

import pytest
from oscar.core.loading import get_model

from home.models import CafeIndexPage, CafePage
from tests.factories import CafeFactory, ProductClassFactory, ProductFactory, UserFactory
from tests.home.small_site import front_page

pytestmark = pytest.mark.django_db


def category(name="Bread"):
    return get_model("catalogue", "Category").add_root(name=name)


def test_the_shop_shows_goods_with_price_cafe_and_stock(client):
    ProductFactory(title="Rye tin", price=D("3.40"), num_in_stock=3, cafe=CafeFactory(name="Early Loaf"))
    page = client.get("/shop/").content.decode()
    for words in ("Rye tin", "£3.40", "3 left", "Early Loaf", "1 product\n"):
        assert words in page


def test_an_empty_shop_says_what_will_be_there(client):
    assert "This shelf is empty for now" in client.get("/shop/").content.decode()


def test_a_list_of_many_goods_has_pages_and_a_page_too_far_is_the_last(client):
    for number in range(25):
        ProductFactory(title=f"Loaf {number:02}")
    first, last = client.get("/shop/?sort=title"), client.get("/shop/?sort=title&page=99")
    assert len(first.context["products"]) == 24
    assert "page=2" in first.content.decode()
    assert [product.title for product in last.context["products"]] == ["Loaf 24"]


def test_filters_go_along_with_the_shelf(client):
    bread = category()
    ProductFactory(title="Sold", num_in_stock=0).categories.add(bread)
    ProductFactory(title="There").categories.add(bread)
    answer = client.get("/shop/bread/?stock=on&sort=price")
    assert [product.title for product in answer.context["products"]] == ["There"]
    assert 'href="/shop/?stock=on&amp;sort=price"' in answer.content.decode()


@pytest.mark.parametrize(
    "nonsense", ["sort=up", "cafe=nobody", "stock=%00", "page=x", "page=-1", "sort=title&sort=price"]
)
def test_nonsense_in_the_address_shows_the_whole_list(client, nonsense):
    ProductFactory(title="Rye")
    answer = client.get(f"/shop/?{nonsense}")
    assert answer.status_code == 200
    assert [product.title for product in answer.context["products"]] == ["Rye"]


@pytest.mark.parametrize("address", ["/shop/nothing/", "/shop/nothing_99/", "/shop/bread/nothing/"])
def test_an_address_that_leads_nowhere_is_not_found(client, address):
    category()
    assert client.get(address).status_code == 404


def test_a_product_page_says_who_makes_it_what_it_costs_and_how_much_is_left(client):
    rye = ProductFactory(
        title="Rye tin",
        price=D("3.40"),
        num_in_stock=1,
        cafe=CafeFactory(name="Early Loaf"),
        tax_class_id="standard",
        description="Dark.\n\nMoist.",
    )
    page = client.get(rye.get_absolute_url()).content.decode()
    for words in ("Made by", "Early Loaf", "£3.40", "1 left", "<p>Moist.</p>", "to your basket"):
        assert words in page


def test_a_product_page_leads_to_the_page_of_the_café_that_makes_it(client):
    loaf = ProductFactory()
    cafe = loaf.stockrecords.get().partner.cafe
    below = front_page().add_child(instance=CafeIndexPage(title="Our cafés"))
    page = below.add_child(instance=CafePage(title=cafe.name, slug="the-bakery", cafe=cafe))
    assert f'href="{page.url}"' in client.get(loaf.get_absolute_url()).text
    page.unpublish()
    assert "the-bakery" not in client.get(loaf.get_absolute_url()).text


def test_a_sold_out_product_has_no_way_into_the_basket(client):
    page = client.get(ProductFactory(num_in_stock=0).get_absolute_url()).content.decode()
    assert "Sold out" in page
    assert "/basket/add/" not in page


def test_an_old_name_of_a_product_leads_to_its_page(client):
    rye = ProductFactory(title="Rye")
    assert client.get(f"/shop/former-name_{rye.pk}/").headers["Location"] == rye.get_absolute_url()


def test_what_is_not_published_is_seen_by_staff_only(client):
    secret = ProductFactory(title="Secret", is_public=False)
    assert client.get(secret.get_absolute_url()).status_code == 404
    staff = UserFactory(is_staff=True)
    client.force_login(staff)
    page = client.get(secret.get_absolute_url()).content.decode()
    assert "Only staff see this page" in page
    assert "/basket/add/" not in page


def test_variants_are_chosen_on_the_page_of_their_product(client):
    tea = get_model("catalogue", "Product").objects.create(
        title="Tea", structure="parent", product_class=ProductClassFactory()
    )
    small = ProductFactory(title="Tea, small", structure="child", parent=tea, product_class=None, price=D("4.00"))
    ProductFactory(title="Tea, secret", structure="child", parent=tea, product_class=None, is_public=False)
    page = client.get(tea.get_absolute_url()).content.decode()
    assert "£4.00" in page
    assert ">Small</label>" in page
    assert ">Secret</label>" not in page
    assert client.get(small.get_absolute_url()).headers["Location"] == tea.get_absolute_url()
    assert "Choose" in client.get("/shop/").content.decode()


def test_staffs_words_are_shown_as_words_and_never_run(client):
    bold = ProductFactory(title="<b>Rye</b>", description="<script>alert(1)</script>Dark")
    page = client.get(bold.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "&lt;b&gt;Rye" in page


def test_looking_at_a_product_writes_nothing(client, django_assert_max_num_queries):
    rye = ProductFactory()
    with django_assert_max_num_queries(20) as asked:
        client.get(rye.get_absolute_url())
    assert [query["sql"] for query in asked.captured_queries if not query["sql"].startswith("SELECT")] == []


def test_pages_carry_no_script_or_style_of_their_own_and_no_link_to_what_is_switched_off(client):
    rye = ProductFactory()
    for address in ("/shop/", rye.get_absolute_url(), "/search/?q=loaf", "/basket/", "/offers/"):
        page = client.get(address).content.decode()
        for unwanted in ("jquery", "bootstrap", "<style", "style=", "onclick", "wishlist", "review", "alert/"):
            assert unwanted not in page.lower(), (address, unwanted)
        data = ' type="application/ld+json"'
        assert all(tag.startswith(data) or " src=" in tag.split(">")[0] for tag in page.split("<script")[1:])


def test_offers_and_ranges_are_shown_in_the_house(client):
    bread = ProductFactory(title="Offered rye")
    goods = get_model("offer", "Range").objects.create(name="Bread week", is_public=True)
    goods.add_product(bread)
    condition = get_model("offer", "Condition").objects.create(range=goods, type="Count", value=1)
    benefit = get_model("offer", "Benefit").objects.create(range=goods, type="Percentage", value=10)
    get_model("offer", "ConditionalOffer").objects.create(
        name="Ten off", description="On bread", condition=condition, benefit=benefit
    )
    assert "Ten off" in client.get("/offers/").content.decode()
    for address in ("/offers/ten-off/", "/shop/range/bread-week/"):
        page = client.get(address).content.decode()
        assert "Offered rye" in page
        assert "Skip to the content" in page

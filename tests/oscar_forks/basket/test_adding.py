from decimal import Decimal as D

import pytest
from oscar.core.loading import get_model

from tests.factories import BasketFactory, CafeFactory, ProductClassFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db


def add(client, product, quantity=1, **more):
    return client.post(f"/basket/add/{product.pk}/", {"quantity": quantity, **more}, follow=True)


def told(answer):
    return [str(message) for message in answer.context["messages"]]


def lines():
    return list(get_model("basket", "Line").objects.values_list("product__title", "quantity"))


def test_adding_comes_back_to_the_same_page_and_says_so(client):
    rye = ProductFactory(title="Rye tin")
    answer = add(client, rye, 3, next="/shop/?sort=price")
    assert answer.redirect_chain == [("/shop/?sort=price", 302)]
    assert "Added 3 pieces of Rye tin." in answer.content.decode()
    assert lines() == [("Rye tin", 3)]


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_adding_never_leads_off_the_site(client, elsewhere):
    assert add(client, ProductFactory(), next=elsewhere).redirect_chain == [("/basket/", 302)]


def test_adding_twice_adds_up(client):
    rye = ProductFactory(title="Rye tin")
    add(client, rye, 2)
    add(client, rye, 3)
    assert lines() == [("Rye tin", 5)]


@pytest.mark.parametrize("quantity", ["", "0", "-3", "two", "1.5", "1e3", "\x00", "٣٣٣٣٣٣٣"])
def test_a_quantity_that_is_none_is_answered_in_words(client, quantity):
    rye = ProductFactory(title="Rye tin")
    answer = add(client, rye, quantity)
    assert len(told(answer)) == 1
    assert told(answer)[0].startswith("Rye tin: ")
    assert lines() == []


def test_more_than_there_is_cannot_be_added_not_even_bit_by_bit(client):
    rye = ProductFactory(title="Rye tin", num_in_stock=3)
    assert told(add(client, rye, 4)) == ["Rye tin: There are only 3 left."]
    add(client, rye, 2)
    assert told(add(client, rye, 2)) == ["Rye tin: There are only 3 left. Your basket holds 2 already."]
    assert lines() == [("Rye tin", 2)]


def test_an_absurd_quantity_is_refused_where_stock_is_not_counted(client):
    quiche = ProductFactory(title="Quiche", supply="to_order", num_in_stock=None)
    assert told(add(client, quiche, 10**12)) == ["Quiche: A basket holds at most 10,000 pieces."]
    assert lines() == []


@pytest.mark.parametrize(
    ("off_sale", "words"),
    [
        ({"num_in_stock": 0}, "This is sold out."),
        ({"is_public": False}, "This can't be bought at present."),
        ({"price": None}, "This can't be bought at present."),
    ],
)
def test_what_is_not_on_sale_cannot_be_added(client, off_sale, words):
    assert told(add(client, ProductFactory(title="Rye tin", **off_sale))) == [f"Rye tin: {words}"]
    assert lines() == []


def test_a_variant_needs_to_be_chosen(client):
    tea = get_model("catalogue", "Product").objects.create(
        title="Tea", structure="parent", product_class=ProductClassFactory()
    )
    small = ProductFactory(title="Tea, small", structure="child", parent=tea, product_class=None)
    assert len(told(add(client, tea))) >= 1
    assert lines() == []
    add(client, tea, child_id=small.pk)
    assert lines() == [("Tea, small", 1)]


def test_nothing_is_added_by_following_a_link(client):
    assert client.get(f"/basket/add/{ProductFactory().pk}/").status_code == 405


def test_a_line_is_priced_by_the_cafe_it_was_added_from(client):
    rye = ProductFactory(title="Rye tin", price=D("3.40"))
    line = BasketFactory(lines=[(rye, 1)]).lines.get()
    get_model("partner", "StockRecord").objects.create(
        product=rye,
        partner=CafeFactory().partner,
        partner_sku="other",
        price=D("9.99"),
        price_currency="GBP",
        num_in_stock=5,
    )
    rye.stockrecords.filter(partner_sku=rye.upc).update(price=D("3.60"))
    basket = get_model("basket", "Basket").objects.get()
    basket.strategy = BasketFactory(owner=None).strategy
    assert [line.line_price_excl_tax for line in basket.all_lines()] == [D("3.60")]
    assert line.stockrecord.partner_sku == rye.upc


def test_what_a_visitor_chose_is_there_after_signing_in(client):
    rye = ProductFactory(title="Rye tin")
    ada = UserFactory()
    BasketFactory(owner=ada, lines=[(rye, 2)])
    add(client, rye, 3)
    client.force_login(ada)
    client.get("/basket/")
    assert list(get_model("basket", "Basket").open.get(owner=ada).lines.values_list("quantity", flat=True)) == [3]


@pytest.fixture
def rye():
    return ProductFactory(title="Rye tin", sold_by="case", maximum=2)


def in_place(client, product, quantity, **more):
    """What a script does: the answer is the form anew, and what else has changed on the page."""
    return client.post(f"/basket/add/{product.pk}/", {"quantity": quantity, **more}, headers={"HX-Request": "true"})


def test_added_in_place_it_says_what_the_basket_holds_now(client, rye):
    answer = in_place(client, rye, 2)
    page = answer.content.decode()
    assert (answer.status_code, lines()) == (200, [("Rye tin", 2)])
    assert "<html" not in page
    assert "Added 2 cases of Rye tin." in page
    assert f'data-held="{rye.pk}:2 "' in page
    assert answer.context["typed"] == 2
    assert "messages" not in client.session


def test_a_third_is_refused_at_the_card_with_the_reason(client, rye):
    in_place(client, rye, 2)
    answer = in_place(client, rye, 1)
    assert answer.context["refused"] == "The most in one order is 2 cases. Your basket holds 2 already."
    assert "The most in one order is 2 cases." in answer.content.decode()
    assert lines() == [("Rye tin", 2)]


def test_what_was_typed_stays_when_it_is_refused(client, rye):
    assert in_place(client, rye, 7).context["typed"] == "7"
    assert in_place(client, rye, "many").context["typed"] == "many"


def test_how_many_there_are_in_all_is_set_at_the_card_and_nought_takes_it_out(client, rye):
    in_place(client, rye, 1)
    for _ in range(2):  # the same again changes nothing
        in_place(client, rye, 2, in_all="on")
        assert lines() == [("Rye tin", 2)]
    refused = in_place(client, rye, 3, in_all="on")
    assert (refused.context["refused"], refused.context["typed"]) == ("The most in one order is 2 cases.", 2)
    answer = in_place(client, rye, 0, in_all="on")
    assert "Rye tin is taken out of your basket." in answer.content.decode()
    assert lines() == []
    in_place(client, rye, 1, in_all="on")  # it had been taken out on another page meanwhile
    assert lines() == [("Rye tin", 1)]


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (2, "The least that can be ordered is 6 pieces."),
        (8, "This is sold in steps of 6: order 6 or 12."),
        (24, "The most in one order is 18 pieces."),
    ],
)
def test_least_most_and_steps_hold_also_without_a_script(client, quantity, words):
    assert told(
        add(client, ProductFactory(title="Roll", minimum=6, step=6, maximum=18, num_in_stock=90), quantity)
    ) == [f"Roll: {words}"]


def test_what_is_sold_from_two_up_can_be_added(client):
    pair = ProductFactory(title="Pair", minimum=2, step=2)
    add(client, pair, 2)
    assert lines() == [("Pair", 2)]
    assert "Less of Pair" in client.get("/shop/").content.decode()


def test_every_page_tells_a_script_what_the_basket_holds_and_nobody_elses(client, rye):
    add(client, rye, 2)
    assert f'data-held="{rye.pk}:2 "' in client.get("/shop/").content.decode()
    assert "data-held" not in type(client)().get("/shop/").content.decode()


def test_so_many_in_all_begins_a_basket_for_whom_has_none(client):
    """A page that was drawn before the basket was ordered, or its cookie ran out."""
    rye = ProductFactory(title="Rye tin")
    assert "Your basket holds 3 pieces of Rye tin." in add(client, rye, 3, in_all="1").content.decode()
    assert lines() == [("Rye tin", 3)]

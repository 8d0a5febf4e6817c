"""A change in place, what is taken out and put back, and notes."""

from decimal import Decimal as D

import pytest
from oscar.core.loading import get_model

from tests.factories import BasketFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db

Line = get_model("basket", "Line")


@pytest.fixture
def basket(client):
    basket = BasketFactory(
        owner=UserFactory(),
        lines=[(ProductFactory(title="Rye", price=D("3.40")), 2), (ProductFactory(title="Soda", price=D("2.00")), 1)],
    )
    client.force_login(basket.owner)
    return basket


def number(title):
    return Line.objects.get(product__title=title).pk


def left():
    return dict(Line.objects.order_by("pk").values_list("product__title", "quantity"))


def in_place(client, address="/basket/", **data):
    answer = client.post(address, data, headers={"HX-Request": "true"}, follow=True)
    return answer, " ".join(answer.content.decode().split())


def test_lines_total_and_the_headers_count_follow_a_change_in_place(client, basket):
    answer, page = in_place(client, **{f"quantity-{number('Rye')}": 4})
    assert "<html" not in page
    assert answer.context["sums"].total == D("15.60")
    assert "£15.60" in page
    assert 'id="basket-count"' in page and ">5<" in page
    assert "Your basket is up to date." in page


def test_what_cannot_be_is_said_at_its_line_in_place_and_stays_typed(client, basket):
    _, page = in_place(client, **{f"quantity-{number('Rye')}": 11})
    assert "There are only 10 left." in page
    assert 'value="11"' in page
    assert left() == {"Rye": 2, "Soda": 1}


def test_what_is_taken_out_can_be_put_back_as_it_was(client, basket):
    client.post("/basket/", {f"note-{number('Rye')}": "Sliced, please"})
    Line.objects.filter(product__title="Rye").update(price_excl_tax=D("3.00"))
    _, page = in_place(client, remove=number("Rye"))
    assert left() == {"Soda": 1}
    assert "Rye is taken out." in page
    _, page = in_place(client, "/basket/put-back/")
    assert left() == {"Soda": 1, "Rye": 2}
    assert Line.objects.get(product__title="Rye").note == "Sliced, please"
    assert "£3.40 instead of £3.00" in page
    assert "is taken out" not in page


def test_an_emptied_basket_can_be_put_back_and_nothing_twice(client, basket):
    _, page = in_place(client, everything="empty")
    assert left() == {}
    assert "2 lines are taken out." in page and "Your basket is empty." in page
    for _ in range(2):
        client.post("/basket/put-back/")
        assert left() == {"Rye": 2, "Soda": 1}


def test_what_has_gone_from_the_shop_meanwhile_does_not_come_back_and_is_named(client, basket):
    client.post("/basket/", {"everything": "empty"})
    get_model("partner", "StockRecord").objects.filter(product__title="Rye").delete()
    page = client.post("/basket/put-back/", follow=True).content.decode()
    assert "Rye is no longer sold." in page
    assert left() == {"Soda": 1}


def test_a_note_is_kept_at_its_line_and_no_longer_than_a_label(client, basket):
    client.post("/basket/", {f"note-{number('Rye')}": "  Sliced, please "})
    assert Line.objects.get(product__title="Rye").note == "Sliced, please"
    client.post("/basket/", {f"quantity-{number('Rye')}": 3})  # from a page that has no notes
    assert Line.objects.get(product__title="Rye").note == "Sliced, please"
    page = client.post("/basket/", {f"note-{number('Rye')}": "x" * 201}).content.decode()
    assert "A note has at most 200 characters." in page and "x" * 201 in page
    client.post("/basket/", {f"note-{number('Rye')}": ""})
    assert Line.objects.get(product__title="Rye").note == ""


def test_an_empty_basket_shows_where_to_begin(client):
    get_model("catalogue", "Category").add_root(name="Bread", slug="bread", is_public=True)
    page = client.get("/basket/").content.decode()
    assert 'href="/shop/bread/"' in page
    assert "data-recent" in page

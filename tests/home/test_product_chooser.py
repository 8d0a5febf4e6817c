"""Marketing finds a product as people speak of it: by its article number, or by a part of its name."""

import pytest
from django.urls import reverse

from tests.factories import CafeFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def marketing(client):
    client.force_login(UserFactory(groups=["Marketing"]))
    return client


@pytest.fixture
def shelf():
    cafe = CafeFactory(name="Early Loaf")
    brulee = ProductFactory(title="Crème brûlée tarts", upc="T-1", cafe=cafe)
    brulee.stockrecords.update(partner_sku="LL-BRU-8")
    return brulee, ProductFactory(title="Rye loaf", upc="EL-RYE", cafe=cafe, is_public=False)


def found(client, typed):
    answer = client.get(reverse("product_chooser:choose_results"), {"q": typed})
    assert answer.status_code == 200
    return [product.title for product in answer.context["results"]]


@pytest.mark.parametrize("typed", ["LL-BRU", "ll-bru-8", "T-1", "brûlée", "creme", "arts", "tarts crème"])
def test_a_product_is_found_by_its_number_and_by_a_part_of_its_name(marketing, shelf, typed):
    assert found(marketing, typed) == ["Crème brûlée tarts"]


def test_what_is_not_found_is_said_and_nothing_typed_shows_all(marketing, shelf):
    assert found(marketing, "pumpernickel") == []
    assert found(marketing, "") == ["Crème brûlée tarts", "Rye loaf"]


def test_each_row_says_who_makes_it_and_whether_it_is_sold(marketing, shelf):
    rows = marketing.get(reverse("product_chooser:choose_results")).content.decode()
    assert rows.count("Early Loaf") == 2
    assert "Not yet" in rows
    assert "EL-RYE" in rows


def test_a_long_list_comes_in_pages(marketing):
    cafe = CafeFactory()
    for number in range(15):
        ProductFactory(title=f"Loaf {number:02}", cafe=cafe)
    modal = marketing.get(reverse("product_chooser:choose"))
    assert modal.status_code == 200
    assert len(marketing.get(reverse("product_chooser:choose_results"), {"p": 2}).context["results"]) == 3

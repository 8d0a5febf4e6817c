"""What is said after placing: once where it is the same for all orders, and again where it isn't."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import CafeFactory, ProductFactory
from tests.shop.ordering.orders import member, ordered
from tests.shop.ordering.page import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return member(role="buyer")


@pytest.fixture
def two(ada):
    lines = [(ProductFactory(num_in_stock=9, cafe=CafeFactory()), 1) for _ in range(2)]
    return ordered(ada, now=timezone.now(), lines=lines, po_number="PO-4711", note="Ring twice")


def thanks(client, by, order):
    client.force_login(by.user)
    return text(client.get(reverse("checkout:thanks", args=[order.number])))


def test_what_the_orders_of_a_basket_have_in_common_is_said_once(client, ada, two):
    page = thanks(client, ada, two[0])
    for words in ("PO-4711", "Ring twice", "Ordered by", "Placed on", "On account"):
        assert page.count(words) == 1, words
    assert page.count("Delivered to") == 2


def test_what_differs_between_them_is_said_of_each(client, ada, two):
    two[1].po_number = "PO-4712"
    two[1].save()
    page = thanks(client, ada, two[0])
    assert page.index("PO-4711") < page.index(f"order {two[1].number}") < page.index("PO-4712")
    assert page.count("Ordered by") == 2


def test_an_order_alone_says_all_of_itself(client, ada, two):
    client.force_login(ada.user)
    page = text(client.get(reverse("customer:order", args=[two[1].number])))
    for words in ("PO-4711", "Ring twice", "Ordered by"):
        assert page.count(words) == 1, words

"""As many statements for many goods as for few, signed in with prices of one's own."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from oscar.core.loading import get_model

from shop.pricing.models import AccountPriceList, ListPrice, PriceList
from tests.factories import MemberFactory, TradeAccountFactory
from tests.oscar_forks.shelf import fill
from tests.shop.edition.visitors import as_if_committed

pytestmark = pytest.mark.django_db

SEARCHES = ["loaf", "laof", "L50-7", "flour rye", "zeppelin", "loaf zeppelin", "laof zeppelin", "gluten free loaf"]


@pytest.fixture(autouse=True)
def stored(settings):
    settings.VISITOR_PAGES = True


@pytest.fixture
def buyer():
    account = TradeAccountFactory()
    offer = PriceList.objects.create(name="Restaurants")
    AccountPriceList.objects.create(account=account, price_list=offer)
    client = Client()
    client.force_login(MemberFactory(account=account).user)
    return client


def give_own_prices():
    offer = PriceList.objects.get(name="Restaurants")
    for record in get_model("partner", "StockRecord").objects.all()[:50]:
        ListPrice.objects.get_or_create(price_list=offer, stockrecord=record, from_quantity=1, defaults={"price": 2})


def statements(client, address):
    for _ in range(2):
        as_if_committed()
        assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return [query["sql"] for query in asked.captured_queries]


def test_a_search_costs_at_most_twelve_statements_and_a_suggestion_four(buyer):
    few = many = {}
    for count in (50, 450):
        fill(count)
        give_own_prices()
        few, many = many, {text: statements(buyer, f"/search/?q={text}") for text in SEARCHES}
        for text in SEARCHES:
            assert len(statements(Client(), f"/search/suggest/?q={text}")) <= 4, text
    for text, asked in many.items():
        assert len(asked) <= 12, (text, asked)
        assert len(asked) == len(few[text]), (text, asked)


def test_prices_of_one_s_own_are_in_the_list(buyer):
    fill(1)
    give_own_prices()
    assert "£2.00" in buyer.get("/search/?q=loaf").text
    assert "£3.00" in Client().get("/search/?q=loaf").text

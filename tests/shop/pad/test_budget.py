"""Opening the pad costs the same in statements with fifty goods as with a thousand."""

import gzip

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shop.pad.models import ListLine, SavedList
from tests.factories import BasketFactory, LocationFactory, OrderFactory
from tests.shop.edition.visitors import as_if_committed
from tests.shop.pad.page import PAD, soup
from tests.testbed.many_goods import buyer_with_prices, fill

pytestmark = pytest.mark.django_db
BUDGET = 20
KILOBYTES, ON_THE_WAY = 800, 80


@pytest.fixture(autouse=True)
def as_in_life(settings):
    settings.VISITOR_PAGES = True


@pytest.fixture
def buyer():
    from oscar.core.loading import get_model

    fill(50)
    user = buyer_with_prices()
    account = user.memberships.get().account
    LocationFactory(account=account, is_default=True)
    goods = list(get_model("catalogue", "Product").objects.filter(structure="standalone", lead_days=0)[:6])
    order = OrderFactory(user=user, lines=[(each, 4) for each in goods[:3]])
    type(order).objects.filter(pk=order.pk).update(account=account)
    BasketFactory(owner=user, lines=[(each, 4) for each in goods[2:5]])
    saved = SavedList.objects.create(account=account, owner=user, name="Monday")
    for each in goods:
        ListLine.objects.create(list=saved, product=each, sku=each.upc, title=each.title, quantity=4)
    return user


def statements(client, path):
    for _ in range(2):
        as_if_committed()
        client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200
    weight = len(answer.content), len(gzip.compress(answer.content, compresslevel=5))
    return [query["sql"] for query in asked.captured_queries], len(soup(answer).select(".pad-row")), weight


def test_a_thousand_goods_cost_no_more_statements_than_fifty(buyer):
    client = Client()
    client.force_login(buyer)
    counts = {}
    for goods in (50, 1_000):
        fill(goods)
        for path in (PAD, f"{PAD}?list={SavedList.objects.get().pk}"):
            made, rows, weight = statements(client, path)
            assert rows >= goods
            assert len(made) <= BUDGET, (len(made), made)
            counts[path, goods] = len(made)
            assert weight[0] < KILOBYTES * 1024, weight
            assert weight[1] < ON_THE_WAY * 1024, weight
    for path in {path for path, _ in counts}:
        assert counts[path, 1_000] == counts[path, 50]

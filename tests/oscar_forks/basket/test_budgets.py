"""As many statements for sixty lines of several cafés as for one, and few, with own prices, an offer and a voucher."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shop.goods.models import Deposit
from shop.pricing.models import AccountPriceList, ListPrice, PriceList
from tests.factories import BasketFactory, CafeFactory, MemberFactory, ProductFactory, TradeAccountFactory
from tests.oscar_forks.basket.offers import a_voucher, an_offer
from tests.shop.edition.visitors import as_if_committed

pytestmark = pytest.mark.django_db
SIZES = (1, 5, 60)


@pytest.fixture(autouse=True)
def stored(settings):
    settings.VISITOR_PAGES = True


@pytest.fixture
def clients():
    """One for each size of basket, signed in."""
    deli, own_list = TradeAccountFactory(), PriceList.objects.create(name="Restaurants")
    AccountPriceList.objects.create(account=deli, price_list=own_list)
    crate, cafes = Deposit.objects.create(name="Crate", price=3), [CafeFactory() for _ in range(3)]
    goods = [ProductFactory(cafe=cafes[n % 3], num_in_stock=99, deposit=crate) for n in range(max(SIZES))]
    for each in goods:
        ListPrice.objects.create(price_list=own_list, stockrecord=each.stockrecords.get(), price=2)
    an_offer("A tenth", 10)
    voucher = a_voucher("FIVE", an_offer("Five", 5, offer_type="Voucher", priority=3))
    found = {}
    for size in SIZES:
        basket = BasketFactory(owner=MemberFactory(account=deli).user, lines=[(each, 2) for each in goods[:size]])
        basket.vouchers.add(voucher)
        basket.lines.update(price_excl_tax=1)
        client = found[size] = Client()
        client.force_login(basket.owner)
        client.line = basket.lines.first()
    return found


def statements(ask):
    as_if_committed()
    ask()
    with CaptureQueriesContext(connection) as asked:
        answer = ask()
    assert answer.status_code == 200
    return answer, [query["sql"] for query in asked.captured_queries]


def test_the_basket_costs_the_same_at_one_line_and_at_sixty(clients):
    costs = {}
    for size, client in clients.items():
        answer, costs[size] = statements(lambda client=client: client.get("/basket/?anew"))
        assert len(answer.context["matters"]) == size
        assert {each.code for each in answer.context["sums"].given} == {"FIVE"}
    assert len({len(asked) for asked in costs.values()}) == 1, costs[60]
    assert len(costs[60]) <= 15, costs[60]


def test_a_change_in_place_costs_the_same_too(clients):
    costs, quantity = {}, iter(range(3, 99))

    def change(client):
        data = {f"quantity-{client.line.pk}": next(quantity)}
        return client.post("/basket/", data, headers={"HX-Request": "true"})

    for size, client in clients.items():
        _, costs[size] = statements(lambda client=client: change(client))
    assert len({len(asked) for asked in costs.values()}) == 1, costs[60]
    assert len(costs[60]) <= 20, costs[60]

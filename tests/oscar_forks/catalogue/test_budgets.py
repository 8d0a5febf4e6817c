"""As many statements for 500 products as for 50, and few."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import UserFactory
from tests.oscar_forks.shelf import fill
from tests.shop.edition.visitors import as_if_committed

pytestmark = pytest.mark.django_db

BUDGETS = {
    "/shop/": 15,
    "/shop/?sort=-price&stock=on&page=2": 15,
    "/shop/bread-50/": 15,
    "/shop/loaf-0_{product}/": 20,
    "/search/?q=loaf": 12,
    "/search/?q=flo": 12,
    "/search/suggest/?q=lo": 12,
}


@pytest.fixture(autouse=True)
def stored(settings):
    """As in life; but these addresses are asked with a question mark, so that each page is made anew."""
    settings.VISITOR_PAGES = True


def statements(client, address):
    address += "&anew" if "?" in address else "?anew"
    for _ in range(2):  # the first may draw pictures, and with them begins another edition
        as_if_committed()
        client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    return [query["sql"] for query in asked.captured_queries]


def visitor(signed_in):
    client = Client()
    if signed_in:
        client.force_login(UserFactory())
    return client


@pytest.mark.parametrize("signed_in", [False, True], ids=["visitor", "signed in"])
def test_a_page_costs_the_same_with_ten_times_the_goods(signed_in):
    client = visitor(signed_in)
    first = fill(50)[0]
    addresses = {address.format(product=first.pk): budget for address, budget in BUDGETS.items()}
    few = {address: statements(client, address) for address in addresses}
    fill(450)
    for address, budget in addresses.items():
        many = statements(client, address)
        assert len(many) == len(few[address]), (address, many)
        assert len(many) <= budget, (address, many)


@pytest.mark.parametrize("signed_in", [False, True], ids=["visitor", "signed in"])
def test_a_basket_costs_the_same_with_ten_times_the_lines(signed_in):
    goods = fill(40)
    costs = []
    for wanted in (goods[:4], goods):
        client = visitor(signed_in)
        for each in wanted:
            client.post(f"/basket/add/{each.pk}/", {"quantity": 1})
        costs.append(statements(client, "/basket/"))
    few, many = costs
    assert len(few) == len(many), many
    assert len(many) <= 15, many

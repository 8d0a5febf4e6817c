"""Taking an order costs the same in statements whatever is in it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shop.pad.models import SavedList
from tests.factories import LocationFactory, MemberFactory, ProductFactory
from tests.shop.edition.visitors import as_if_committed
from tests.shop.ordering.orders import ordered
from tests.shop.taking.calls import FIND, begin, say

pytestmark = pytest.mark.django_db
BUDGET = 20


@pytest.fixture(autouse=True)
def as_in_life(settings):
    settings.VISITOR_PAGES = True


def statements(client, path):
    for _ in range(2):
        as_if_committed()
        client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in asked.captured_queries]


def test_the_page_of_an_order_being_taken_keeps_its_budget(olive, account, ada, loaf, roll, cafe):
    ordered(ada, now=timezone.now(), lines=[(loaf, 6), (roll, 40)])
    SavedList.objects.create(account=account, owner=ada.user, name="Monday")
    page = begin(olive, account=account.pk)
    say(olive, page, goods="EL-LOAF", count="4")
    few = statements(olive, page)
    assert len(few) <= BUDGET, (len(few), few)
    more = [ProductFactory(cafe=cafe, upc=f"EL-{n}", price="2.00", num_in_stock=50) for n in range(30)]
    ordered(ada, now=timezone.now(), lines=[(each, 2) for each in more])
    say(olive, page, lines="\n".join(f"EL-{n} 3" for n in range(20)))
    for number in range(12):
        LocationFactory(account=account, name=f"Shop {number}")
        MemberFactory(account=account)
    many = statements(olive, page)
    assert len(many) == len(few), many


def test_finding_somebody_keeps_its_budget(olive, account, ada):
    for _ in range(9):
        MemberFactory(account__cafe=account.cafe, account__name="Hartley and others")
    made = statements(olive, f"{FIND}?q=hartley")
    assert len(made) <= BUDGET, (len(made), made)

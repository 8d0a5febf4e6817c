"""The last loaves, wanted at the same instant on the phone and at the checkout."""

import pytest
from django.db import connection
from oscar.core.loading import get_model

from shop.accounts.actions import give_role
from shop.accounts.roles import OPERATIONS
from tests.factories import ProductFactory, UserFactory
from tests.shop.ordering.shoppers import Shopper, member, members, open_cafe, was_placed
from tests.shop.ordering.test_checkout_races import logged, without_the_databases_own_guard
from tests.testbed.forms import filled
from tests.testbed.precautions import ROW_LOCKS
from tests.testbed.race import race
from tests.testbed.visitor import Visitor

Order = get_model("order", "Order")


def on_the_phone(site, loaf, who):
    """The order is written down, and the finger on the button."""
    staff = UserFactory()
    give_role(user=staff, role=OPERATIONS)
    visitor = Visitor.signed_in(site, staff)
    page = visitor.post("/dashboard/take/", account=who.account_id).headers["Location"]
    visitor.post(page, goods=loaf.upc, count=1)
    sent = filled(visitor.get(page).text, action=page) | {"asked": "place"}
    return lambda: visitor.post(page, **sent)


def press_all(site, loaf):
    shoppers = [Shopper.ready(site, each, pays_by="account").click for each in members(6, (loaf, 1))]
    calls = [on_the_phone(site, loaf, member()) for _ in range(6)]
    return race([*shoppers, *calls])


def test_what_is_left_is_sold_once_whether_on_the_phone_or_at_the_checkout(site):
    loaf = ProductFactory(cafe=open_cafe(), num_in_stock=3)
    answers = press_all(site, loaf)
    assert {answer.status for answer in answers} <= {302, 422}
    assert [order.status for order in Order.objects.filter(lines__product=loaf)] == ["Received"] * 3
    assert loaf.stockrecords.get().num_allocated == 3
    assert sum(was_placed(answer) for answer in answers[:6]) + sum(answer.status == 302 for answer in answers[6:]) >= 3


@pytest.mark.heavy
def test_control_without_row_locks_more_is_promised_than_there_is(careless):
    """SQLite refuses who read before another wrote: there somebody reads of an error."""
    with careless(ROW_LOCKS) as site, without_the_databases_own_guard():
        for _ in range(10):
            loaf = ProductFactory(cafe=open_cafe(), num_in_stock=3)
            before = site.log.stat().st_size
            press_all(site, loaf)
            if connection.vendor == "postgresql" and loaf.stockrecords.get().num_allocated > 3:
                return
            if "database is locked" in logged(site, before):
                return
    pytest.fail("Without its locks the house did as well as with them.")

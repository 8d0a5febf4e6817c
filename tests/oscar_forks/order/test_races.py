"""Races over real HTTP on the running site. Beside each stands a control, with the guard off, that must go wrong."""

from functools import partial

import pytest
from django.urls import reverse
from oscar.core.loading import get_model

from tests.factories import OrderFactory, ProductFactory, UserFactory
from tests.testbed.race import race
from tests.testbed.visitor import Visitor

Basket = get_model("basket", "Basket")


@pytest.fixture(autouse=True)
def no_lock_trouble(site):
    before = site.log.stat().st_size
    yield
    logged = site.log.read_bytes()[before:].decode(errors="replace")
    assert "database is locked" not in logged


def cancelling(site, colleagues, order):
    page = reverse("dashboard:order-detail", args=[order.number])
    fields = {"order_action": "change_order_status", "new_status": "Cancelled"}
    return [partial(colleague.post, page, **fields) for colleague in colleagues]


def two_colleagues(site):
    return [Visitor.signed_in(site, UserFactory(is_staff=True, is_superuser=True)) for _ in range(2)]


def test_two_colleagues_who_cancel_at_once_give_the_stock_back_once(site):
    colleagues = two_colleagues(site)
    loaf = ProductFactory(num_in_stock=1000)
    OrderFactory(lines=[(loaf, 500)])
    for _ in range(8):
        order = OrderFactory(lines=[(loaf, 3)])
        assert {answer.status for answer in race(cancelling(site, colleagues, order))} <= {302, 409}
        assert order.status_changes.count() == 1
        assert loaf.stockrecords.get().num_allocated == 500


def test_control_cancelling_without_the_lock_goes_wrong(site):
    colleagues = two_colleagues(site)
    loaf = ProductFactory(num_in_stock=1000)
    OrderFactory(lines=[(loaf, 500)])
    for _ in range(40):
        order = OrderFactory(lines=[(loaf, 3)])
        before = loaf.stockrecords.get().num_allocated
        cancels = [partial(each.post, "/test/cancel/", order=order.number) for each in colleagues]
        statuses = {answer.status for answer in race(cancels)}
        if statuses != {200} or loaf.stockrecords.get().num_allocated != before - 3:
            return
    pytest.fail("two cancellations at once did no harm, though nothing guarded them")


def test_an_order_is_cancelled_or_issued_never_both(site):
    colleagues = two_colleagues(site)
    loaf = ProductFactory(num_in_stock=1000)
    for _ in range(6):
        in_stock = loaf.stockrecords.get().num_in_stock
        order = OrderFactory(lines=[(loaf, 3)])
        for state in ["Received", "In progress", "Completed"]:
            order.set_status(state)
        page = reverse("dashboard:order-detail", args=[order.number])
        fields = {"order_action": "change_order_status"}
        race(
            [
                partial(colleagues[0].post, page, new_status="Cancelled", **fields),
                partial(colleagues[1].post, page, new_status="Issued", **fields),
            ]
        )
        order.refresh_from_db()
        record = loaf.stockrecords.get()
        assert order.status in {"Cancelled", "Issued"}
        assert (in_stock - record.num_in_stock, record.num_allocated) == (3 if order.status == "Issued" else 0, 0)


def test_somebody_who_opens_many_pages_at_once_has_one_basket(site):
    person = UserFactory()
    visitor = Visitor.signed_in(site, person)
    answers = race([partial(visitor.get, reverse("basket:summary"))] * 16)
    assert {answer.status for answer in answers} == {200}
    assert Basket.open.filter(owner=person).count() == 1

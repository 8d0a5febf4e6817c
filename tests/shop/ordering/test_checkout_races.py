"""Many at the checkout at the same instant, over real HTTP. Beside each race stands a control that loses it: the house
without the precaution, or stock Oscar's way of placing (tests/testbed/counter.py)."""

from contextlib import contextmanager
from functools import partial

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from oscar.core.loading import get_model

from sandbox.models import Debit
from sandbox.story import open_accounts
from shop.payments.models import Payment
from tests.factories import BasketFactory, CafeFactory, ProductFactory
from tests.shop.ordering.shoppers import Shopper, clicks, landed_on, led_to_the_bank, members, open_cafe, was_placed
from tests.testbed.precautions import ROW_LOCKS
from tests.testbed.race import race
from tests.testbed.visitor import Visitor

Order = get_model("order", "Order")
StockRecord = get_model("partner", "StockRecord")
NEVER_OVERSOLD = next(each for each in StockRecord._meta.constraints if each.name == "stock_never_oversold")
ON_POSTGRES = connection.vendor == "postgresql"
HEAVY = [pytest.mark.heavy, pytest.mark.timeout(900)]


def logged(site, since=0):
    return site.log.read_bytes()[since:].decode(errors="replace")


@pytest.fixture
def calm(site):
    """The running site, which has no trouble meanwhile."""
    before = site.log.stat().st_size
    yield site
    said = logged(site, before)
    assert "database is locked" not in said
    assert "deadlock" not in said
    assert "Internal Server Error" not in said


@contextmanager
def without_the_databases_own_guard():
    """So that a control can show what happens."""
    with pytest.MonkeyPatch.context() as model, connection.schema_editor() as schema:
        # SQLite makes the table anew, from what the model says.
        model.setattr(StockRecord._meta, "constraints", [])
        schema.remove_constraint(StockRecord, NEVER_OVERSOLD)
    try:
        yield
    finally:
        StockRecord.objects.update(num_allocated=0)
        with connection.schema_editor() as schema:
            schema.add_constraint(StockRecord, NEVER_OVERSOLD)


def ready(site, people, **typed):
    return [Shopper.ready(site, each, **typed) for each in people]


@pytest.mark.parametrize(
    ("crowd", "stock", "times", "pays_by"),
    [(16, 3, 1, "account"), (16, 3, 1, "bank"), pytest.param(64, 10, 5, "bank", marks=HEAVY)],
    ids=["sixteen on account", "sixteen by bank", "full"],
)
def test_a_crowd_gets_what_there_is_and_the_rest_read_what_is_sold_out(calm, crowd, stock, times, pays_by):
    open_accounts(timezone.now())
    cafe = open_cafe()
    for _ in range(times):
        loaf = ProductFactory(cafe=cafe, num_in_stock=stock)
        shoppers = ready(calm, members(crowd, (loaf, 1)), pays_by=pays_by)
        answers = race(clicks(shoppers))
        assert {answer.status for answer in answers} <= {302, 422}
        served = [
            shopper.follow(answer) for shopper, answer in zip(shoppers, answers, strict=True) if was_placed(answer)
        ]
        for shopper in served:
            if not shopper.is_thanked:
                shopper.pay_and_come_back()
        assert len({shopper.page for shopper in served if shopper.is_thanked}) == len(served) == stock
        orders = Order.objects.filter(lines__product=loaf)
        assert [order.status for order in orders] == ["Received"] * stock
        charges = Payment.objects.filter(shares__order__in=orders)
        assert [each.state for each in charges] == [{"account": "due", "bank": "paid"}[pays_by]] * stock
        taken = Debit.objects.filter(key__in=charges.values("key")).values_list("state", flat=True)
        assert list(taken) == (["done"] * stock if pays_by == "bank" else [])
        assert loaf.stockrecords.get().num_allocated == stock
        sent_away = [shopper for shopper in shoppers if shopper not in served]
        assert len(sent_away) == crowd - stock
        for shopper in sent_away:
            assert f">{loaf.title}</a>: This is sold out." in shopper.reads(reverse("basket:summary"))


def test_control_without_row_locks_a_crowd_is_promised_more_than_there_is(careless):
    """SQLite refuses who read before another wrote: there the crowd reads of an error."""
    with careless(ROW_LOCKS) as site, without_the_databases_own_guard():
        cafe = open_cafe()
        for _ in range(10):
            loaf = ProductFactory(cafe=cafe, num_in_stock=3)
            before = site.log.stat().st_size
            race(clicks(ready(site, members(16, (loaf, 1)))))
            if ON_POSTGRES and loaf.stockrecords.get().num_allocated > 3:
                return
            if "database is locked" in logged(site, before):
                return
    pytest.fail("Without its locks the house did as well as with them.")


@pytest.mark.parametrize(("customers", "times"), [(1, 20), pytest.param(5, 10, marks=HEAVY)])
@pytest.mark.parametrize("pays_by", ["account", "bank"])
def test_many_clicks_make_one_order_and_each_lands_on_it(calm, customers, times, pays_by):
    open_accounts(timezone.now())
    loaf = ProductFactory(cafe=open_cafe(), num_in_stock=1000)
    answers = race(clicks(ready(calm, members(customers, (loaf, 2)), pays_by=pays_by)) * times)
    orders = Order.objects.filter(lines__product=loaf)
    charges = Payment.objects.filter(shares__order__in=orders)
    assert (orders.count(), charges.count()) == (customers, customers)
    if pays_by == "account":
        assert {landed_on(answer) for answer in answers} == {order.number for order in orders}
    else:
        assert all(map(was_placed, answers))
        assert len({answer.headers["Location"] for answer in answers if led_to_the_bank(answer)}) == customers
        assert Debit.objects.filter(key__in=charges.values("key")).count() == customers
    assert loaf.stockrecords.get().num_allocated == 2 * customers


def at_the_counter(site, *baskets, control):
    return [
        partial(Visitor.signed_in(site, basket.owner).post, "/test/place/", basket=basket.pk, control=control)
        for basket in baskets
    ]


def test_control_stock_oscar_makes_several_orders_of_many_clicks(site):
    basket = BasketFactory(lines=[(ProductFactory(num_in_stock=1000), 2)])
    race(at_the_counter(site, basket, control="stock Oscar") * 20)
    assert Order.objects.filter(basket=basket).count() > 1


def in_opposite_order(cafe, kinds):
    goods = ProductFactory.create_batch(kinds, cafe=cafe, num_in_stock=1000)
    lines = [(product, 1) for product in goods]
    return goods, lines, lines[::-1]


@pytest.mark.parametrize("count", [12, pytest.param(32, marks=HEAVY)])
def test_the_same_goods_in_opposite_order_never_wait_for_each_other(calm, count):
    goods, forwards, backwards = in_opposite_order(open_cafe(), 6)
    people = [*members(count // 2, *forwards), *members(count // 2, *backwards)]
    assert all(landed_on(answer) for answer in race(clicks(ready(calm, people))))
    assert {product.stockrecords.get().num_allocated for product in goods} == {count}


def test_control_reserving_in_the_baskets_order_deadlocks(site):
    """SQLite has one writer at a time: there, nothing can."""
    cafe, statuses = CafeFactory(), set()
    for _ in range(20 if ON_POSTGRES else 2):
        _, forwards, backwards = in_opposite_order(cafe, 8)
        baskets = [BasketFactory(lines=lines) for lines in (forwards, backwards) * 2]
        answers = race(at_the_counter(site, *baskets, control="the basket's order"))
        statuses |= {answer.status for answer in answers}
        if 500 in statuses:
            break
    assert (500 in statuses) == ON_POSTGRES

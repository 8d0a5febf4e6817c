"""Races over real HTTP on the running site. Beside each stands a control, with the guard off, that must go wrong."""

from functools import partial

import pytest
from django.db import connection
from django.urls import reverse
from oscar.core.loading import get_model

from tests.factories import BasketFactory, CafeFactory, OrderFactory, ProductFactory, UserFactory
from tests.testbed.race import race
from tests.testbed.visitor import Visitor

Basket = get_model("basket", "Basket")
Order = get_model("order", "Order")
StockRecord = get_model("partner", "StockRecord")
NEVER_OVERSOLD = next(each for each in StockRecord._meta.constraints if each.name == "stock_never_oversold")


@pytest.fixture
def unguarded(site, monkeypatch):
    """Without the database's own guard, so that the control can show what happens."""
    with monkeypatch.context() as model, connection.schema_editor() as schema:
        # SQLite makes the table anew, from what the model says.
        model.setattr(StockRecord._meta, "constraints", [])
        schema.remove_constraint(StockRecord, NEVER_OVERSOLD)
    yield
    StockRecord.objects.update(num_allocated=0)
    with connection.schema_editor() as schema:
        schema.add_constraint(StockRecord, NEVER_OVERSOLD)


@pytest.fixture(autouse=True)
def no_lock_trouble(site):
    before = site.log.stat().st_size
    yield
    logged = site.log.read_bytes()[before:].decode(errors="replace")
    assert "database is locked" not in logged


def at_the_counter(site, *baskets, **fields):
    """The baskets' owners, each about to order."""
    return [
        partial(Visitor.signed_in(site, basket.owner).post, "/test/place/", basket=basket.pk, **fields)
        for basket in baskets
    ]


def numbers(answers):
    return [answer.json()["order"] for answer in answers if answer.status == 201]


def refusals(answers):
    return [answer.json()["words"] for answer in answers if answer.status == 409]


def test_of_two_buyers_one_gets_the_last_piece(site):
    cafe = CafeFactory()
    for _ in range(40):
        loaf = ProductFactory(cafe=cafe, num_in_stock=1)
        answers = race(at_the_counter(site, *BasketFactory.create_batch(2, lines=[(loaf, 1)])))
        assert len(numbers(answers)) == 1
        assert refusals(answers) == [f"{loaf.title} is sold out."]
        assert loaf.stockrecords.get().num_allocated == 1


def test_control_stock_oscar_sells_the_last_piece_twice(site, unguarded):
    cafe = CafeFactory()
    promised = []
    while max(promised, default=0) < 2 and len(promised) < 40:
        loaf = ProductFactory(cafe=cafe, num_in_stock=1)
        race(at_the_counter(site, *BasketFactory.create_batch(2, lines=[(loaf, 1)]), control="stock Oscar"))
        promised.append(loaf.stockrecords.get().num_allocated)
    assert max(promised) == 2


@pytest.mark.parametrize(
    ("crowd", "stock", "times"),
    [(16, 3, 1), pytest.param(64, 10, 5, marks=[pytest.mark.heavy, pytest.mark.timeout(600)])],
)
def test_a_crowd_gets_what_there_is_and_the_rest_are_told(site, crowd, stock, times):
    cafe = CafeFactory()
    for _ in range(times):
        loaf = ProductFactory(cafe=cafe, num_in_stock=stock)
        answers = race(at_the_counter(site, *BasketFactory.create_batch(crowd, lines=[(loaf, 1)])))
        assert len(set(numbers(answers))) == stock
        assert refusals(answers) == [f"{loaf.title} is sold out."] * (crowd - stock)
        assert Order.objects.filter(lines__product=loaf).count() == stock
        assert loaf.stockrecords.get().num_allocated == stock


@pytest.mark.parametrize(("customers", "clicks"), [(1, 20), pytest.param(5, 10, marks=pytest.mark.heavy)])
def test_many_clicks_make_one_order_and_each_lands_on_it(site, customers, clicks):
    loaf = ProductFactory(num_in_stock=1000)
    baskets = BasketFactory.create_batch(customers, lines=[(loaf, 2)])
    answers = race(at_the_counter(site, *baskets) * clicks)
    for place, basket in enumerate(baskets):
        number = Order.objects.get(basket=basket).number
        mine = answers[place::customers]
        assert numbers(mine) == [number]
        assert refusals(mine) == [f"This basket has been ordered already: it is order {number}."] * (clicks - 1)
    assert loaf.stockrecords.get().num_allocated == 2 * customers


def test_control_stock_oscar_makes_several_orders_of_many_clicks(site):
    basket = BasketFactory(lines=[(ProductFactory(num_in_stock=1000), 2)])
    race(at_the_counter(site, basket, control="stock Oscar") * 20)
    assert Order.objects.filter(basket=basket).count() > 1


def opposite_baskets(count, rounds_of_goods):
    """Half of the people have the same goods in the opposite order."""
    cafe = CafeFactory()
    goods = ProductFactory.create_batch(rounds_of_goods, cafe=cafe, num_in_stock=1000)
    lines = [(product, 1) for product in goods]
    return goods, [BasketFactory(lines=lines[:: -1 if number % 2 else 1]) for number in range(count)]


@pytest.mark.parametrize("count", [16, pytest.param(32, marks=pytest.mark.heavy)])
def test_the_same_goods_in_opposite_order_never_wait_for_each_other(site, count):
    goods, baskets = opposite_baskets(count, 6)
    assert len(numbers(race(at_the_counter(site, *baskets)))) == count
    assert {product.stockrecords.get().num_allocated for product in goods} == {count}


def test_control_reserving_in_the_baskets_order_deadlocks(site):
    """SQLite has one writer at a time: there, nothing can."""
    can_deadlock = connection.vendor == "postgresql"
    statuses = set()
    for _ in range(20 if can_deadlock else 2):
        _, baskets = opposite_baskets(4, 8)
        statuses |= {answer.status for answer in race(at_the_counter(site, *baskets, control="the basket's order"))}
        if 500 in statuses:
            break
    assert (500 in statuses) == can_deadlock


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

"""Races over real HTTP through the checkout itself. Their controls are with stock and its guards
(tests/oscar_forks/order/test_races.py): the same races, lost by stock Oscar's way of placing."""

from datetime import time
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone
from oscar.core.loading import get_model

from shop.payments.models import Payment
from shop.rounds.actions.making import make_rounds
from tests.factories import BasketFactory, CafeFactory, CounterFactory, MemberFactory, ProductFactory
from tests.testbed.forms import filled
from tests.testbed.race import race
from tests.testbed.visitor import Visitor

Order = get_model("order", "Order")
CHECKOUT = "/checkout/"


@pytest.fixture
def cafe(site):
    cafe = CafeFactory()
    for weekday in range(7):
        cafe.openings.create(weekday=weekday, opens=time(8), closes=time(18))
    CounterFactory(cafe=cafe)
    make_rounds(now=timezone.now(), cafes=[cafe])
    return cafe


@pytest.fixture(autouse=True)
def no_trouble(site):
    before = site.log.stat().st_size
    yield
    logged = site.log.read_bytes()[before:].decode(errors="replace")
    assert "database is locked" not in logged
    assert "deadlock" not in logged
    assert "Internal Server Error" not in logged


def members(count, *lines):
    """Each with a basket of these, and an account that may order without paying at once."""
    for _ in range(count):
        member = MemberFactory(account__terms="net_30", account__credit_limit=5000)
        BasketFactory(owner=member.user, lines=lines)
        yield member


def about_to_order(site, member):
    """The page is open, and the finger is on the button."""
    visitor = Visitor.signed_in(site, member.user)
    fields = filled(visitor.get(CHECKOUT).text, action=CHECKOUT)
    return visitor, partial(visitor.post, CHECKOUT, **fields | {"asked": "place"})


def landed_on(answer):
    """The number of the order whose page it leads to; empty for who is sent back."""
    where = answer.headers.get("Location", "")
    _, _, after = where.partition("/checkout/thanks/")
    return after.strip("/") if after else ""


@pytest.mark.parametrize(
    ("crowd", "stock", "times"),
    [(16, 3, 1), pytest.param(64, 10, 5, marks=[pytest.mark.heavy, pytest.mark.timeout(900)])],
)
def test_a_crowd_gets_what_there_is_and_the_rest_read_what_is_sold_out(site, cafe, crowd, stock, times):
    for _ in range(times):
        loaf = ProductFactory(cafe=cafe, num_in_stock=stock)
        ready = [about_to_order(site, member) for member in members(crowd, (loaf, 1))]
        answers = race([click for _, click in ready])
        numbers = [number for answer in answers if (number := landed_on(answer))]
        assert len(set(numbers)) == len(numbers) == stock
        assert Order.objects.filter(lines__product=loaf, status="Received").count() == stock
        assert Payment.objects.filter(shares__order__lines__product=loaf, state="due").count() == stock
        assert loaf.stockrecords.get().num_allocated == stock
        left = [visitor for (visitor, _), answer in zip(ready, answers, strict=True) if not landed_on(answer)]
        assert len(left) == crowd - stock
        for visitor in left[:3]:
            told = visitor.get(reverse("basket:summary")).text
            assert loaf.title in told
            assert "sold out" in told.lower()


@pytest.mark.parametrize(("customers", "clicks"), [(1, 20), pytest.param(5, 10, marks=pytest.mark.heavy)])
def test_many_clicks_make_one_order_and_each_lands_on_it(site, cafe, customers, clicks):
    loaf = ProductFactory(cafe=cafe, num_in_stock=1000)
    ready = [about_to_order(site, member)[1] for member in members(customers, (loaf, 2))]
    answers = race(ready * clicks)
    orders = Order.objects.filter(lines__product=loaf)
    assert orders.count() == customers
    assert Payment.objects.filter(shares__order__in=orders).count() == customers
    assert {order.number for order in orders} == {landed_on(answer) for answer in answers}
    assert loaf.stockrecords.get().num_allocated == 2 * customers


@pytest.mark.parametrize("count", [12, pytest.param(32, marks=pytest.mark.heavy)])
def test_the_same_goods_in_opposite_order_never_wait_for_each_other(site, cafe, count):
    goods = ProductFactory.create_batch(6, cafe=cafe, num_in_stock=1000)
    lines = [(product, 1) for product in goods]
    forwards, backwards = members(count // 2, *lines), members(count // 2, *lines[::-1])
    answers = race([about_to_order(site, member)[1] for member in (*forwards, *backwards)])
    assert all(landed_on(answer) for answer in answers)
    assert {product.stockrecords.get().num_allocated for product in goods} == {count}

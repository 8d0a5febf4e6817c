"""What was changed since the page was drawn is asked about, over real HTTP; and what the bank takes is always what the
order comes to, and what its buyer was shown last."""

from decimal import Decimal
from functools import partial
from html import unescape

import pytest
from django.db import connection
from django.db.models import Sum
from django.utils import timezone
from oscar.core.loading import get_model

from oscar_forks.basket.page import ORDERED_MEANWHILE
from sandbox.models import Debit
from sandbox.story import open_accounts
from shop.ordering.views.checkout import read
from shop.payments.models import Payment, Transfer
from tests.factories import ProductFactory
from tests.shop.ordering.shoppers import Shopper, led_to_the_bank, member, open_cafe
from tests.testbed.precautions import ASKING_AGAIN
from tests.testbed.race import race

Basket, Order = get_model("basket", "Basket"), get_model("order", "Order")
TIMES = [6, pytest.param(30, marks=[pytest.mark.heavy, pytest.mark.timeout(600)])]


@pytest.fixture
def cafe(site):
    open_accounts(timezone.now())
    return open_cafe()


def at_the_button(site, cafe):
    """With two loaves at £3.20, to be paid at the bank."""
    loaf = ProductFactory(cafe=cafe, price="3.20", num_in_stock=50)
    buyer = member((loaf, 2))
    return loaf, buyer, Shopper.ready(site, buyer, pays_by="bank")


def costs(loaf, price):
    try:
        loaf.stockrecords.update(price=price)
    finally:
        connection.close()


def shown_to(shopper):
    return read(shopper.fields["quote"]).total


def pay_and_be_thanked(shopper, answer):
    shopper.follow(answer).pay()
    shopper.come_back()
    assert shopper.is_thanked


def taken(order):
    """As the bank has it, and as our books do."""
    payment = Payment.objects.get(shares__order=order)
    [debit] = Debit.objects.filter(key=payment.key, state="done")
    written = Transfer.objects.filter(share__order=order).aggregate(sum=Sum("amount"))["sum"]
    assert debit.amount == written == payment.amount
    return debit.amount


@pytest.mark.parametrize("times", TIMES)
def test_a_price_that_changes_while_the_order_is_sent_is_asked_about_or_comes_too_late(site, cafe, times):
    for _ in range(times):
        loaf, buyer, shopper = at_the_button(site, cafe)
        answer, _ = race([shopper.click, partial(costs, loaf, "3.40")])
        if not led_to_the_bank(answer):
            assert answer.status == 422
            assert f"The price of {loaf.title} was £3.20 and is £3.40." in unescape(answer.text)
            assert not Order.objects.filter(user=buyer.user).exists()
            answer = shopper.read(answer).click()
        costs(loaf, "3.60")
        pay_and_be_thanked(shopper, answer)
        order = Order.objects.get(user=buyer.user)
        assert taken(order) == order.total_incl_tax == shown_to(shopper)


def test_a_price_that_has_changed_is_asked_about_before_anybody_is_asked_to_pay(site, cafe):
    loaf, buyer, shopper = at_the_button(site, cafe)
    costs(loaf, "3.40")
    answer = shopper.click()
    assert (answer.status, Order.objects.filter(user=buyer.user).exists()) == (422, False)
    assert shown_to(shopper.read(answer)) == Decimal("6.80")
    pay_and_be_thanked(shopper, shopper.click())
    assert taken(Order.objects.get(user=buyer.user)) == Decimal("6.80")


def test_control_a_house_that_does_not_ask_again_takes_what_nobody_was_shown(careless):
    with careless(ASKING_AGAIN) as site:
        open_accounts(timezone.now())
        loaf, buyer, shopper = at_the_button(site, open_cafe())
        costs(loaf, "3.40")
        pay_and_be_thanked(shopper, shopper.click())
        assert taken(Order.objects.get(user=buyer.user)) == Decimal("6.80") != shown_to(shopper)


@pytest.mark.parametrize("times", TIMES)
def test_what_another_window_puts_in_meanwhile_is_asked_about_or_that_window_is_told(site, cafe, times):
    for _ in range(times):
        loaf, buyer, shopper = at_the_button(site, cafe)
        put_in = partial(shopper.visitor.post, f"/basket/add/{loaf.pk}/", quantity=1)
        answer, _ = race([shopper.click, put_in])
        came_too_late = ORDERED_MEANWHILE in shopper.reads("/basket/")
        if not led_to_the_bank(answer):
            assert not Order.objects.filter(user=buyer.user).exists()
            answer = shopper.look(pays_by="bank").click()
        pay_and_be_thanked(shopper, answer)
        order = Order.objects.get(user=buyer.user)
        assert taken(order) == order.total_incl_tax == shown_to(shopper)
        left = [line.quantity for basket in Basket.open.filter(owner=buyer.user) for line in basket.lines.all()]
        assert sum(line.quantity for line in order.lines.all()) + sum(left) == (2 if came_too_late else 3)

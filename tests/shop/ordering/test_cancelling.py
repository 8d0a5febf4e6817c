"""An order that we cancel gives all back: stock, offers, vouchers and money; its customer reads of it once."""

from decimal import Decimal as D

import pytest
from django.test import RequestFactory
from django.utils import timezone
from oscar.core.loading import get_class, get_model

from shop.accounts.models import User
from shop.ordering.actions.cancelling import PAY_BACK, cancel
from shop.ordering.actions.placing import place
from shop.ordering.domain import CantBecome
from shop.outbox.models import Message
from shop.payments.models import Payment, Transfer
from tests.factories import BasketFactory, CafeFactory, OrderFactory, ProductFactory
from tests.oscar_forks.basket.offers import a_voucher, an_offer
from tests.oscar_forks.basket.test_sums import as_read
from tests.shop.ordering.checkouts import checkout_of
from tests.shop.ordering.orders import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def ada():
    return member()


def ordered_with_offers(by, now, *goods, voucher=None):
    basket = BasketFactory(owner=by.user, lines=[(each, 2) for each in goods or [ProductFactory(num_in_stock=9)]])
    if voucher:
        basket.vouchers.add(voucher)
    return place(checkout=checkout_of(as_read(basket, RequestFactory(), by.user), member=by, now=now), now=now).orders


def paid(order, now, amount="10.00"):
    about = {"gateway": "bank", "currency": "GBP", "expires_at": now, "state": "paid"}
    payment = Payment.objects.create(checkout=f"order {order.pk}", amount=amount, **about)
    share = payment.shares.create(order=order, amount=amount)
    if D(amount):
        Transfer.objects.create(share=share, kind="charge", amount=amount, gateway="bank", number="TX-1", at=now)
    return order


def letters_about(order):
    return list(Message.objects.filter(subject=f"Your order {order.number} is cancelled"))


def by_staff(order):
    handler = get_class("order.processing", "EventHandler")(user=User.objects.first())
    handler.handle_order_status_change(order, "Cancelled", note_msg="Changed")


def test_cancelled_on_the_orders_page_it_is_flagged_to_be_paid_back_and_its_customer_is_told_once(now):
    order = paid(OrderFactory(status="Received"), now)
    for _ in range(2):
        by_staff(order)
    assert order.status == "Cancelled"
    assert [flag.words for flag in order.flags.all()] == [PAY_BACK]
    [letter] = letters_about(order)
    assert "What you paid comes back to you." in letter.body
    assert order.letters.get().kind == "cancelled"


def test_an_order_that_cost_nothing_promises_no_money_back(now):
    order = paid(OrderFactory(status="Received"), now, amount="0.00")
    cancel(orders=[order.pk], reason="No flour.", by=None, now=now)
    assert not order.flags.exists()
    [letter] = letters_about(order)
    assert "What you paid" not in letter.body
    assert "No flour." in letter.body
    assert "No flour.." not in letter.body


def test_what_went_out_already_is_not_cancelled(now):
    order = OrderFactory(status="Issued")
    with pytest.raises(CantBecome):
        cancel(orders=[order.pk], reason="", by=None, now=now)
    assert not letters_about(order)


def test_what_each_customer_may_have_once_can_be_had_again_after_a_cancelled_order(ada, now):
    offer = an_offer("First order", 10, max_user_applications=1)
    [order] = ordered_with_offers(ada, now)
    offer.refresh_from_db()
    assert (offer.get_max_applications(ada.user), offer.num_orders) == (0, 1)
    by_staff(order)
    offer.refresh_from_db()
    assert (offer.get_max_applications(ada.user), offer.num_orders, offer.num_applications) == (1, 0, 0)


def test_a_voucher_that_gave_something_on_one_of_two_orders_can_be_used_again_after_both(ada, now):
    """It is kept with the first, and gave what it gives on the second."""
    first, second = (ProductFactory(cafe=CafeFactory(), num_in_stock=9) for _ in range(2))
    within = get_model("offer", "Range").objects.create(name="Of the second")
    offer = an_offer("Half", 50, offer_type="Voucher", within=within)
    within.add_product(second)
    voucher = a_voucher("HALF", offer, usage="Once per customer")
    orders = ordered_with_offers(ada, now, first, second, voucher=voucher)
    assert len(orders) == 2
    assert not voucher.is_available_to_user(ada.user)[0]
    cancel(orders=[order.pk for order in orders], reason="", by=None, now=now)
    voucher.refresh_from_db()
    assert voucher.is_available_to_user(ada.user)[0]
    assert (voucher.num_orders, voucher.total_discount) == (0, 0)

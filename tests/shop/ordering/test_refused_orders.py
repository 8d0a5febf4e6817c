"""What came between the page and the order refuses it in words, and leaves nothing behind; and taken numbers."""

import re
import secrets
from datetime import date

import pytest
from django.db import IntegrityError
from django.utils import timezone
from oscar.core.loading import get_class, get_model

from shop.ordering import domain
from shop.ordering.actions.placing import place
from shop.payments.models import Payment
from shop.stock.domain import NoLongerSold
from tests.factories import BasketFactory, OrderFactory, ProductFactory
from tests.shop.ordering.checkouts import checkout_of
from tests.shop.ordering.orders import member

pytestmark = pytest.mark.django_db
Basket, Order = get_model("basket", "Basket"), get_model("order", "Order")
Line = get_model("basket", "Line")


@pytest.fixture
def loaf():
    return ProductFactory(title="Rye loaf", num_in_stock=50)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def ready(loaf, now):
    """A checkout of so many loaves, as its page was drawn."""

    def checkout(quantity=2):
        buyer = member()
        basket = BasketFactory(owner=buyer.user, lines=[(loaf, quantity)])
        return checkout_of(basket, member=buyer, now=now)

    return checkout


def is_refused_whole(checkout, loaf):
    assert not Order.objects.exists()
    assert not Payment.objects.exists()
    assert not any(loaf.stockrecords.values_list("num_allocated", flat=True))
    return Basket.objects.get(pk=checkout.basket.pk).status


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"maximum": 2}, "Rye loaf: The most in one order is 2 pieces."),
        ({"minimum": 6}, "Rye loaf: The least that can be ordered is 6 pieces."),
        ({"step": 3, "minimum": 3}, "Rye loaf: This is sold in steps of 3: order 3 or 6."),
        ({"season_last": date(2020, 1, 1)}, "Rye loaf: This can't be bought now. The season is over."),
        ({"is_public": False}, "Rye loaf: This can't be bought at present."),
    ],
)
def test_terms_that_came_after_the_goods_were_put_in_hold_when_they_are_ordered(loaf, now, facts, words):
    buyer = member()
    pk = BasketFactory(owner=buyer.user, lines=[(loaf, 5)]).pk
    type(loaf).objects.filter(pk=loaf.pk).update(**facts)
    basket = Basket.objects.get(pk=pk)
    basket.strategy = get_class("partner.strategy", "Selector")().strategy(user=buyer.user)
    checkout = checkout_of(basket, member=buyer, now=now)
    with pytest.raises(domain.NotOnTheseTerms, match=re.escape(words)):
        place(checkout=checkout, now=now)
    assert is_refused_whole(checkout, loaf) == "Open"


def test_an_emptied_basket_is_refused_in_words(ready, loaf, now):
    checkout = ready()
    checkout.basket.flush()
    with pytest.raises(domain.BasketEmpty):
        place(checkout=checkout, now=now)
    assert is_refused_whole(checkout, loaf) == "Open"


def test_a_basket_that_joined_another_meanwhile_is_closed(ready, loaf, now):
    checkout = ready()
    BasketFactory(owner=None).merge(Basket.objects.get(pk=checkout.basket.pk))
    with pytest.raises(domain.BasketClosed):
        place(checkout=checkout, now=now)
    assert is_refused_whole(checkout, loaf) == "Merged"


def test_what_another_window_put_in_meanwhile_is_not_ordered_unseen(ready, loaf, now):
    checkout = ready()
    Line.objects.filter(basket=checkout.basket.pk).update(quantity=3)
    with pytest.raises(domain.BasketChanged):
        place(checkout=checkout, now=now)
    assert is_refused_whole(checkout, loaf) == "Open"


def test_a_product_deleted_while_it_was_being_ordered_is_refused_by_name(ready, loaf, now):
    checkout = ready()
    type(loaf).objects.get(pk=loaf.pk).delete()
    with pytest.raises(NoLongerSold, match="Rye loaf is no longer sold"):
        place(checkout=checkout, now=now)
    assert not Order.objects.exists()


@pytest.fixture
def draws(monkeypatch):
    """Fate, for the numbers of orders."""

    def these(*numbers):
        signs = iter("".join(numbers).replace("-", ""))
        monkeypatch.setattr(secrets, "choice", lambda alphabet: next(signs))

    return these


def test_a_number_that_another_order_has_is_drawn_again(ready, now, draws):
    taken, free, checkout = OrderFactory().number, "234-679-CFH", ready()
    draws(taken, taken, free)
    assert [order.number for order in place(checkout=checkout, now=now).orders] == [free]


def test_who_draws_nothing_but_taken_numbers_is_not_kept_for_ever(ready, now, draws):
    taken, checkout = OrderFactory().number, ready()
    draws(*[taken] * 9)
    with pytest.raises(IntegrityError):
        place(checkout=checkout, now=now)
    assert Order.objects.count() == 1

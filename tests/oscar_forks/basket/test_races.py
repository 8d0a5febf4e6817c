"""Clicks at the same instant, from two tabs or two hands."""

from functools import partial

from django.db import connection
from oscar.apps.basket.abstract_models import AbstractBasket
from oscar.core.loading import get_class, get_model

from tests.factories import BasketFactory, ProductFactory
from tests.testbed.race import race

Basket = get_model("basket", "Basket")
CLICKS = 8


def click(pk, product, add):
    try:
        basket = Basket.objects.get(pk=pk)
        basket.strategy = get_class("partner.strategy", "Selector")().strategy()
        add(basket, product, 1)
    finally:
        connection.close()


def pieces_after_clicking(add):
    loaf = ProductFactory(num_in_stock=100)
    basket = BasketFactory(lines=[(loaf, 1)])
    race([partial(click, basket.pk, loaf, add)] * CLICKS)
    return basket.lines.get().quantity


def test_clicks_at_the_same_instant_all_count(site):
    for _ in range(10):
        assert pieces_after_clicking(Basket.add_product) == 1 + CLICKS


def test_control_stock_oscar_loses_clicks(site):
    assert any(pieces_after_clicking(AbstractBasket.add_product) < 1 + CLICKS for _ in range(20))

"""Two who save at the same instant. Beside each stands a control, without the guard, that must go wrong."""

from decimal import Decimal
from functools import partial

import pytest
from django.db import IntegrityError, connection
from oscar.core.loading import get_model

from shop.goods.actions import Cell, NotSaved, change_cells
from shop.goods.copying import SkuIsTaken, duplicate
from tests.factories import ProductFactory, UserFactory
from tests.testbed.race import race

Product = get_model("catalogue", "Product")
StockRecord = get_model("partner", "StockRecord")
HANDS = 6
WAS = Decimal("3.50")


def through_the_table(record, price, by):
    cells = [Cell("price", record, WAS, price)]
    try:
        change_cells(cells=cells, by=by, records=StockRecord.objects.all(), goods=Product.objects.all())
    except NotSaved as refused:
        assert "Somebody changed this meanwhile" in str(refused)
        return False
    return True


def looked_at_first(record, price, by):
    """As a form does that compares what it loaded, and then saves."""
    row = StockRecord.objects.get(pk=record)
    if row.price != WAS:
        return False
    row.price = price
    row.save(update_fields=["price"])
    return True


def in_a_thread(save, *args):
    try:
        return save(*args)
    finally:
        connection.close()


def how_many_were_told_it_is_saved(save):
    record, by = ProductFactory(price=WAS).stockrecords.get(), UserFactory()
    prices = [WAS + hand for hand in range(1, HANDS + 1)]
    told = race([partial(in_a_thread, save, record.pk, price, by) for price in prices])
    return told.count(True)


def test_of_many_who_change_one_price_at_once_one_is_told_that_it_is_saved(site):
    for _ in range(8):
        assert how_many_were_told_it_is_saved(through_the_table) == 1


def test_control_who_only_looks_first_overwrites_the_other_unseen(site):
    for _ in range(40):
        if how_many_were_told_it_is_saved(looked_at_first) > 1:
            return
    pytest.fail("nobody overwrote another in 40 races")


def copied(product, sku, by):
    try:
        duplicate(product=product, title="Again", sku=sku, by=by, records=StockRecord.objects.all())
    except SkuIsTaken as refused:
        return str(refused)
    return "made"


def copied_after_a_look(product, sku, by):
    if Product.objects.filter(upc=sku).exists():
        return "refused"
    try:
        Product.objects.create(title="Again", upc=sku, product_class=product.product_class)
    except IntegrityError:
        return "broken"
    return "made"


def told(copy, sku):
    product, by = ProductFactory(), UserFactory()
    return race([partial(in_a_thread, copy, product, sku, by)] * 4)


def test_of_many_who_duplicate_under_one_sku_at_once_all_but_one_are_told_that_it_is_taken(site):
    for number in range(8):
        answers = sorted(told(copied, f"TWIN-{number}"))
        assert answers == [f"Another product has the SKU TWIN-{number}."] * 3 + ["made"]


def test_control_a_look_before_does_not_keep_a_sku(site):
    for number in range(40):
        if "broken" in told(copied_after_a_look, f"TWIN-C-{number}"):
            return
    pytest.fail("nobody was in the way of another in 40 races")

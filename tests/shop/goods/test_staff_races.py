"""Two who save the table at the same instant. Beside it stands a control, without the locks, that must go wrong."""

from decimal import Decimal
from functools import partial

import pytest
from django.db import connection
from oscar.core.loading import get_model

from shop.goods.actions import Cell, NotSaved, change_cells
from tests.factories import ProductFactory, UserFactory
from tests.testbed.race import race

StockRecord = get_model("partner", "StockRecord")
HANDS = 6
WAS = Decimal("3.50")


def through_the_table(record, price, by):
    cells = [Cell("price", record, WAS, price)]
    try:
        change_cells(
            cells=cells, by=by, records=StockRecord.objects.all(), goods=get_model("catalogue", "Product").objects.all()
        )
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

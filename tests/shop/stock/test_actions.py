import pytest
from oscar.core.loading import get_model

from shop.stock import actions
from shop.stock.domain import NoLongerSold, NotEnough, NotReserved
from shop.stock.reserving import hold
from tests.factories import BasketFactory, OrderFactory, ProductFactory

pytestmark = pytest.mark.django_db

StockAlert = get_model("partner", "StockAlert")


@pytest.fixture
def record():
    return ProductFactory(title="Rye loaf", num_in_stock=10).stockrecords.get()


def test_as_much_as_there_is_can_be_reserved_and_no_more(record):
    actions.reserve(record=record, quantity=10)
    with pytest.raises(NotEnough) as refused:
        actions.reserve(record=record, quantity=1)
    assert (refused.value.left, record.num_allocated) == (0, 10)


def test_a_record_without_a_count_has_nothing_to_sell(record):
    record.num_in_stock = None
    record.save()
    with pytest.raises(NotEnough):
        actions.reserve(record=record, quantity=1)


def test_taking_a_promise_back_is_never_refused(record):
    actions.reserve(record=record, quantity=2)
    actions.release(record=record, quantity=5)
    assert record.num_allocated == 0


def test_only_what_is_reserved_can_go_out(record):
    actions.reserve(record=record, quantity=2)
    with pytest.raises(NotReserved, match="3 of Rye loaf can't go out"):
        actions.consume(record=record, quantity=3)
    actions.consume(record=record, quantity=2)
    assert (record.num_in_stock, record.num_allocated) == (8, 0)


def test_a_record_that_is_gone_has_nothing_and_stands_in_no_ones_way(record):
    gone = get_model("partner", "StockRecord").objects.get(pk=record.pk)
    record.delete()
    with pytest.raises(NotEnough):
        actions.reserve(record=gone, quantity=1)
    actions.release(record=gone, quantity=1)
    actions.consume(record=gone, quantity=1)


def test_a_line_gives_back_a_part_and_then_the_rest_and_no_more(record):
    line = OrderFactory(lines=[(record.product, 5)]).lines.get()
    actions.give_back(line=line, quantity=2)
    assert (line.num_allocated, line.allocation_cancelled) == (3, False)
    actions.give_back(line=line, quantity=3)
    assert (line.num_allocated, line.allocation_cancelled) == (0, True)
    with pytest.raises(NotReserved):
        actions.give_back(line=line, quantity=1)
    record.refresh_from_db()
    assert (record.num_in_stock, record.num_allocated) == (10, 0)


def test_a_line_is_handed_over_in_parts(record):
    line = OrderFactory(lines=[(record.product, 5)]).lines.get()
    actions.take_out(line=line, quantity=2)
    record.refresh_from_db()
    assert (line.num_allocated, record.num_in_stock, record.num_allocated) == (3, 8, 3)


def test_a_product_that_was_just_deleted_is_refused_by_name(record):
    basket = BasketFactory(lines=[(record.product, 1)])
    lines = list(basket.all_lines())
    record.delete()
    with pytest.raises(NoLongerSold, match="Rye loaf is no longer sold"):
        hold(lines=lines)


def test_low_stock_is_told_when_orders_make_it_low_and_withdrawn_when_it_is_not(record):
    record.low_stock_threshold = 5
    record.save()
    order = OrderFactory(lines=[(record.product, 6)])
    assert StockAlert.objects.get(stockrecord=record).status == StockAlert.OPEN
    order.set_status("Cancelled")
    assert StockAlert.objects.get(stockrecord=record).status == StockAlert.CLOSED


def test_two_alerts_at_once_stop_no_order(record):
    """Stock Oscar raises MultipleObjectsReturned from here on, at each order."""
    record.low_stock_threshold = 50
    record.save()
    StockAlert.objects.create(stockrecord=record, threshold=50)
    OrderFactory(lines=[(record.product, 1)])
    record.num_in_stock = 100
    record.save()
    assert set(StockAlert.objects.filter(stockrecord=record).values_list("status", flat=True)) == {StockAlert.CLOSED}

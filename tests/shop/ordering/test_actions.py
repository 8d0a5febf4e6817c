import pytest
from oscar.core.loading import get_class, get_model

from shop.ordering import domain
from shop.refusals import Refusal
from tests.factories import BasketFactory, CafeFactory, OrderFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db

EventHandler = get_class("order.processing", "EventHandler")


@pytest.fixture
def loaf():
    return ProductFactory(num_in_stock=10)


def level(product):
    record = product.stockrecords.get()
    return record.num_in_stock, record.num_allocated or 0


def go(order, *states, **recorded):
    for state in states:
        order.set_status(state, **recorded)


TO_ISSUED = ("Received", "In progress", "Completed", "Issued")


@pytest.mark.parametrize(
    "states", [("Cancelled",), ("Lapsed",), ("Received", "Cancelled"), (*TO_ISSUED[:3], "Cancelled")]
)
def test_what_ends_without_goods_gives_them_back(loaf, states):
    go(OrderFactory(lines=[(loaf, 3)]), *states)
    assert level(loaf) == (10, 0)


def test_what_is_issued_leaves_the_house(loaf):
    order = OrderFactory(lines=[(loaf, 3)])
    go(order, *TO_ISSUED[:3])
    assert level(loaf) == (10, 3)
    go(order, "Issued")
    assert level(loaf) == (7, 0)
    assert order.lines.get().num_allocated == 0


def test_asking_for_the_same_state_again_changes_nothing(loaf):
    order = OrderFactory(lines=[(loaf, 3)])
    another = get_model("order", "Order").objects.get(pk=order.pk)
    go(order, "Cancelled")
    go(another, "Cancelled")
    assert another.status == "Cancelled"
    assert order.status_changes.count() == 1
    assert level(loaf) == (10, 0)


def test_a_state_that_may_not_follow_is_refused_in_words_and_changes_nothing(loaf):
    order = OrderFactory(lines=[(loaf, 3)])
    with pytest.raises(domain.CantBecome, match="is pending, so it can't become issued"):
        go(order, "Issued")
    order.refresh_from_db()
    assert (order.status, order.lines.get().status, order.status_changes.count()) == ("Pending", "Pending", 0)


def test_it_is_recorded_who_changed_an_order_when_and_why(loaf):
    order, ada = OrderFactory(lines=[(loaf, 1)]), UserFactory()
    EventHandler(ada).handle_order_status_change(order, "Cancelled", note_msg="A note", reason="They rang.")
    change = order.status_changes.get()
    assert (change.old_status, change.new_status, change.changed_by, change.reason) == (
        "Pending",
        "Cancelled",
        ada,
        "They rang.",
    )
    assert change.date_created >= order.date_placed
    assert order.notes.get().message == "A note"


def test_lines_follow_their_order_and_have_no_steps_of_their_own(loaf):
    order = OrderFactory(lines=[(loaf, 1)])
    go(order, "Received")
    line = order.lines.get()
    assert (line.status, line.available_statuses()) == ("Received", ())


@pytest.mark.parametrize("states", [TO_ISSUED, ("Cancelled",)])
def test_an_order_goes_on_when_its_product_was_deleted(loaf, states):
    other = ProductFactory(num_in_stock=5)
    order = OrderFactory(lines=[(loaf, 3), (other, 2)])
    loaf.delete()
    go(order, *states)
    assert level(other) == ((3, 0) if states == TO_ISSUED else (5, 0))
    assert {line.num_allocated for line in order.lines.all()} == {0}


@pytest.mark.parametrize("states", [TO_ISSUED, ("Cancelled",)])
def test_goods_whose_stock_is_not_counted_pass_through(states):
    made = ProductFactory(supply="to_order", num_in_stock=None)
    order = OrderFactory(lines=[(made, 200)])
    assert order.lines.get().num_allocated == 0
    go(order, *states)
    assert made.stockrecords.get().num_allocated is None


@pytest.mark.parametrize(("states", "then"), [(TO_ISSUED, (7, 0)), (("Cancelled",), (10, 0))])
def test_what_was_reserved_is_settled_even_if_stock_is_no_longer_counted(loaf, states, then):
    order = OrderFactory(lines=[(loaf, 3)])
    type(loaf).objects.filter(pk=loaf.pk).update(supply="unlimited")
    go(get_model("order", "Order").objects.get(pk=order.pk), *states)
    assert level(loaf) == then


def test_a_variant_is_reserved_under_its_own_name():
    cafe = CafeFactory()
    parent = ProductFactory(structure="parent", title="Rye loaf", cafe=cafe)
    parent.stockrecords.all().delete()
    small = ProductFactory(structure="child", parent=parent, product_class=None, title="Rye, small", cafe=cafe)
    order = OrderFactory(lines=[(small, 4)])
    assert level(small) == (10, 4)
    with pytest.raises(Refusal, match=r"Only 6 left of Rye, small; you asked for 7\."):
        OrderFactory(basket=overfull_basket(small, 7))
    go(order, *TO_ISSUED)
    assert level(small) == (6, 0)


def overfull_basket(product, quantity):
    """Filled while there was more in stock."""
    basket = BasketFactory(lines=[(product, 1)])
    basket.lines.update(quantity=quantity)
    basket._lines = None
    return basket

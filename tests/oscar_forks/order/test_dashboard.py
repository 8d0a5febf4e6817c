"""Orders on staff's pages: they change through the order's own rules, and refusals are read there."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from oscar.core.loading import get_class, get_model

from tests.factories import OrderFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaf():
    return ProductFactory(num_in_stock=10)


@pytest.fixture
def order(loaf):
    return OrderFactory(lines=[(loaf, 3)])


@pytest.fixture
def colleague():
    return UserFactory(is_staff=True, is_superuser=True)


@pytest.fixture
def desk(client, colleague):
    client.force_login(colleague)
    return client


def change(desk, order, **fields):
    return desk.post(reverse("dashboard:order-detail", args=[order.number]), fields)


def words(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_cancelling_on_the_orders_page_gives_the_stock_back_and_says_who(desk, order, loaf, colleague):
    change(desk, order, order_action="change_order_status", new_status="Cancelled")
    assert order.status_changes.get().changed_by == colleague
    assert loaf.stockrecords.get().num_allocated == 0


def test_orders_changed_in_bulk_give_their_stock_back_and_say_who(desk, order, loaf, colleague):
    other = OrderFactory(lines=[(loaf, 2)])
    fields = {"action": "change_order_statuses", "selected_order": [order.pk, other.pk], "new_status": "Cancelled"}
    desk.post(reverse("dashboard:order-list"), fields)
    assert {each.status_changes.get().changed_by for each in (order, other)} == {colleague}
    assert loaf.stockrecords.get().num_allocated == 0


def test_an_impossible_change_is_refused_in_words(desk, order, loaf):
    """Stock was taken off the books behind the house's back."""
    for state in ["Received", "In progress", "Completed"]:
        order.set_status(state)
    get_model("partner", "StockRecord").objects.update(num_allocated=0)
    response = change(desk, order, order_action="change_order_status", new_status="Issued")
    assert words(response) == [f"3 of {loaf.title} can't go out: that many are not reserved."]
    order.refresh_from_db()
    assert (order.status, order.lines.get().num_allocated) == ("Completed", 3)


def test_one_refused_order_does_not_stop_the_others(desk, loaf):
    cake = ProductFactory(num_in_stock=10)
    orders = [OrderFactory(lines=[(goods, 3)]) for goods in (loaf, cake)]
    for order in orders:
        for state in ["Received", "In progress", "Completed"]:
            order.set_status(state)
    loaf.stockrecords.update(num_allocated=0)
    fields = {
        "action": "change_order_statuses",
        "selected_order": [order.pk for order in orders],
        "new_status": "Issued",
    }
    response = desk.post(reverse("dashboard:order-list"), fields)
    assert f"3 of {loaf.title} can't go out: that many are not reserved." in words(response)
    assert cake.stockrecords.get().num_in_stock == 7


@pytest.mark.parametrize("action", ["change_line_statuses", "create_shipping_event", "create_payment_event"])
def test_no_line_goes_its_own_way(desk, order, loaf, action):
    line = order.lines.get()
    fields = {"selected_line": line.pk, f"selected_line_qty_{line.pk}": 3, "new_status": "Cancelled"}
    change(desk, order, line_action=action, **fields)
    line.refresh_from_db()
    assert (line.status, line.num_allocated) == ("Pending", 3)
    assert loaf.stockrecords.get().num_allocated == 3


def test_events_of_delivery_and_payment_leave_the_stock_alone(order, loaf):
    handler = get_class("order.processing", "EventHandler")()
    shipped = get_model("order", "ShippingEventType").objects.create(name="Shipped")
    paid = get_model("order", "PaymentEventType").objects.create(name="Paid")
    lines = list(order.lines.all())
    handler.handle_shipping_event(order, shipped, lines, [3])
    handler.handle_payment_event(order, paid, order.total_incl_tax, lines, [3])
    assert loaf.stockrecords.get().num_allocated == 3
    order.set_status("Cancelled")
    assert loaf.stockrecords.get().num_allocated == 0


def test_djangos_admin_shows_orders_and_changes_none(desk, order, loaf):
    page = reverse("admin:order_order_change", args=[order.pk])
    shown = desk.get(page)
    assert shown.status_code == 200
    assert order.number in shown.content.decode()
    assert desk.post(page, {"status": "Issued"}).status_code == 403
    assert desk.post(reverse("admin:order_order_delete", args=[order.pk]), {"post": "yes"}).status_code == 403

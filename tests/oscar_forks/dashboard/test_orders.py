"""Staff move an order as a whole, by a right of their own, and are told why when it can't be moved."""

import csv
import io

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from shop.accounts import roles
from shop.accounts.actions import give_role
from shop.ordering import domain
from tests.factories import CafeFactory, OrderFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    return OrderFactory(lines=[(ProductFactory(num_in_stock=5), 2)])


def signed_in(client, role, **where):
    user = UserFactory()
    give_role(user=user, role=role, **where)
    client.force_login(user)
    return client


def looks_only(client):
    """Somebody who may see orders, and no more."""
    client.force_login(UserFactory(is_staff=True, permissions=["order.view_order"]))
    return client


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def page_of(order):
    return reverse("dashboard:order-detail", args=[order.number])


def move(client, order, to):
    return client.post(page_of(order), {"order_action": "change_order_status", "new_status": to})


def test_operations_move_an_order_to_its_next_state(client, order):
    move(signed_in(client, roles.OPERATIONS), order, domain.RECEIVED)
    order.refresh_from_db()
    assert order.status == domain.RECEIVED


def test_who_may_only_look_can_not_change_an_order(client, order):
    looks_only(client)
    assert client.get(page_of(order)).status_code == 200
    assert move(client, order, domain.RECEIVED).status_code == 403
    tick = {"action": "change_order_statuses", "selected_order": order.pk, "new_status": domain.RECEIVED}
    assert client.post(reverse("dashboard:order-list"), tick).status_code == 403
    order.refresh_from_db()
    assert order.status == domain.PENDING


def test_who_may_only_look_can_take_a_list_home(client, order):
    tick = {"action": "download_selected_orders", "selected_order": order.pk}
    response = looks_only(client).post(reverse("dashboard:order-list"), tick)
    assert response.headers["Content-Type"] == "text/csv"
    assert order.number in response.content.decode()


@pytest.mark.parametrize("action", ["change_line_statuses", "create_shipping_event", "create_payment_event"])
def test_a_line_is_never_moved_by_itself(client, order, action):
    line = order.lines.get()
    sent = {"line_action": action, "selected_line": line.pk, f"selected_line_qty_{line.pk}": 1, "new_status": "Issued"}
    response = signed_in(client, roles.OPERATIONS).post(page_of(order), sent)
    line.refresh_from_db()
    assert line.status == domain.PENDING
    assert said(response) == ["Invalid action"]


def test_a_move_out_of_turn_is_refused_in_words(client, order):
    response = move(signed_in(client, roles.OPERATIONS), order, domain.ISSUED)
    order.refresh_from_db()
    assert order.status == domain.PENDING
    assert len(said(response)) == 1


def test_ticked_orders_without_a_state_to_move_to_stay_as_they_are(client, order):
    tick = {"action": "change_order_statuses", "selected_order": order.pk}
    response = signed_in(client, roles.OPERATIONS).post(reverse("dashboard:order-list"), tick)
    assert said(response) == ["Choose the state that the orders should have."]


def test_a_note_that_is_none_can_not_be_deleted(client, order):
    sent = {"order_action": "delete_note", "note_id": "nonsense"}
    response = signed_in(client, roles.OPERATIONS).post(page_of(order), sent)
    assert said(response) == ["This note can't be deleted."]


def test_a_customers_name_is_never_a_formula_in_the_list(client, order):
    order.guest_email, order.user = "=cmd|calc@example.com", None
    order.save()
    tick = {"action": "download_selected_orders", "selected_order": order.pk}
    response = signed_in(client, roles.OPERATIONS).post(reverse("dashboard:order-list"), tick)
    cells = [cell for row in csv.reader(io.StringIO(response.content.decode())) for cell in row]
    assert "'=cmd|calc@example.com" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_reports_cells_are_never_formulas(client):
    signed_in(client, roles.ADMINISTRATOR)
    OrderFactory(user=UserFactory(email="=cmd@example.com", first_name="=1+1"))
    for report in ("order_report", "open_baskets"):
        answer = client.get(reverse("dashboard:reports-index"), {"report_type": report, "download": "on"})
        assert answer.headers["Content-Type"] == "text/csv", report
        cells = [cell for row in csv.reader(io.StringIO(answer.content.decode())) for cell in row]
        assert cells
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_the_staff_of_one_cafe_see_no_order_of_another(client):
    ours, theirs = CafeFactory(), CafeFactory()
    order = OrderFactory(lines=[(ProductFactory(cafe=ours), 1)])
    other = OrderFactory(lines=[(ProductFactory(cafe=theirs), 1)])
    signed_in(client, roles.CAFE_STAFF, cafe=ours.partner)
    assert client.get(page_of(order)).status_code == 200
    assert client.get(page_of(other)).status_code == 404
    assert move(client, other, domain.RECEIVED).status_code == 404
    listed = client.get(reverse("dashboard:order-list")).content.decode()
    assert order.number in listed
    assert other.number not in listed


def test_an_order_is_looked_for_by_whatever_was_pasted(client, order):
    signed_in(client, roles.OPERATIONS)
    found = client.get(reverse("dashboard:order-list"), {"order_number": f"{order.number}\x00"})
    assert found.status_code == 302
    assert str(order.number) in found["Location"]

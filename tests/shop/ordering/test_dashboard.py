"""Staff see what was written about an order and send it again; what is flagged is settled by name."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from shop.accounts import roles
from shop.accounts.actions import give_role
from shop.ordering import domain
from shop.ordering.actions.confirming import flag
from shop.ordering.models import OrderLetter
from shop.outbox.models import Message
from shop.outbox.reading import read
from tests.factories import CafeFactory, ProductFactory, UserFactory
from tests.shop.ordering.orders import member, ordered, ordered_as_guest

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def order(now):
    return ordered(member(), now=now, note="Back door.", po_number="PO 77")[0]


@pytest.fixture
def letter(order):
    return order.letters.get(kind=OrderLetter.RECEIVED)


def signed_in(client, role=roles.OPERATIONS, **where):
    user = UserFactory()
    give_role(user=user, role=role, **where)
    client.force_login(user)
    return user


def address(page, order, row):
    return reverse(f"dashboard:order-{page}", args=[order.number, row.pk])


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_an_orders_page_says_when_it_goes_how_it_is_paid_and_what_was_written(client, order, letter):
    signed_in(client)
    page = client.get(reverse("dashboard:order-detail", args=[order.number])).content.decode()
    for words in ("Van", "On account: 30 days from the invoice", "Back door.", "PO 77", letter.recipient, "Send again"):
        assert words in page


def test_a_guests_order_shows_the_banks_transaction(client, now):
    order = ordered_as_guest("gwen@example.com", now=now)
    signed_in(client)
    assert "TX-4711" in client.get(reverse("dashboard:order-detail", args=[order.number])).content.decode()


def test_a_letter_is_looked_at_as_it_went_out_and_does_nothing(client, order, letter):
    signed_in(client)
    assert letter.subject in client.get(address("letter", order, letter)).content.decode()
    shown = client.get(address("letter-html", order, letter))
    assert shown.content.decode() == read(letter).html
    assert shown["Content-Security-Policy"].startswith("sandbox;")


def test_a_letter_goes_again_to_todays_address_and_it_is_kept_who_sent_it(client, order, letter):
    olive = signed_in(client)
    order.user.email = "ada-new@example.com"
    order.user.save()
    response = client.post(address("letter-again", order, letter))
    assert said(response) == [f"“{letter.subject}” is on its way to ada-new@example.com again."]
    again = order.letters.first()
    assert (again.recipient, again.sent_by, again.subject) == ("ada-new@example.com", olive, letter.subject)
    assert read(again).attachments[0].name == f"order-{order.number}.ics"
    assert dict(read(again).headers)["Message-ID"] != dict(read(letter).headers)["Message-ID"]
    assert Message.objects.filter(recipients="ada-new@example.com").count() == 1


def test_what_is_flagged_is_settled_once_and_by_name(client, order, now):
    olive = signed_in(client)
    flag(order=order, words=domain.PAID_AFTER_ALL, now=now)
    row = order.flags.get()
    client.post(address("flag-settled", order, row))
    row.refresh_from_db()
    assert row.settled_by == olive
    assert said(client.post(address("flag-settled", order, row)))[-1] == "Somebody has settled this already."


def test_looking_changes_nothing_and_who_may_only_look_can_not_send(client, order, letter, now):
    flag(order=order, words=domain.PAID_AFTER_ALL, now=now)
    changing = [address("letter-again", order, letter), address("flag-settled", order, order.flags.get())]
    signed_in(client)
    assert [client.get(page).status_code for page in changing] == [405, 405]
    client.force_login(UserFactory(is_staff=True, permissions=["order.view_order"]))
    assert client.get(address("letter", order, letter)).status_code == 200
    assert [client.post(page).status_code for page in changing] == [403, 403]
    assert order.letters.count() == 2


def test_people_of_another_cafe_find_no_letter_and_no_flag(client, order, letter, now):
    flag(order=order, words=domain.PAID_AFTER_ALL, now=now)
    signed_in(client, roles.CAFE_STAFF, cafe=CafeFactory().partner)
    assert client.get(address("letter", order, letter)).status_code == 404
    assert client.post(address("letter-again", order, letter)).status_code == 404
    assert client.post(address("flag-settled", order, order.flags.get())).status_code == 404
    signed_in(client, roles.CAFE_STAFF, cafe=order.round.cafe.partner)
    assert client.get(address("letter", order, letter)).status_code == 200


def test_a_letter_of_one_order_is_not_found_under_another(client, order, letter, now):
    other = ordered(member(), now=now)[0]
    signed_in(client)
    assert client.get(address("letter", other, letter)).status_code == 404
    assert client.post(address("letter-again", other, letter)).status_code == 404


def test_orders_are_found_by_the_day_they_go_out_and_by_cafe(client, now):
    early, late = (
        ordered(member(), now=now, lines=[(ProductFactory(num_in_stock=9, cafe=CafeFactory()), 1)])[0] for _ in range(2)
    )
    type(late.round).objects.filter(pk=late.round_id).update(date=late.round.date + timedelta(days=1))
    signed_in(client)
    for narrowed in ({"order_day": early.round.date}, {"order_cafe": early.round.cafe_id}):
        page = client.get(reverse("dashboard:order-list"), narrowed).content.decode()
        assert early.number in page
        assert late.number not in page


def test_an_orders_page_keeps_to_its_statements(client, now, django_assert_max_num_queries):
    cafe = CafeFactory()
    goods = [(ProductFactory(num_in_stock=9, cafe=cafe), 1) for _ in range(20)]
    order = ordered(member(), now=now, lines=goods)[0]
    signed_in(client)
    page = reverse("dashboard:order-detail", args=[order.number])
    client.get(page)
    with django_assert_max_num_queries(24):
        client.get(page)

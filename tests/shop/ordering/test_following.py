"""An order is seen by who placed it, by its account, and by whoever holds a guest's link; for all others it isn't."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from oscar.core.loading import get_model

from shop.ordering.keys import signature_of
from shop.ordering.seeing import seen_by
from tests.factories import BasketFactory, CafeFactory, MemberFactory, OrderFactory, ProductFactory, UserFactory
from tests.shop.ordering.orders import member, ordered, ordered_as_guest

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def ada():
    return member(role="buyer")


@pytest.fixture
def order(ada, now):
    return ordered(ada, now=now)[0]


def pages(order):
    return [
        reverse("customer:order", args=[order.number]),
        reverse("checkout:thanks", args=[order.number]),
        reverse("ordering:calendar", args=[order.number]),
    ]


def answers(client, order):
    return [client.get(page).status_code for page in pages(order)]


def guests(order, signature=None, page="ordering:guest"):
    return reverse(page, args=[order.number, signature or signature_of(order.number)])


@pytest.mark.parametrize(("role", "answer"), [("owner", 200), ("approver", 200), ("buyer", 200), ("bookkeeper", 404)])
def test_the_account_sees_its_orders_as_far_as_its_roles_do(client, ada, order, role, answer):
    client.force_login(MemberFactory(account=ada.account, role=role).user)
    assert answers(client, order) == [answer] * 3


def test_for_another_company_there_is_no_such_order(client, order, now):
    client.force_login(MemberFactory().user)
    assert answers(client, order) == [404] * 3
    assert order.number not in client.get(reverse("customer:order-list")).content.decode()


def test_a_visitor_sees_nothing(client, order):
    assert answers(client, order) == [302, 404, 404]


def test_who_has_left_a_company_no_longer_sees_what_they_ordered_for_it(client, ada, order, now):
    ada.left_at = now
    ada.save()
    client.force_login(ada.user)
    assert answers(client, order) == [404] * 3


def test_who_no_longer_may_see_orders_still_sees_their_own(client, ada, order):
    ada.role = "bookkeeper"
    ada.save()
    client.force_login(ada.user)
    assert answers(client, order) == [200] * 3


def test_an_account_that_took_over_another_sees_what_that_ordered(ada, order):
    taking = MemberFactory(role="owner")
    assert not seen_by(taking.user).exists()
    ada.account.status, ada.account.merged_into = "closed", taking.account
    ada.account.save()
    assert list(seen_by(taking.user)) == [order]


def test_a_list_shows_the_accounts_orders_newest_first(client, ada, order, now):
    colleague = MemberFactory(account=ada.account, role="buyer")
    later = ordered(colleague, now=now + timedelta(minutes=5))[0]
    client.force_login(ada.user)
    page = client.get(reverse("customer:order-list")).content.decode()
    assert -1 < page.index(later.number) < page.index(order.number)


def test_who_placed_it_in_this_session_is_thanked_without_signing_in(client, now):
    order = ordered_as_guest("gwen@example.com", now=now)
    assert client.get(pages(order)[1]).status_code == 404
    session = client.session
    session["placed"] = [order.number]
    session.save()
    page = client.get(pages(order)[1])
    assert page.status_code == 200
    assert "Your order is placed" in page.content.decode()
    assert "Create an account" in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_who_signs_in_on_the_same_machine_does_not_see_what_a_guest_ordered_there(client, now):
    order = ordered_as_guest("gwen@example.com", now=now)
    session = client.session
    session["placed"] = [order.number]
    session.save()
    assert client.get(pages(order)[1]).status_code == 200
    client.force_login(UserFactory())
    assert answers(client, order) == [404] * 3


def test_two_cafes_orders_are_thanked_for_together(client, ada, now):
    lines = [(ProductFactory(num_in_stock=9, cafe=CafeFactory()), 1) for _ in range(2)]
    one, other = ordered(ada, now=now, lines=lines)
    client.force_login(ada.user)
    page = client.get(pages(one)[1]).content.decode()
    assert one.number in page
    assert other.number in page


def test_what_waits_for_its_payment_is_not_said_to_be_placed(client):
    order = OrderFactory(basket=BasketFactory(owner=(user := UserFactory()), lines=[(ProductFactory(), 1)]), user=user)
    client.force_login(user)
    page = client.get(pages(order)[1]).content.decode()
    assert "we wait for your payment" in page
    assert "is placed" not in page


def test_a_guests_link_opens_that_order_and_its_calendar_alone(client, now):
    order, other = (ordered_as_guest(f"{name}@example.com", now=now) for name in ("gwen", "gus"))
    assert client.get(guests(order)).status_code == 200
    entry = client.get(guests(order, page="ordering:guest-calendar"))
    assert entry["Content-Type"].startswith("text/calendar")
    for page in ("ordering:guest", "ordering:guest-calendar"):
        assert client.get(guests(other, signature_of(order.number), page)).status_code == 404
    assert client.post(guests(order)).status_code == 405


def test_a_made_up_link_is_missing(client, now):
    order = ordered_as_guest("gwen@example.com", now=now)
    whole = signature_of(order.number)
    for wrong in (whole[:-1], f"{whole}x", whole.swapcase(), "0", "a" * 500):
        assert client.get(guests(order, wrong)).status_code == 404


def test_no_link_opens_what_a_member_ordered(client, order):
    assert client.get(guests(order)).status_code == 404


def test_a_link_still_opens_once_the_order_has_joined_an_account(client, now):
    order = ordered_as_guest("gwen@example.com", now=now)
    get_model("order", "Order").objects.update(user=UserFactory())
    assert client.get(guests(order)).status_code == 200


@pytest.mark.parametrize("lines", [1, 30])
def test_pages_of_an_order_keep_to_their_statements(client, ada, now, django_assert_max_num_queries, lines):
    cafe = CafeFactory()
    goods = [(ProductFactory(num_in_stock=9, cafe=cafe), 1) for _ in range(lines)]
    order = ordered(ada, now=now, lines=goods)[0]
    client.force_login(ada.user)
    for page in pages(order)[:2]:
        client.get(page)
        with django_assert_max_num_queries(15):
            assert client.get(page).status_code == 200


def test_a_guests_link_is_good_after_the_key_was_changed_as_long_as_the_earlier_one_is_named(client, settings, now):
    path = guests(ordered_as_guest("gwen@example.com", now=now))
    before, settings.SECRET_KEY = settings.SECRET_KEY, "another-key" * 5
    assert client.get(path).status_code == 404
    settings.SECRET_KEY_FALLBACKS = [before]
    assert client.get(path).status_code == 200

"""One's own orders, under /account/."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import MemberFactory, OrderFactory, ProductFactory, UserFactory
from tests.shop.ordering.orders import member, ordered

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return UserFactory(first_name="Ada")


@pytest.fixture
def signed_in(ada):
    client = Client()
    client.force_login(ada)
    return client


def test_orders_are_listed_with_what_became_of_them(ada, signed_in):
    order = OrderFactory(user=ada)
    other = OrderFactory()
    for page in ("/account/", "/account/orders/"):
        shown = signed_in.get(page).content.decode()
        assert order.number in shown
        assert order.status in shown
        assert other.number not in shown


def test_an_order_says_what_was_ordered_and_what_it_cost(ada, signed_in):
    loaf = ProductFactory(title="Rye loaf", price="4.20")
    order = OrderFactory(user=ada, lines=[(loaf, 3)])
    page = signed_in.get(f"/account/orders/{order.number}/").content.decode()
    assert "Rye loaf" in page
    assert "£12.60" in page
    assert loaf.stockrecords.get().partner.name in page


def test_another_s_order_is_not_there(signed_in):
    order = OrderFactory()
    assert signed_in.get(f"/account/orders/{order.number}/").status_code == 404
    assert signed_in.get(f"/account/orders/{order.number}/lines/").status_code == 404


def test_a_product_that_has_gone_stays_in_the_order(ada, signed_in):
    loaf = ProductFactory(title="Rye loaf")
    order = OrderFactory(user=ada, lines=[(loaf, 1)])
    loaf.delete()
    assert "Rye loaf" in signed_in.get(f"/account/orders/{order.number}/").content.decode()


def test_an_order_is_read_not_put_into_the_basket_again(ada, signed_in):
    order = OrderFactory(user=ada)
    assert signed_in.post(f"/account/orders/{order.number}/", {"action": "reorder"}).status_code == 405


def test_the_front_page_shows_the_orders_of_the_account_that_one_acts_for_and_ones_own():
    ada, hotel = (member(role="buyer") for _ in range(2))
    MemberFactory(account=hotel.account, user=ada.user, role="buyer")
    colleague = MemberFactory(account=ada.account, role="owner")
    [of_colleague], [of_hotel] = (ordered(each, now=timezone.now()) for each in (colleague, hotel))
    private, foreign = OrderFactory(user=ada.user), OrderFactory()
    client = Client()
    client.force_login(ada.user)
    for account, seen, unseen in ((ada.account, of_colleague, of_hotel), (hotel.account, of_hotel, of_colleague)):
        client.post("/account/switch/", {"account": account.pk})
        page = client.get("/account/").content.decode()
        assert seen.number in page
        assert private.number in page
        assert unseen.number not in page
        assert foreign.number not in page


def test_who_has_not_ordered_is_told_what_will_be_here(signed_in):
    for page in ("/account/", "/account/orders/"):
        assert "Your orders will be here" in signed_in.get(page).content.decode()


@pytest.mark.parametrize("page", ["/account/", "/account/orders/", "/account/orders/1/"])
def test_a_visitor_signs_in_first(page):
    assert Client().get(page)["Location"] == f"/accounts/login/?next={page}"


def test_many_orders_come_in_pages_with_few_queries(ada, signed_in, django_assert_max_num_queries, settings):
    for _ in range(3):
        OrderFactory(user=ada)
    with django_assert_max_num_queries(14):
        signed_in.get("/account/orders/")


def test_old_addresses_of_oscar_lead_on(signed_in):
    assert signed_in.get("/account/profile/")["Location"] == "/account/"
    assert signed_in.get("/account/change-password/")["Location"] == "/accounts/password/change/"

"""What staff see first, on the first day and on a busy one; and what Oscar's screens do with half a form."""

import pytest
from django.urls import reverse
from oscar.core.loading import get_model

from shop.accounts import roles
from shop.accounts.actions import give_role
from tests.factories import CafeFactory, OrderFactory, ProductFactory, UserFactory
from tests.testbed.furniture import an_offer

pytestmark = pytest.mark.django_db

STAFF = [roles.ADMINISTRATOR, roles.OPERATIONS, roles.SALES, roles.CAFE_STAFF]


def somebody(role):
    user = UserFactory()
    give_role(user=user, role=role, cafe=None if role.all_cafes else CafeFactory().partner)
    return user


@pytest.mark.parametrize("role", STAFF, ids=lambda role: role.name)
def test_the_first_day_has_an_empty_screen_that_says_so(client, role):
    client.force_login(somebody(role))
    page = client.get(reverse("dashboard:index")).content.decode()
    assert "No orders yet" in page
    assert "Nothing was ordered in the last 24 hours." in page


@pytest.mark.parametrize("role", STAFF, ids=lambda role: role.name)
def test_a_day_with_orders_counts_what_is_theirs(client, role):
    user = somebody(role)
    cafe = CafeFactory(staff=[user])
    OrderFactory(lines=[(ProductFactory(cafe=cafe), 1)])
    OrderFactory(lines=[(ProductFactory(), 1)])
    client.force_login(user)
    shown = client.get(reverse("dashboard:index")).context["total_orders_last_day"]
    assert shown == (2 if role.all_cafes else 1)


def test_the_first_screen_takes_as_many_queries_on_a_busy_day(client, django_assert_max_num_queries):
    for _ in range(3):
        OrderFactory()
    client.force_login(somebody(roles.OPERATIONS))
    with django_assert_max_num_queries(45):
        client.get(reverse("dashboard:index"))


def test_the_menu_shows_only_what_opens(client):
    client.force_login(somebody(roles.SALES))
    page = client.get(reverse("dashboard:index")).content.decode()
    assert reverse("dashboard:order-list") in page
    assert reverse("dashboard:offer-list") not in page
    assert reverse("dashboard:catalogue-category-list") not in page


def test_a_category_saved_without_a_name_comes_back_with_its_error(client):
    bread = get_model("catalogue", "Category").add_root(name="Bread", slug="bread")
    client.force_login(somebody(roles.OPERATIONS))
    answer = client.post(reverse("dashboard:catalogue-category-update", args=[bread.pk]), {"name": "", "slug": ""})
    assert answer.status_code == 200
    assert answer.context["form"].errors["name"]


def test_a_product_sent_without_its_stock_comes_back_with_its_errors(client):
    cafe = CafeFactory()
    product = ProductFactory(cafe=cafe)
    user = UserFactory()
    give_role(user=user, role=roles.CAFE_STAFF, cafe=cafe.partner)
    client.force_login(user)
    assert client.post(reverse("dashboard:catalogue-product", args=[product.pk])).status_code == 200


def test_an_offer_asked_nothing_shows_itself_again(client):
    offer = an_offer(ProductFactory())
    client.force_login(somebody(roles.ADMINISTRATOR))
    path = reverse("dashboard:offer-detail", args=[offer.pk])
    assert client.post(path).headers["Location"] == path

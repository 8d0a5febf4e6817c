"""What a role may do at its desk, and which desks open to it; every screen for every role is tests/crawler."""

import pytest
from django.test import Client
from oscar.core.loading import get_model

from shop.accounts.actions import give_role
from shop.accounts.models import User
from shop.accounts.roles import CAFE_STAFF
from tests.factories import CafeFactory, OrderFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db

OPEN, SHUT = 200, 403


@pytest.fixture
def visit(staff):
    def of(role: str) -> Client:
        if role != "a buyer":
            return staff(role)
        client = Client()
        client.force_login(UserFactory())
        return client

    return of


def test_sales_cannot_shut_people_out(staff):
    victim = UserFactory()
    for name, still_in in (("Sales", True), ("Operations", True), ("Administrator", False)):
        staff(name).post("/dashboard/users/", {"action": "make_inactive", "selected_user": [victim.pk]})
        assert User.objects.get(pk=victim.pk).is_active is still_in


@pytest.mark.parametrize(
    ("role", "cms", "tables"),
    [
        ("Administrator", OPEN, OPEN),
        ("Operations", SHUT, SHUT),
        ("Sales", SHUT, SHUT),
        ("Café staff", SHUT, SHUT),
        ("Marketing", OPEN, SHUT),
        ("a buyer", SHUT, SHUT),
    ],
)
def test_the_cms_and_the_tables(role, cms, tables, visit):
    client = visit(role)
    assert client.get("/cms/", follow=True).status_code == cms
    assert client.get("/cms/images/", follow=True).status_code == cms
    assert client.get("/cms/documents/", follow=True).status_code == cms
    assert client.get("/django-admin/", follow=True).status_code == tables
    assert client.get("/django-admin/order/order/", follow=True).status_code == tables


def test_marketing_writes_pages_and_does_not_see_people_or_settings(staff):
    client = staff("Marketing")
    assert client.get("/cms/pages/1/").status_code == OPEN
    assert client.get("/cms/images/add/").status_code == OPEN
    for path in ("/cms/users/", "/cms/groups/", "/cms/sites/"):
        assert client.get(path)["Location"] == "/cms/"


def test_an_administrator_opens_every_part_of_the_cms_and_the_tables(staff):
    client = staff("Administrator")
    for path in ("/cms/users/", "/cms/groups/", "/cms/sites/", "/cms/redirects/", "/cms/workflows/list/"):
        assert client.get(path).status_code == OPEN
    for path in ("/django-admin/accounts/user/", "/django-admin/partner/stockrecord/"):
        assert client.get(path).status_code == OPEN


class TestCaféStaff:
    """Of two cafés, they work for the first."""

    @pytest.fixture(autouse=True)
    def two_cafés(self, db):
        self.ours, self.theirs = CafeFactory(), CafeFactory()
        self.loaf = ProductFactory(cafe=self.ours, title="Our loaf")
        self.bun = ProductFactory(cafe=self.theirs, title="Their bun")
        self.our_order = OrderFactory(lines=[(self.loaf, 1)])
        self.their_order = OrderFactory(lines=[(self.bun, 1)])
        cleo = UserFactory()
        give_role(user=cleo, role=CAFE_STAFF, cafe=self.ours.partner)
        self.cleo = Client()
        self.cleo.force_login(cleo)

    def test_see_their_own_orders_only(self):
        shown = self.cleo.get("/dashboard/orders/").content.decode()
        assert self.our_order.number in shown
        assert self.their_order.number not in shown
        assert self.cleo.get(f"/dashboard/orders/{self.our_order.number}/").status_code == OPEN
        assert self.cleo.get(f"/dashboard/orders/{self.their_order.number}/").status_code == 404
        line = self.their_order.lines.get()
        assert self.cleo.get(f"/dashboard/orders/{self.their_order.number}/lines/{line.pk}/").status_code == 404

    def test_change_none_of_another_café_s_orders(self):
        self.cleo.post(
            f"/dashboard/orders/{self.their_order.number}/",
            {"order_action": "change_order_status", "new_status": "Cancelled"},
        )
        self.cleo.post(
            "/dashboard/orders/",
            {"action": "change_order_statuses", "new_status": "Cancelled", "selected_order": [self.their_order.pk]},
        )
        self.their_order.refresh_from_db()
        assert self.their_order.status == "Pending"

    def test_see_their_own_goods_only(self):
        shown = self.cleo.get("/dashboard/catalogue/").content.decode()
        assert "Our loaf" in shown
        assert "Their bun" not in shown
        assert self.cleo.get(f"/dashboard/catalogue/products/{self.loaf.pk}/").status_code == OPEN
        assert self.cleo.get(f"/dashboard/catalogue/products/{self.bun.pk}/").status_code == 404
        assert self.cleo.post(f"/dashboard/catalogue/products/{self.bun.pk}/delete/").status_code == 404
        assert get_model("catalogue", "Product").objects.filter(pk=self.bun.pk).exists()

    def test_change_no_price_of_another_café(self):
        self.cleo.post(
            "/dashboard/catalogue/products/bulk-action/",
            {
                "action": "set_product_price",
                "selected_product": [self.bun.pk],
                "price": "0.01",
                "partners": [self.theirs.partner.pk],
                "confirm": "on",
            },
        )
        assert self.bun.stockrecords.get().price == ProductFactory.price

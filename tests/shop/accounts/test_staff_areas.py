"""Which role may open which screen: every page of the dashboard, the CMS and the tables, asked for over HTTP."""

import re

import pytest
from django.apps import apps
from django.test import Client
from oscar.core.loading import get_model

from shop.accounts.actions import give_role
from shop.accounts.models import User
from shop.accounts.roles import CAFE_STAFF
from tests.factories import CafeFactory, OrderFactory, ProductFactory, UserFactory
from tests.shop.accounts.doors import everything

pytestmark = pytest.mark.django_db

OPEN, SHUT = 200, 403
# The first that fits an address says who may look at it. What no line names is the administrator's alone.
WHO_MAY_LOOK = [
    (r"^/dashboard/$", {"Operations", "Sales", "Café staff"}),
    (r"^/dashboard/(login|logout)/$", {"Operations", "Sales", "Café staff", "Marketing", "a buyer"}),
    (r"^/dashboard/orders/", {"Operations", "Sales", "Café staff"}),
    (r"^/dashboard/users/\d+/password-reset/$", set()),
    (r"^/dashboard/users/alerts/\d+/", set()),
    (r"^/dashboard/users/", {"Operations", "Sales"}),
    (r"^/dashboard/catalogue/(categories/(\d+/)?)$", {"Operations"}),
    (r"^/dashboard/catalogue/(product-lookup/)?$", {"Operations", "Sales", "Café staff"}),
    (r"^/dashboard/catalogue/products/\d+/create-variant/", {"Operations"}),
    (r"^/dashboard/catalogue/products/", {"Operations", "Café staff"}),
    (r"^/dashboard/catalogue/", {"Operations"}),
    (r"^/dashboard/partners/\d+/users/", set()),
    (r"^/dashboard/partners/", {"Operations"}),
    (r"^/dashboard/cafes/", {"Operations", "Café staff"}),
    (r"^/dashboard/", set()),
]
ROLES = ["Administrator", "Operations", "Sales", "Café staff", "Marketing", "a buyer"]


def screens() -> list[str]:
    return sorted(
        path for _, path in everything(apps.get_app_config("oscar").urls[0]) if path.startswith("/dashboard/")
    )


def may_look(path: str) -> set[str]:
    return next(roles for pattern, roles in WHO_MAY_LOOK if re.search(pattern, path)) | {"Administrator"}


@pytest.fixture
def visit(staff):
    def of(role: str) -> Client:
        if role != "a buyer":
            return staff(role)
        client = Client()
        client.force_login(UserFactory())
        return client

    return of


@pytest.mark.heavy
@pytest.mark.parametrize("role", ROLES)
def test_every_screen_of_the_dashboard_opens_to_whom_it_should_and_to_nobody_else(role, visit):
    order = OrderFactory()
    client = visit(role)
    client.raise_request_exception = False
    wrong = {}
    for path in screens():
        path = path.replace("/orders/1/", f"/orders/{order.number}/")
        answer = client.get(path)
        shut = answer.status_code == SHUT
        if answer.status_code >= 500 or shut is (role in may_look(path)):
            wrong[path] = answer.status_code
    assert wrong == {}


@pytest.mark.heavy
@pytest.mark.parametrize("role", ["Sales", "Café staff", "Marketing", "a buyer"])
def test_nor_does_a_screen_take_a_post_from_whom_it_does_not_show_itself_to(role, visit):
    client = visit(role)
    assert {
        path: status
        for path in screens()
        if role not in may_look(path)
        if (status := client.post(path).status_code) != SHUT
    } == {}


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

"""Oscar's dashboard in our frame, once per screen: local scripts only, none of them written into a page, no barrier."""

import pytest
from django.urls import reverse
from oscar.core.loading import get_model
from playwright.sync_api import expect

from tests.testbed.arguments import an_application, the_account
from tests.testbed.people import EMAILS

pytestmark = [pytest.mark.one_engine, pytest.mark.heavy]


def row_of(app, model):
    return get_model(app, model).objects.order_by("pk").first().pk


def an_order():
    """A buyer's, with a note and a letter."""
    return get_model("order", "Order").objects.filter(notes__user__isnull=False).exclude(user=None).first()


SCREENS = {
    "today": lambda: reverse("dashboard:index"),
    "orders": lambda: reverse("dashboard:order-list"),
    "an order": lambda: reverse("dashboard:order-detail", args=[an_order().number]),
    "who is calling": lambda: reverse("dashboard:take") + "?q=hartley",
    "statistics": lambda: reverse("dashboard:order-stats"),
    "products": lambda: reverse("dashboard:catalogue-product-list"),
    "a product": lambda: reverse("dashboard:catalogue-product", args=[row_of("catalogue", "Product")]),
    "prices and stock": lambda: reverse("dashboard:catalogue-table"),
    "a product's history": lambda: reverse(
        "dashboard:catalogue-product-history", args=[row_of("catalogue", "Product")]
    ),
    "a duplicate": lambda: reverse("dashboard:catalogue-product-duplicate", args=[row_of("catalogue", "Product")]),
    "what is archived": lambda: reverse("dashboard:catalogue-product-archive", args=[row_of("catalogue", "Product")]),
    "deposits": lambda: reverse("dashboard:deposit-list"),
    "a new deposit": lambda: reverse("dashboard:deposit-new"),
    "categories": lambda: reverse("dashboard:catalogue-category-list"),
    "a category": lambda: reverse("dashboard:catalogue-category-update", args=[row_of("catalogue", "Category")]),
    "product types": lambda: reverse("dashboard:catalogue-class-list"),
    "a product type": lambda: reverse("dashboard:catalogue-class-update", args=[row_of("catalogue", "ProductClass")]),
    "options": lambda: reverse("dashboard:catalogue-option-list"),
    "a new option": lambda: reverse("dashboard:catalogue-option-create"),
    "option groups": lambda: reverse("dashboard:catalogue-attribute-option-group-list"),
    "a new option group": lambda: reverse("dashboard:catalogue-attribute-option-group-create"),
    "ranges": lambda: reverse("dashboard:range-list"),
    "a range": lambda: reverse("dashboard:range-products", args=[row_of("offer", "Range")]),
    "low stock": lambda: reverse("dashboard:stock-alert-list"),
    "customers": lambda: reverse("dashboard:users-index"),
    "a customer": lambda: reverse("dashboard:user-detail", args=[row_of("accounts", "User")]),
    "offers": lambda: reverse("dashboard:offer-list"),
    "an offer": lambda: reverse("dashboard:offer-detail", args=[row_of("offer", "ConditionalOffer")]),
    "an offer's benefit": lambda: reverse("dashboard:offer-benefit", args=[row_of("offer", "ConditionalOffer")]),
    "vouchers": lambda: reverse("dashboard:voucher-list"),
    "a voucher set": lambda: reverse("dashboard:voucher-set-detail", args=[row_of("voucher", "VoucherSet")]),
    "a new voucher": lambda: reverse("dashboard:voucher-create"),
    "cafés": lambda: reverse("dashboard:cafe-list"),
    "applications": lambda: reverse("dashboard:application-list"),
    "an application": lambda: reverse("dashboard:application", args=[an_application(status="sent").pk]),
    "trade accounts": lambda: reverse("dashboard:account-list"),
    "a trade account": lambda: reverse("dashboard:account", args=[the_account().pk]),
    "a new trade account": lambda: reverse("dashboard:account-new"),
    "an account's terms": lambda: reverse("dashboard:account-terms", args=[the_account().pk]),
    "an account's people": lambda: reverse("dashboard:account-people", args=[the_account().pk]),
    "an account's history": lambda: reverse("dashboard:account-history", args=[the_account().pk]),
    "an account's notes": lambda: reverse("dashboard:account-notes", args=[the_account().pk]),
    "an account's files": lambda: reverse("dashboard:account-files", args=[the_account().pk]),
    "a merger": lambda: reverse("dashboard:account-merge", args=[the_account().pk]),
    "privacy requests": lambda: reverse("dashboard:privacy-request-list"),
    "a privacy request": lambda: reverse("dashboard:privacy-request", args=[row_of("privacy", "DeletionRequest")]),
    "reports": lambda: reverse("dashboard:reports-index"),
}

EVERY_DAY = {"today", "orders", "an order", "products", "a product", "customers", "low stock", "an offer's benefit"}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in EVERY_DAY else pytest.mark.heavy) for name in SCREENS]
)
def test_staff_meet_no_barrier_on(visit, name):
    staff = visit(EMAILS["administrator"])
    page = staff.go(SCREENS[name]())
    staff.expect_clean()
    assert page.locator("h1").count() == 1
    assert page.locator("script:not([src])").count() == 0
    assert page.locator("[onclick]").count() == 0
    staff.expect_to_fit(768)


@pytest.mark.parametrize("role", ["operations", "sales", "café staff"])
def test_the_first_screen_serves(visit, role):
    staff = visit(EMAILS[role])
    page = staff.go("/dashboard/")
    staff.expect_clean()
    assert page.get_by_role("heading", name="Today").is_visible()


def test_an_address_with_a_tab_opens_that_tab(visit):
    staff = visit(EMAILS["operations"])
    page = staff.go(SCREENS["an order"]() + "#notes")
    expect(page.get_by_text("Leave it at the back door.").first).to_be_visible()
    assert staff.findings == []


def test_ticking_all_boxes_counts_them(visit):
    staff = visit(EMAILS["operations"])
    page = staff.go(SCREENS["orders"]())
    assert not page.locator(".action-counter").is_visible()
    count = get_model("order", "Order").objects.count()
    page.get_by_label("Select all on this page").check()
    assert page.locator(".action-counter").inner_text() == f"{count} of {count} selected"


def test_cancel_goes_back_to_where_one_came_from(visit):
    staff = visit(EMAILS["administrator"])
    staff.go(SCREENS["product types"]())
    page = staff.go(SCREENS["a product type"]())
    page.get_by_role("link", name="Cancel").click()
    page.wait_for_url("**" + SCREENS["product types"]())


def test_a_menu_opens_by_its_name_and_closes_by_escape(visit):
    page = visit(EMAILS["operations"]).go("/dashboard/")
    menu = page.get_by_role("link", name="Products")
    page.get_by_text("Goods", exact=True).click()
    assert menu.is_visible()
    page.keyboard.press("Escape")
    assert not menu.is_visible()


def test_signing_out_takes_a_post_and_ends_the_session(visit):
    staff = visit(EMAILS["operations"])
    page = staff.go("/dashboard/")
    page.get_by_role("button", name="Sign out").click()
    staff.go("/dashboard/")
    assert staff.path == "/accounts/login/"

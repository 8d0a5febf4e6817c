"""Staff come in by the one door, with a second factor, and do a morning's work."""

import re

import pytest
from django.urls import reverse
from oscar.core.loading import get_model
from playwright.sync_api import expect

from home.models import StandardPage
from shop.accounts.demo import PASSWORD
from shop.ordering import domain
from tests.journeys.doors import code_for, sign_in
from tests.testbed.people import EMAILS

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]


@pytest.mark.parametrize(
    ("role", "desk"), [("operations", "/dashboard/"), pytest.param("marketing", "/cms/", marks=pytest.mark.heavy)]
)
def test_staff_come_to_their_desk_with_a_second_factor(visit, role, desk):
    staff = visit()
    sign_in(staff, EMAILS[role])
    page = staff.go("/accounts/2fa/totp/activate/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    secret = page.get_by_label("Secret").input_value()
    page.get_by_label(re.compile("code", re.IGNORECASE)).last.fill(code_for(secret))
    page.get_by_role("button", name="Turn on").click()
    page.wait_for_url("**/accounts/2fa/recovery-codes/")

    again = visit()
    sign_in(again, EMAILS[role], then=desk)
    assert again.path == "/accounts/2fa/authenticate/"
    again.page.get_by_label(re.compile("code", re.IGNORECASE)).first.fill(code_for(secret))
    again.page.get_by_role("button", name="Sign in").click()
    again.page.wait_for_url(f"**{desk}")
    assert again.findings == []


def test_marketing_edits_a_page_and_publishes_it(visit):
    about = StandardPage.objects.live().first()
    editor = visit(EMAILS["marketing"])
    page = editor.go(reverse("wagtailadmin_pages:edit", args=[about.pk]))
    page.get_by_label(re.compile("^Title")).first.fill("Our story, told anew")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url(f"**/cms/pages/{about.get_parent().pk}/")
    assert editor.findings == []
    reader = visit().go(about.url)
    expect(reader.get_by_role("heading", level=1, name="Our story, told anew")).to_be_visible()


def test_operations_count_the_stock_anew_and_the_shop_shows_it(visit):
    record = get_model("partner", "StockRecord").objects.filter(num_in_stock__gte=10, num_allocated=None).first()
    operations = visit(EMAILS["operations"])
    page = operations.go(reverse("dashboard:catalogue-product", args=[record.product_id]) + "#product_stock")
    field = page.locator("[name=stockrecords-0-num_in_stock]")
    expect(field).to_be_visible()
    field.fill("3")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/dashboard/catalogue/**")
    record.refresh_from_db()
    assert record.num_in_stock == 3
    assert operations.findings == []
    shown = visit().go(record.product.get_absolute_url())
    expect(shown.get_by_text(re.compile("3 left")).first).to_be_visible()


def test_operations_move_an_order_to_received(visit):
    order = get_model("order", "Order").objects.filter(status=domain.PENDING).first()
    operations = visit(EMAILS["operations"])
    page = operations.go(reverse("dashboard:order-detail", args=[order.number]))
    page.get_by_role("button", name="Change status").click()
    expect(page.get_by_role("alert").first).to_contain_text(domain.RECEIVED)
    order.refresh_from_db()
    assert order.status == domain.RECEIVED
    assert operations.findings == []

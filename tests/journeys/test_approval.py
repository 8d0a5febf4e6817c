"""A buyer orders above her limit; the approver is told by mail, changes a quantity, approves, and she is told."""

import re

import pytest
from oscar.core.loading import get_model
from playwright.sync_api import expect

from shop.ordering.models import Approval
from shop.outbox.models import Message
from tests.journeys.doors import sign_in
from tests.testbed.people import EMAILS, person

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]


ENOUGH = 280  # above the buyer's limit of £200, whatever her company pays less


def dear_goods():
    """Of the account's own café and off its shelf: two steps at least of each, so that one can be taken out."""
    cafe = person("buyer").memberships.get().account.cafe
    records = get_model("partner", "StockRecord").objects.filter(
        partner=cafe.partner, price__isnull=False, product__is_public=True, product__season_first=None
    )
    lines, total = [], 0
    for record in records.exclude(product__structure="parent").order_by("-price", "pk"):
        quantities = record.product.quantities
        most = min(quantities.last or 1_000, (record.net_stock_level or 0) // 2) // quantities.step * quantities.step
        if record.product.is_counted and most >= quantities.first + quantities.step and total < ENOUGH:
            wanted = min(most, quantities.first + 9 * quantities.step)
            lines.append((record.partner_sku, wanted))
            total += wanted * record.price
    assert total >= ENOUGH, lines
    return lines


@pytest.mark.timeout(180)
def test_an_order_above_the_limit_is_sent_changed_approved_and_on_its_way(visit):
    lines = dear_goods()
    ada = visit(EMAILS["buyer"])
    page = ada.go("/shop/pad/")
    page.get_by_text("Paste or upload").click()
    page.get_by_label("Lines of code and number").fill("\n".join(f"{sku}\t{quantity}" for sku, quantity in lines))
    page.get_by_role("button", name="Look at the lines").click()
    page.get_by_role("button", name="Write them on the pad").click()
    page.get_by_role("button", name="Put into the basket").last.click()
    page.wait_for_url("**/basket/")
    page = ada.go("/checkout/")
    expect(page.get_by_role("heading", name="Approval")).to_be_visible()
    if page.get_by_label(re.compile("Purchase order number")).count():
        page.get_by_label(re.compile("Purchase order number")).fill("PO 4712")
    page.get_by_label(re.compile("A word to who approves it")).fill("For Saturday's wedding")
    ada.expect_to_fit(390)
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
    page.get_by_role("button", name=re.compile("^Send for approval")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sent for approval")
    ada.expect_clean()

    asked = Approval.objects.latest("pk")
    letter = Message.objects.filter(recipients=EMAILS["approver"], subject__contains="asks you to approve").latest("pk")
    link = re.search(r"https?://[^/\s]+(/account/approvals/\d+/)", letter.body)[1]
    arthur = visit()
    sign_in(arthur, EMAILS["approver"], then=link)
    page = arthur.page
    expect(page.get_by_role("heading", level=1)).to_contain_text("Approve £")
    expect(page.get_by_text("For Saturday's wedding")).to_be_visible()
    arthur.expect_to_fit(390)
    arthur.expect_clean()
    page.get_by_role("link", name="Change it first").click()
    line = asked.parts.get().order.lines.order_by("pk").first()
    fewer = line.quantity - line.product.quantities.step
    page.locator(".approval__quantity").first.fill(str(fewer))
    page.get_by_label(re.compile("A word to who asked")).fill("One less will do")
    page.get_by_role("button", name="Show what it comes to").click()
    expect(page.get_by_text(re.compile(f": {fewer} instead of {line.quantity}"))).to_be_visible()
    arthur.expect_to_fit(390)
    arthur.expect_clean()
    page.get_by_role("button", name=re.compile("^Approve £")).click()
    expect(page.get_by_text("It is approved.")).to_be_visible()

    order = get_model("order", "Order").objects.get(approving__approval=asked, approving__replaced_by=None)
    assert (order.status, order.lines.order_by("pk").first().quantity) == ("Received", fewer)
    told = Message.objects.filter(recipients=EMAILS["buyer"], subject__startswith="Approved").latest("pk")
    assert "One less will do" in told.body
    page = ada.go(f"/account/orders/{order.number}/")
    expect(page.get_by_text("Changed when it was approved")).to_be_visible()
    ada.expect_clean()

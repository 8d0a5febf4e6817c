"""Somebody looks round, finds bread, fills a basket, and orders it for collection, paid at the bank."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_visitor_buys_bread_for_collection_without_an_account(visit, scripts):
    visitor = visit(java_script_enabled=scripts)
    page = visitor.go("/")
    page.get_by_role("banner").get_by_role("link", name="Shop", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    visitor.go("/search/?q=sourdough")
    page.get_by_role("main").get_by_role("link", name=re.compile("Sourdough")).first.click()
    expect(page.get_by_role("heading", level=1, name=re.compile("Sourdough"))).to_be_visible()
    page.get_by_role("article").get_by_role("button", name=re.compile("^Add to your basket: Sourdough")).first.click()
    expect(page.get_by_role("banner").get_by_role("link", name="Basket")).to_contain_text("2")

    page = visitor.go("/basket/")
    expect(page.get_by_text(re.compile("Sourdough")).first).to_be_visible()
    page.get_by_role("complementary", name="Total").get_by_role("link", name="Checkout", exact=True).click()
    page.get_by_label("E-mail address").fill("vera@example.com")
    page.get_by_label("Name", exact=True).fill("Vera Visitor")
    page.get_by_label("Telephone").fill("0117 496 0123")
    page.get_by_role("button", name=re.compile("^Place order and pay")).click()
    page.get_by_label("Account number").fill("20010001")
    page.get_by_label("Secret").fill("1234")
    page.get_by_role("button", name="Pay", exact=True).click()
    expect(page).to_have_url(re.compile("/checkout/thanks/"))
    expect(page.get_by_text("vera@example.com").first).to_be_visible()
    assert visitor.findings == []

"""Somebody looks round, finds bread, fills a basket, and orders it for collection, paid at the bank."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.hands import Mouse

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_visitor_buys_two_loaves_for_collection_in_at_most_six_presses(visit, scripts):
    visitor, mouse = visit(java_script_enabled=scripts), Mouse()
    page = visitor.go("/")
    page.get_by_role("banner").get_by_role("link", name="Shop", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    visitor.go("/search/?q=sourdough")
    page.get_by_role("main").get_by_role("link", name=re.compile("Sourdough")).first.click()
    expect(page.get_by_role("heading", level=1, name=re.compile("Sourdough"))).to_be_visible()

    loaf, basket = page.get_by_role("article"), page.get_by_role("banner").get_by_role("link", name="Basket")
    loaf.get_by_label(re.compile("^How many of Sourdough")).first.fill("2")
    mouse.press(loaf.get_by_role("button", name=re.compile("^Add to your basket: Sourdough")).first)
    expect(basket).to_contain_text("2")
    mouse.press(basket)
    expect(page.get_by_text(re.compile("Sourdough")).first).to_be_visible()
    total = page.get_by_role("complementary", name="Total")
    mouse.press(total.get_by_role("link", name="Checkout", exact=True))
    page.get_by_label("E-mail address").fill("vera@example.com")
    page.get_by_label("Name", exact=True).fill("Vera Visitor")
    page.get_by_label("Telephone").fill("0117 496 0123")
    mouse.press(page.get_by_role("button", name=re.compile("^Place order and pay")))
    page.get_by_label("Account number").fill("20010001")
    page.get_by_label("Secret").fill("1234")
    mouse.press(page.get_by_role("button", name="Pay", exact=True))

    expect(page).to_have_url(re.compile("/checkout/thanks/"), timeout=20_000)
    expect(page.get_by_text("vera@example.com").first).to_be_visible()
    assert mouse.presses <= 6
    assert visitor.findings == []

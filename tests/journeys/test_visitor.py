"""Somebody looks round, finds bread, fills a basket, and is told that ordering opens soon."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_visitor_fills_a_basket_and_hears_that_ordering_opens_soon(visit, scripts):
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
    visitor.go("/checkout/")
    assert visitor.path == "/basket/"
    expect(page.get_by_text("Ordering opens soon.").first).to_be_visible()
    assert visitor.findings == []

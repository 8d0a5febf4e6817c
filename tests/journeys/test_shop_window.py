"""A visitor finds bread and adds it without leaving the list; a buyer sees their own prices and the break apply."""

import re

import pytest
from oscar.core.loading import get_model
from playwright.sync_api import Page, expect

from tests.testbed.people import EMAILS

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]

RYE, SOURDOUGH = "Rye tin loaves, case of 6", "Sourdough loaf, 900 g"


def card(page: Page, title: str):
    return page.get_by_role("article").filter(has=page.get_by_role("heading", name=title, exact=True))


def test_a_visitor_finds_sourdough_filters_and_adds_two_cases_but_no_third(visit):
    visitor = visit()
    page = visitor.go("/search/?q=sourdogh")
    expect(page.get_by_role("main").get_by_role("link", name=re.compile("Sourdough")).first).to_be_visible()

    page = visitor.go("/shop/")
    found = page.locator("#found")
    everything = found.inner_text()
    page.get_by_label("Gluten (cereals)").check()
    expect(found).not_to_have_text(everything)
    assert page.url.endswith("/shop/?without=gluten")
    expect(card(page, RYE)).to_have_count(0)
    expect(page.get_by_label("Gluten (cereals)")).to_be_focused()
    visitor.expect_clean()
    page.get_by_role("link", name="Take off: Without gluten").click()
    expect(found).to_have_text(everything)
    assert page.url.endswith("/shop/")
    page.go_back()
    expect(found).not_to_have_text(everything)

    page = visitor.go("/shop/bread/")
    rye = card(page, RYE)
    rye.get_by_role("button", name="More of").click()
    rye.get_by_role("button", name="Add").click()
    expect(rye.get_by_text("In your basket")).to_be_visible()
    expect(page.get_by_role("banner").get_by_role("link", name="Basket")).to_contain_text("2")
    expect(page.locator("#told")).to_have_text(re.compile("Added 2 cases of Rye"))
    expect(rye.get_by_role("button", name="More of")).to_be_focused()
    rye.get_by_role("button", name="More of").click()
    expect(rye.get_by_text("The most in one order is 2 cases.")).to_be_visible()
    expect(rye.get_by_role("spinbutton")).to_have_value("2")
    assert visitor.path == "/shop/bread/"
    visitor.expect_clean()

    page = visitor.go("/shop/")
    page.get_by_role("link", name="Rows").click()
    expect(page.get_by_role("link", name="Rows")).to_have_attribute("aria-current", "true")
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("link", name="Rows")).to_have_attribute("aria-current", "true")
    expect(card(page, RYE).get_by_role("spinbutton")).to_have_value("2")
    card(page, RYE).get_by_role("button", name="Less of").click()
    expect(page.locator("#told")).to_have_text(re.compile("Your basket holds 1 case of Rye"))
    visitor.expect_clean()


def test_without_scripts_an_added_case_leads_back_to_the_same_list(visit):
    visitor = visit(java_script_enabled=False)
    page = visitor.go("/shop/bread/?diet=vegan")
    card(page, RYE).get_by_role("spinbutton").fill("3")
    card(page, RYE).get_by_role("button", name="Add").click()
    expect(page.get_by_role("alert")).to_have_text(f"{RYE}: The most in one order is 2 cases.")
    assert page.url.endswith("/shop/bread/?diet=vegan")
    card(page, RYE).get_by_role("spinbutton").fill("2")
    card(page, RYE).get_by_role("button", name="Add").click()
    expect(page.get_by_role("status").filter(has_text=f"Added 2 cases of {RYE}.")).to_be_visible()
    page.get_by_label("Vegetarian").check()
    page.get_by_role("button", name="Show").click()
    assert page.url.endswith("diet=vegan&diet=vegetarian")
    assert visitor.findings == []


def test_a_buyer_sees_the_price_of_their_list_and_the_break_as_the_quantity_passes_it(visit):
    get_model("basket", "Line").objects.filter(basket__owner__email=EMAILS["buyer"]).delete()
    visitor, buyer = visit().go("/shop/bread/"), visit(EMAILS["buyer"])
    expect(card(visitor, SOURDOUGH)).to_contain_text("£3.20")
    page = buyer.go("/shop/bread/")
    loaf = card(page, SOURDOUGH)
    expect(loaf).to_contain_text("£2.95")
    expect(loaf).to_contain_text("your price")
    expect(loaf).to_contain_text("from £2.70 at 20 pieces")
    loaf.get_by_role("button", name="Add").click()
    expect(loaf.get_by_text("In your basket")).to_be_visible()

    page = buyer.go("/basket/")
    line = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=SOURDOUGH))
    for quantity, one, total in (("18", "£2.95", "£53.10"), ("20", "£2.70", "£54.00")):
        line.get_by_role("spinbutton").fill(quantity)
        line.get_by_role("spinbutton").press("Tab")
        expect(line).to_contain_text(one)
        expect(line).to_contain_text(total)
    page.wait_for_load_state()
    buyer.expect_clean()

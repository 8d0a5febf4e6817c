"""The look holds: each component by day and by night, on a telephone and on a wide screen, by keyboard, on paper."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.testbed.people import EMAILS

pytestmark = pytest.mark.one_engine


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_component_in_each_state_is_readable_and_fits(visit, scheme):
    visitor = visit(color_scheme=scheme)
    visitor.go(reverse("style_guide"))
    visitor.expect_clean()
    for width in (1600, 768, 360):
        visitor.expect_to_fit(width)


def test_the_dashboard_has_a_night_too(visit):
    staff = visit(EMAILS["operations"], color_scheme="dark", viewport={"width": 768, "height": 1000})
    for screen in (reverse("dashboard:index"), reverse("dashboard:catalogue-product-list")):
        staff.go(screen)
        staff.expect_clean()


def test_on_a_telephone_the_menu_opens_by_keyboard_without_scripts(visit):
    visitor = visit(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    page = visitor.go("/shop/")
    menu = page.get_by_role("navigation", name="Menu")
    expect(menu).to_be_hidden()
    page.locator(".site-menu summary").focus()
    page.keyboard.press("Enter")
    expect(menu.get_by_role("link", name="Shop")).to_have_attribute("aria-current", "page")
    menu.get_by_role("link", name="Sign in").click()
    assert visitor.path == reverse("account_login")


def test_the_header_counts_what_is_in_the_basket(visit):
    page = visit().go("/shop/")
    basket = page.locator(".site-header").get_by_role("link", name="Basket")
    expect(basket.locator(".basket-count")).to_have_count(0)
    page.get_by_role("main").get_by_role("button", name=re.compile("^Add")).first.click()
    expect(basket).to_have_accessible_name("Basket 1 in it")


def test_nothing_moves_while_a_listing_loads(visit):
    page = visit(viewport={"width": 390, "height": 800}).go("/shop/")
    page.wait_for_load_state("networkidle")
    moved = """() => new Promise(tell => {
        new PerformanceObserver(list => tell(list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
            .observe({ type: "layout-shift", buffered: true });
        setTimeout(() => tell(0), 300);
    })"""
    assert page.evaluate(moved) < 0.01


def test_on_paper_there_is_what_one_reads_and_no_chrome(visit):
    page = visit().go("/shop/")
    page.emulate_media(media="print")
    for chrome in (".site-header", ".site-footer", ".sieve", ".adding >> nth=0"):
        expect(page.locator(chrome)).to_be_hidden()
    expect(page.locator(".product-card >> nth=0")).to_be_visible()

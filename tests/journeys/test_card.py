"""Somebody pays by card: their bank asks them first; or it declines, and another card does it."""

import re

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from tests.fake_stripe import cards, outages
from tests.fake_stripe.server import fake_stripe
from tests.testbed.stripes import settings_for

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]


@pytest.fixture
def stripe(house):
    with fake_stripe(webhook=f"{house}/payments/stripe/") as fake, override_settings(**settings_for(fake)):
        yield fake


def at_the_till(visitor, stripe):
    """With bread in the basket, on Stripe's page."""
    page = about_to_order(visitor, stripe)
    page.get_by_role("button", name=re.compile("^Place order and pay")).click()
    expect(page).to_have_url(re.compile(f"^{re.escape(stripe.address)}/c/pay/"))
    return page


def about_to_order(visitor, stripe):
    visitor.page.route(f"{stripe.address}/**", lambda route: route.continue_())
    page = visitor.go("/search/?q=sourdough")
    page.get_by_role("main").get_by_role("link", name=re.compile("Sourdough")).first.click()
    page.get_by_role("article").get_by_role("button", name=re.compile("^Add to your basket: Sourdough")).first.click()
    expect(page.get_by_role("banner").get_by_role("link", name="Basket")).to_contain_text("2")
    page = visitor.go("/checkout/")
    page.get_by_label("E-mail address").fill("vera@example.com")
    page.get_by_label("Name", exact=True).fill("Vera Visitor")
    page.get_by_label("Telephone").fill("0117 496 0123")
    page.get_by_label("By card").check()
    return page


def give(page, card):
    page.get_by_label("Card number").fill(card.number)
    page.get_by_role("button", name=re.compile("^Pay ")).click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_card_whose_bank_asks_its_owner_first(visit, stripe, scripts):
    visitor = visit(java_script_enabled=scripts)
    page = at_the_till(visitor, stripe)
    give(page, cards.SECURE)
    page.get_by_role("button", name="Complete").click()
    expect(page).to_have_url(re.compile("/checkout/thanks/"))
    expect(page.get_by_text("vera@example.com").first).to_be_visible()
    assert visitor.findings == []


def test_an_answer_in_place_that_comes_once_the_order_is_placed_leads_nowhere_else(visit, stripe):
    """The basket is empty by then, and the answer says so; the way to pay is already on its way."""
    visitor, held_back = visit(), []

    def meets_an_order_that_is_being_placed(route):
        if route.request.headers.get("hx-request"):
            held_back.append(route)
            return
        route.continue_()
        visitor.page.wait_for_timeout(700)
        held_back.pop().continue_()

    page = about_to_order(visitor, stripe)
    page.route("**/checkout/", meets_an_order_that_is_being_placed)
    stripe.outages.begin(outages.LATE, seconds=2)
    with page.expect_request(lambda request: bool(request.headers.get("hx-request"))):
        page.get_by_label("Note on the order").fill("Ring twice.")
        page.get_by_label("Telephone").focus()
    page.get_by_role("button", name=re.compile("^Place order and pay")).click()
    expect(page).to_have_url(re.compile(f"^{re.escape(stripe.address)}/c/pay/"))


def test_a_card_that_is_declined_then_a_good_one(visit, stripe):
    visitor = visit()
    page = at_the_till(visitor, stripe)
    give(page, cards.DECLINED)
    expect(page.get_by_role("alert")).to_have_text("Your card was declined.")
    give(page, cards.GOOD)
    expect(page).to_have_url(re.compile("/checkout/thanks/"))
    assert [each["status"] for each in stripe.books.all("payment_intent")] == ["requires_capture"]
    assert visitor.findings == []


def test_who_comes_back_without_paying_reads_how_it_stands_and_can_go_on(visit, stripe):
    visitor = visit()
    page = at_the_till(visitor, stripe)
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Waiting for your payment")
    page.get_by_role("button", name="Go to Stripe's page").click()
    give(page, cards.GOOD)
    expect(page).to_have_url(re.compile("/checkout/thanks/"))
    assert visitor.findings == []

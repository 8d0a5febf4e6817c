"""A member places Thursday's order on account without a mouse, and always sees where they are."""

import re

import pytest
from oscar.core.loading import get_model
from playwright.sync_api import expect

from shop.accounts.demo import PASSWORD
from shop.ordering import domain
from shop.payments.domain import DUE
from tests.journeys.hands import Keyboard
from tests.testbed.people import EMAILS

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]

LOAF = "Sourdough loaf, 900 g"
DAY, WAY = "input[name^='round-']:checked", "input[name='pays_by']:checked"


def test_a_member_places_thursdays_order_on_account_by_the_keyboard_alone(visit):
    member = visit()
    loaf = get_model("catalogue", "Product").objects.get(title=LOAF)
    page = member.go(f"/accounts/login/?next={loaf.get_absolute_url()}")
    keys = Keyboard(page)

    keys.to(page.get_by_label("E-mail").first)
    keys.types(EMAILS["buyer"])
    keys.to(page.get_by_label("Password", exact=True))
    keys.types(PASSWORD)
    keys.follows()

    quantity = page.get_by_label(f"How many of {LOAF}").first
    keys.to(quantity)
    keys.types("16")
    page.keyboard.press("Enter")
    held = page.get_by_role("article").get_by_role("link", name="In your basket").first
    expect(held).to_be_visible()
    expect(quantity).to_be_focused()
    keys.looks()
    keys.to(held, back=True)
    keys.follows()

    keys.to(page.get_by_role("complementary", name="Total").get_by_role("link", name="Checkout", exact=True))
    keys.follows()

    keys.to(page.locator(DAY))
    for _ in range(5):
        if "Thursday" in page.locator("label", has=page.locator(DAY)).inner_text():
            break
        turns(keys, "ArrowDown", DAY)
    expect(page.get_by_role("complementary", name="Your order")).to_contain_text("Thursday")

    keys.to(page.get_by_label("Purchase order number"))
    keys.types("PO-4711")
    leads_to_an_answer(keys, "Tab")
    keys.to(page.locator(WAY))
    assert page.locator(WAY).get_attribute("value") == "account"
    turns(keys, "ArrowDown", WAY)
    assert page.locator(WAY).get_attribute("value") != "account"
    turns(keys, "ArrowUp", WAY)
    assert page.locator(WAY).get_attribute("value") == "account"
    keys.to(page.get_by_role("button", name=re.compile("^Place order")))
    keys.follows()

    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your order is placed.")
    order = get_model("order", "Order").objects.get(po_number="PO-4711")
    assert (order.status, order.round.date.strftime("%A")) == (domain.RECEIVED, "Thursday")
    assert (order.account.name, order.shares.get().payment.state) == ("Hartley's Kitchen", DUE)
    assert member.findings == []


def is_an_answer_in_place(response) -> bool:
    return response.request.method == "POST" and response.url.endswith("/checkout/")


def turns(keys: Keyboard, key: str, group: str) -> None:
    """To the next of several. What the focus was in comes anew, and has it again."""
    leads_to_an_answer(keys, key)
    expect(keys.page.locator(group)).to_be_focused()
    keys.looks()


def leads_to_an_answer(keys: Keyboard, key: str) -> None:
    """And what it changes stands in its place."""
    page = keys.page
    with page.expect_response(is_an_answer_in_place):
        page.keyboard.press(key)
    page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")

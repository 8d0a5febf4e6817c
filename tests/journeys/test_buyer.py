"""A new customer signs up, confirms the address by the letter, and comes in."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.doors import sign_in

pytestmark = pytest.mark.journey

PASSWORD = "a loaf a day keeps hunger away"


def test_a_buyer_signs_up_confirms_the_address_and_signs_in(visit):
    buyer = visit()
    page = buyer.go("/accounts/signup/")
    page.get_by_label(re.compile("E-mail")).fill("nina@newplace.example")
    page.get_by_label(re.compile("First name")).fill("Nina")
    page.get_by_label(re.compile("Last name")).fill("Newman")
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    page.wait_for_url("**/accounts/confirm-email/")

    sign_in(buyer, "nina@newplace.example", PASSWORD)
    page.wait_for_url("**/accounts/confirm-email/")

    letter = visit()
    page_of_letter = letter.go("/outbox/?recipient=nina@newplace.example")
    page_of_letter.get_by_role("main").get_by_role("row").nth(1).get_by_role("link").click()
    link = page_of_letter.locator("a[href*='/accounts/confirm-email/']").first.get_attribute("href")

    page.goto(buyer.address + "/accounts/confirm-email/" + link.split("/accounts/confirm-email/")[1])
    page.get_by_role("button", name=re.compile("Confirm")).click()
    if buyer.path == "/accounts/login/":
        sign_in(buyer, "nina@newplace.example", PASSWORD)
    buyer.go("/account/")
    expect(page.get_by_text("Nina").first).to_be_visible()
    assert buyer.findings == []

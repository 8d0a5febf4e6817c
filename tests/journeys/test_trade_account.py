"""A company applies, is let in on terms, and brings its people, each of whom sees what the role may."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from shop.trade.models import TradeAccount
from tests.testbed.browser import Visit
from tests.testbed.people import EMAILS

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]

COMPANY = "Rosie's Rooftop Café"
OWNER, BUYER, BOOKKEEPER = "rosie@rooftop.example", "bob@rooftop.example", "bo@rooftop.example"
PASSWORD = "a loaf a day keeps hunger away"
ALWAYS = ["Your account", "Orders", "Preferences", "E-mail address", "Password", "Two-step sign-in"]
ALWAYS += ["Devices", "Privacy", "What you wait for"]
TRADE_PAGES = {
    "Order pad": "/shop/pad/",
    "Lists": "/account/lists/",
    "Approvals": "/account/approvals/",
    "Team": "/account/team/",
    "Delivery places": "/account/locations/",
    "Company details": "/account/details/",
}


@pytest.mark.timeout(240)
def test_a_company_applies_is_approved_and_each_of_its_people_sees_what_the_role_may(visit):
    applicant = visit()
    applies(applicant)

    sales = visit(EMAILS["sales"])
    approves(sales)
    account = TradeAccount.objects.get(name=COMPANY)

    owner = follows_the_link(visit(), OWNER, "Rosie", "Rook")
    expect(owner.page.get_by_role("heading", name=COMPANY)).to_be_visible()
    expect(owner.page.get_by_text("14 days from the invoice")).to_be_visible()
    expect(owner.page.get_by_text("£1,500.00", exact=True)).to_be_visible()
    sees_exactly(owner, ["Order pad", "Lists", "Approvals", "Team", "Delivery places", "Company details"])

    invites(owner, BUYER, "Buyer", limit="200")
    invites(owner, BOOKKEEPER, "Bookkeeper")

    buyer = follows_the_link(visit(), BUYER, "Bob", "Batch")
    expect(buyer.page.get_by_text("£200.00")).to_be_visible()
    expect(buyer.page.get_by_text("£1,500.00")).to_have_count(0)
    sees_exactly(buyer, ["Order pad", "Lists", "Approvals", "Team", "Delivery places"])
    page = buyer.go("/account/team/")
    expect(page.get_by_role("link", name="Invite somebody")).to_have_count(0)
    buyer.go("/account/team/invite/", status=403)

    bookkeeper = follows_the_link(visit(), BOOKKEEPER, "Bo", "Ledger")
    expect(bookkeeper.page.get_by_text("£1,500.00", exact=True)).to_be_visible()
    sees_exactly(bookkeeper, ["Company details"])
    expect(bookkeeper.go("/account/details/").get_by_role("button", name="Save")).to_have_count(0)

    rival = visit(EMAILS["rival"])
    for address in TRADE_PAGES.values():
        expect(rival.go(address).get_by_text(COMPANY)).to_have_count(0)
    bob = account.members.get(user__email=BUYER)
    for address in [
        reverse("customer:team-member", args=[bob.pk]),
        reverse("customer:team-remove", args=[bob.pk]),
        reverse("customer:location", args=[account.locations.get().pk]),
    ]:
        rival.go(address, status=404)
    rival.go(reverse("dashboard:account", args=[account.pk]), status=403)

    nobody_met_a_fault(applicant, sales, owner, buyer, bookkeeper, rival)


def applies(applicant: Visit) -> None:
    page = applicant.go("/wholesale/apply/")
    page.get_by_label("Business name").fill(COMPANY)
    page.get_by_label("Your name").fill("Rosie Rook")
    page.get_by_label("E-mail address").fill(OWNER)
    page.get_by_label("Delivery postcode").fill("bs14dj")
    page.get_by_role("button", name="Begin").click()

    expect(page.get_by_role("heading", level=1, name="Your business")).to_be_visible()
    expect(page.get_by_role("region", name="Delivery")).to_contain_text("BS1 4DJ")
    page.get_by_label("Café", exact=True).check()
    page.get_by_label("Telephone").fill("0117 496 0123")
    page.get_by_role("button", name="Save and continue").click()

    expect(page.get_by_role("heading", level=1, name="Where we deliver")).to_be_visible()
    page.get_by_label("Street and number", exact=True).fill("1 High Roof")
    page.get_by_label("Town or city", exact=True).fill("Bristol")
    page.get_by_label("To the same address").check()
    page.get_by_role("button", name="Save and continue").click()

    page.get_by_label("What would you order?").fill("Thirty loaves a day.")
    page.get_by_label("Monday").check()
    page.get_by_role("button", name="Save and continue").click()

    expect(page.get_by_role("heading", level=1, name="Check your answers")).to_be_visible()
    page.get_by_label(re.compile("I may apply for this business")).check()
    page.get_by_role("button", name="Send the application").click()
    expect(page.get_by_role("heading", name="Your application is with us")).to_be_visible()


def approves(sales: Visit) -> None:
    page = sales.go("/dashboard/applications/")
    page.get_by_role("link", name=COMPANY).first.click()
    decision = page.get_by_role("region", name="Approve")
    decision.get_by_label("Payment terms").select_option(label="14 days from the invoice")
    decision.get_by_label("Credit limit").fill("1500")
    decision.get_by_role("button", name="Approve and open the account").click()
    expect(page.get_by_role("alert").first).to_contain_text(f"Approved. {COMPANY} has account")


def follows_the_link(newcomer: Visit, email: str, first_name: str, last_name: str) -> Visit:
    """From the letter in the outbox to the account's front page."""
    page = newcomer.go(link_in_the_letter(newcomer, email))
    page.get_by_label("First name").fill(first_name)
    page.get_by_label("Last name").fill(last_name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password once more").fill(PASSWORD)
    page.get_by_role("button", name="Join the account").click()
    page.wait_for_url("**/account/")
    expect(page.get_by_role("heading", level=1, name=f"{first_name} {last_name}")).to_be_visible()
    return newcomer


def link_in_the_letter(reader: Visit, email: str) -> str:
    page = reader.go(f"/outbox/?recipient={email}&text=Join")
    page.get_by_role("main").get_by_role("row").nth(1).get_by_role("link").click()
    link = page.locator("a[href*='/invitations/']").first.get_attribute("href")
    assert link is not None
    return "/invitations/" + link.split("/invitations/")[1]


def invites(owner: Visit, email: str, role: str, *, limit: str = "") -> None:
    page = owner.go("/account/team/")
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label(re.compile(rf"\b{role}: ")).check()
    if limit:
        page.get_by_label(re.compile("Limit for one order")).fill(limit)
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text(f"The invitation is on its way to {email}.")).to_be_visible()


def sees_exactly(member: Visit, trade_pages: list[str]) -> None:
    """In the menu, and by typing the addresses."""
    menu = member.page.get_by_role("navigation", name="Your account").get_by_role("link")
    assert sorted(menu.all_inner_texts()) == sorted([*ALWAYS, *trade_pages])
    for name, address in TRADE_PAGES.items():
        member.go(address, status=200 if name in trade_pages else 403)
    member.go("/dashboard/accounts/", status=403)
    member.go("/account/")


def nobody_met_a_fault(*visits: Visit) -> None:
    refused = re.compile(r"\b(403|404)\b")  # pages that were meant to be closed
    assert [finding for each in visits for finding in each.findings if not refused.search(finding)] == []

"""Once per template: no error, nothing that the content policy stops, no other host, no barrier, no side-scrolling."""

from functools import partial

import pytest
from django.urls import reverse
from oscar.core.loading import get_model

from blog.models import NewsPage, ProductReleasePage
from home.models import CafePage, FormPage, StandardPage
from shop.accounts.demo import PASSWORD
from shop.applying import keys as applying_keys
from shop.applying.domain import STEPS
from shop.trade import keys as trade_keys
from tests.testbed.arguments import a_location, a_member, an_application, an_invitation
from tests.testbed.people import EMAILS


def step_of_the_application(step):
    return applying_keys.page(an_application(status="draft"), step)


pytestmark = pytest.mark.one_engine

FOR_VISITORS = {
    "the home page": lambda: "/",
    "a page of the house": lambda: StandardPage.objects.live().first().url,
    "our cafés": lambda: "/cafes/",
    "a café": lambda: CafePage.objects.live().first().url,
    "the news": lambda: "/news/",
    "a release": lambda: ProductReleasePage.objects.live().first().url,
    "the contact form": lambda: FormPage.objects.live().first().url,
    "the style guide": lambda: reverse("style_guide"),
    "a piece of news": lambda: NewsPage.objects.live().first().url,
    "all goods": lambda: reverse("catalogue:index"),
    "a category": lambda: get_model("catalogue", "Category").objects.first().get_absolute_url(),
    "a product": lambda: get_model("catalogue", "Product").objects.first().get_absolute_url(),
    "a range": lambda: get_model("offer", "Range").objects.first().get_absolute_url(),
    "the offers": lambda: reverse("offer:list"),
    "an offer": lambda: get_model("offer", "ConditionalOffer").objects.first().get_absolute_url(),
    "the search": lambda: reverse("search:search"),
    "what was found": lambda: reverse("search:search") + "?q=bread",
    "nothing found": lambda: reverse("search:search") + "?q=xyzzy",
    "an empty basket": lambda: reverse("basket:summary"),
    "the closed checkout": lambda: reverse("checkout:index"),
    "signing in": lambda: reverse("account_login"),
    "signing up": lambda: reverse("account_signup"),
    "a forgotten password": lambda: reverse("account_reset_password"),
    "a reset that was sent": lambda: reverse("account_reset_password_done"),
    "an address to confirm": lambda: reverse("account_email_verification_sent"),
    "the outbox": lambda: reverse("outbox:list"),
    "applying": lambda: reverse("applying:apply"),
    **{f"applying: {step}": partial(step_of_the_application, step) for step in STEPS if step != "start"},
    "do we deliver": lambda: reverse("cafe-area"),
    "an invitation": lambda: reverse("invitation", args=[trade_keys.key_of(an_invitation())]),
}
FOR_BUYERS = {
    "the account": lambda: reverse("customer:summary"),
    "the orders": lambda: reverse("customer:order-list"),
    "an order": lambda: reverse("customer:order", args=[orders_of("buyer").first().number]),
    "the e-mail address": lambda: reverse("account_email"),
    "a new password": lambda: reverse("account_change_password"),
    "two-factor sign-in": lambda: reverse("mfa_index"),
    "the sessions": lambda: reverse("usersessions_list"),
    "signing out": lambda: reverse("account_logout"),
    "privacy": lambda: reverse("customer:privacy"),
}
FOR_OWNERS = {
    "the account with a company": lambda: reverse("customer:summary"),
    "the team": lambda: reverse("customer:team"),
    "a member": lambda: reverse("customer:team-member", args=[a_member().pk]),
    "a member to remove": lambda: reverse("customer:team-remove", args=[a_member().pk]),
    "an invitation to write": lambda: reverse("customer:invite"),
    "leaving": lambda: reverse("customer:leave"),
    "the places": lambda: reverse("customer:locations"),
    "a place": lambda: reverse("customer:location", args=[a_location().pk]),
    "a new place": lambda: reverse("customer:location-add"),
    "the details": lambda: reverse("customer:details"),
    "the preferences": lambda: reverse("customer:preferences"),
}


# Looked at by every run; the rest by the heavy one.
EVERY_TIME = {
    "the home page",
    "a café",
    "a release",
    "all goods",
    "a product",
    "signing in",
    "the account",
    "the team",
    "applying",
}


def names(pages):
    return [pytest.param(name, marks=() if name in EVERY_TIME else pytest.mark.heavy) for name in pages]


def orders_of(role):
    return get_model("order", "Order").objects.filter(user__email=EMAILS[role])


@pytest.mark.parametrize("name", names(FOR_VISITORS))
def test_a_visitor_meets_no_barrier_on(visit, name):
    expect_a_good_page(visit(), FOR_VISITORS[name]())


@pytest.mark.parametrize("name", names(FOR_OWNERS))
def test_an_owner_meets_no_barrier_on(visit, name):
    expect_a_good_page(visit(EMAILS["owner"]), FOR_OWNERS[name]())


@pytest.mark.parametrize("name", names(FOR_BUYERS))
def test_a_buyer_meets_no_barrier_on(visit, name):
    expect_a_good_page(visit(EMAILS["buyer"]), FOR_BUYERS[name]())


def test_the_page_for_a_wrong_address_is_one_of_ours(visit):
    visitor = visit()
    visitor.go("/shop/nothing-of-this-name/", status=404)
    visitor.findings = [finding for finding in visitor.findings if "404" not in finding]
    visitor.expect_clean()


@pytest.mark.parametrize(
    "name",
    names(
        ["a café", "a release", "the home page", "the contact form", "what was found", "an empty basket", "all goods"]
    ),
)
def test_a_page_looks_whole_at_night(visit, name):
    visitor = visit(color_scheme="dark")
    visitor.go(FOR_VISITORS[name]())
    visitor.expect_clean()


def expect_a_good_page(visitor, path):
    visitor.go(path)
    visitor.expect_clean()
    assert visitor.page.locator("h1").count() == 1
    visitor.expect_to_fit(360)


def test_a_member_who_wants_to_be_deleted_meets_no_barrier(visit):
    member = visit(EMAILS["bookkeeper"])
    page = member.go(reverse("customer:privacy-deletion"))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/account/privacy/deletion/")
    member.expect_clean()
    member.expect_to_fit(360)
    page.get_by_role("button", name="Delete my data on").click()
    page.wait_for_url("**/account/privacy/")
    member.expect_clean()
    member.expect_to_fit(360)

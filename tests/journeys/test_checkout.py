"""One checkout for the goods of two cafés, and a payment that fails before it succeeds."""

import re
from decimal import Decimal

import pytest
from oscar.core.loading import get_model
from playwright.sync_api import Page, expect

from sandbox.models import Debit
from shop.ordering import domain
from shop.payments.domain import FAILED, PAID
from shop.payments.models import Payment
from tests.testbed.browser import Visit

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]

PATIENCE = 20_000  # a bank that answers late is asked again every five seconds
ROSA, TOM = ("20010001", "1234"), ("20010004", "4567")


def test_a_basket_of_two_cafes_becomes_two_orders_under_one_payment(visit):
    visitor = visit()
    for cafe in ("early-loaf", "harbour-roast"):
        page = visitor.go(f"/shop/?cafe={cafe}")
        page.get_by_role("main").get_by_role("button", name=re.compile("^Add")).first.click()
        expect(page.get_by_text("In your basket").locator("visible=true")).to_have_count(1)
    page = visitor.go("/basket/")
    expect(page.get_by_text("Your basket holds goods of 2 cafés")).to_be_visible()
    is_good(visitor)
    page.get_by_role("complementary", name="Total").get_by_role("link", name="Checkout", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Checkout")
    is_good(visitor)
    says_who(page, "wanda@example.com")
    page.get_by_role("button", name=re.compile("^Place order and pay")).click()
    pays(page, ROSA)

    expect(page.get_by_text("Your basket became 2 orders")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("region", name=re.compile("^(Early Loaf|Harbour Roast): order"))).to_have_count(2)
    expect(page.get_by_text(re.compile("^Transaction"))).to_have_count(1)
    is_good(visitor)
    orders = orders_of("wanda@example.com")
    assert [order.status for order in orders] == [domain.RECEIVED] * 2
    [payment] = Payment.objects.filter(shares__order__in=orders).distinct()
    assert payment.state == PAID
    assert {share.order_id: share.amount for share in payment.shares.all()} == {
        order.pk: order.total_incl_tax for order in orders
    }
    assert Debit.objects.get(number=payment.number).amount == sum(each.total_incl_tax for each in orders)


@pytest.mark.parametrize(
    "scripts",
    [pytest.param(True, id="with scripts", marks=pytest.mark.heavy), pytest.param(False, id="without scripts")],
)
def test_a_declined_payment_and_then_a_good_one_make_one_order(visit, scripts):
    visitor, email = visit(java_script_enabled=scripts), f"tom-{scripts}@example.com".lower()
    page = visitor.go("/shop/?cafe=harbour-roast")
    page.get_by_role("main").get_by_role("button", name=re.compile("^Add")).first.click()
    expect(page.get_by_role("banner").get_by_role("link", name="Basket")).to_contain_text(re.compile("[1-9]"))
    page = visitor.go("/checkout/")
    says_who(page, email)
    page.get_by_role("button", name=re.compile("^Place order and pay")).click()
    pays(page, TOM)
    expect(page.get_by_role("alert")).to_contain_text("Nothing was taken.")
    page.get_by_role("button", name="Cancel, and go back").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("It is not paid yet")
    visitor.expect_to_fit(390)
    page.get_by_role("button", name="Try again").click()
    pays(page, ROSA)
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your order is placed.", timeout=PATIENCE)

    [order] = orders_of(email)
    assert order.status == domain.RECEIVED
    states = Payment.objects.filter(shares__order=order).order_by("pk").values_list("state", flat=True)
    assert list(states) == [FAILED, PAID]
    assert taken_for(order) == order.total_incl_tax
    assert visitor.findings == []


def is_good(visitor: Visit) -> None:
    visitor.page.wait_for_load_state()
    visitor.expect_clean()
    visitor.expect_to_fit(360)
    visitor.page.set_viewport_size({"width": 1280, "height": 900})


def says_who(page: Page, email: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Name", exact=True).fill("Wanda Wright")
    page.get_by_label("Telephone").fill("0117 496 0123")


def pays(page: Page, by: tuple[str, str]) -> None:
    number, secret = by
    page.get_by_label("Account number").fill(number)
    page.get_by_label("Secret").fill(secret)
    page.get_by_role("button", name="Pay", exact=True).click()


def orders_of(email: str) -> list:
    return list(get_model("order", "Order").objects.filter(guest_email=email).order_by("pk"))


def taken_for(order) -> Decimal:
    """By the bank's own books."""
    keys = Payment.objects.filter(shares__order=order).values_list("key", flat=True)
    return sum((each.amount for each in Debit.objects.filter(key__in=list(keys), state="done")), Decimal(0))

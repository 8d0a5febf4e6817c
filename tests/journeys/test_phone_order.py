"""A customer telephones after the van's orders have closed; who is at the desk takes it, in few presses."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone
from oscar.core.loading import get_model
from playwright.sync_api import expect

from shop.rounds.models import Round
from shop.trade.models import TradeAccount
from tests.journeys.hands import Mouse
from tests.testbed.people import EMAILS, person

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]

A_MINUTE = 60
FEW_PRESSES = 3
WORTH_THE_WAY = 70


def past_its_cut_off(account):
    """The next van to their kitchen, for which orders have just closed."""
    now = timezone.now()
    ahead = Round.objects.filter(
        cafe=account.cafe, kind="delivery", closed_at=None, leaves_at__gt=now + timedelta(hours=1)
    )
    van = ahead.earliest("leaves_at")
    closed = timezone.localtime(now - timedelta(minutes=5))
    Round.objects.filter(pk=van.pk).update(
        cutoff_at=closed, cutoff_date=closed.date(), cutoff_time=closed.time().replace(microsecond=0)
    )
    return van


def bread(cafe):
    """Of which there is enough on any day, and how many of it are worth the way."""
    records = get_model("partner", "StockRecord").objects.filter(
        partner=cafe.partner,
        price__gt=0,
        product__is_public=True,
        product__season_first=None,
        product__structure="standalone",
        product__lead_days=0,
    )
    for record in records.select_related("product").order_by("-price", "pk"):
        step = max(record.product.quantities.step, 1)
        count = max(record.product.quantities.first, -(-int(WORTH_THE_WAY / record.price + 1) // step) * step)
        if record.product.supply != "stocked" or (record.num_in_stock or 0) >= count:
            return record, count
    raise AssertionError("There is nothing of which there is enough.")


def test_olive_takes_an_order_for_hartleys_past_the_cut_off_with_a_reason(visit):
    account = TradeAccount.objects.get(name__startswith="Hartley")
    van, (record, count) = past_its_cut_off(account), bread(account.cafe)
    olive, hand = visit(EMAILS["operations"]), Mouse()
    page = olive.go("/dashboard/take/")
    begun = time.monotonic()

    page.keyboard.type("hartley")
    page.keyboard.press("Enter")
    ada = page.get_by_role("button", name="For Ada Hartley").first
    expect(ada).to_be_visible()
    hand.press(ada)
    page.wait_for_url("**/dashboard/take/*/")

    expect(page.get_by_label("Code or name")).to_be_focused()
    page.keyboard.type(record.partner_sku)
    page.keyboard.press("Enter")
    expect(page.get_by_label("How many", exact=True)).to_be_focused()
    page.keyboard.type(str(count))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_label(f"How many of {record.product.title}", exact=True)).to_have_value(str(count))

    late = page.locator(f"#id_round_{van.pk}")
    hand.press(late)
    reason = page.get_by_label("Reason", exact=True)
    expect(reason).to_be_visible()
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
    olive.expect_clean()
    reason.fill("Ada forgot; the baker has enough")
    if page.get_by_label("Purchase order number").count():
        page.get_by_label("Purchase order number").fill("PO 4711")
    with page.expect_navigation():
        hand.press(page.locator("#place-order"))

    expect(page.get_by_role("heading", level=1, name="Placed")).to_be_visible()
    assert time.monotonic() - begun < A_MINUTE
    assert hand.presses <= FEW_PRESSES
    order = person("buyer").orders.latest("pk")
    assert (order.round, order.status, order.account) == (van, "Received", account)
    assert order.taken.by == person("operations")
    assert order.taken.reason == "Ada forgot; the baker has enough"
    olive.expect_clean()

    number = olive.go(f"/dashboard/orders/{order.number}/")
    expect(number.get_by_text("Olive Marsh took it on the phone for Ada Hartley.").first).to_be_visible()

"""Page, text and HTML of an order say the same, to the penny; each letter goes once, and a copy stays."""

import html
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from shop.goods.models import Deposit
from shop.ordering import letters
from shop.ordering.letters import shown_of
from shop.ordering.models import OrderLetter
from shop.outbox import actions as outbox
from shop.outbox.models import Message
from shop.outbox.reading import read
from shop.trade.domain import money
from tests.factories import BasketFactory, CafeFactory, OrderFactory, ProductFactory
from tests.oscar_forks.basket.offers import an_offer
from tests.shop.ordering.orders import member, ordered, ordered_as_guest

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


def figures(text: str) -> list[str]:
    return sorted(set(re.findall(r"£[\d,]+\.\d\d", text)))


def as_words(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<style.*?</style>", "", page, flags=re.DOTALL)))


def told(order, kind=OrderLetter.RECEIVED) -> OrderLetter:
    return order.letters.get(kind=kind)


def test_page_text_and_html_agree_to_the_penny(client, now):
    """7 x 2.15 bread (0 %), 3 x 1.33 crisps (20 %), the van at 4.95 (20 %)."""
    bread = ProductFactory(title="Rye", price="2.15", num_in_stock=50)
    crisps = ProductFactory(
        title="Crisps", price="1.33", tax_class_id="confectionery", num_in_stock=50, cafe=cafe_of(bread)
    )
    ada = member()
    [order] = ordered(ada, now=now, lines=[(bread, 7), (crisps, 3)], charge="4.95")
    shown = shown_of(order.number, now=now)
    assert shown.goods == Decimal("19.04")
    assert [(rate.percent, rate.net, rate.tax) for rate in shown.rates] == [
        (0, Decimal("15.05"), 0),
        (20, Decimal("8.94"), Decimal("1.79")),
    ]
    assert shown.goods + shown.delivery + shown.tax == shown.total == order.total_incl_tax == Decimal("25.78")

    client.force_login(ada.user)
    page = as_words(client.get(reverse("customer:order", args=[order.number])).content.decode())
    mail = read(told(order))
    for amount in (shown.goods, shown.delivery, shown.tax, shown.total, *(line.amount for line in shown.lines)):
        said = money(amount, "GBP")
        assert said in page
        assert said in mail.text
        assert said in as_words(mail.html)
    assert figures(mail.text) == figures(as_words(mail.html))
    assert set(figures(mail.text)) <= set(figures(page))


def cafe_of(product):
    return product.stockrecords.get().partner.cafe


def test_deposits_offers_and_a_private_buyers_gross_prices_add_up(now):
    """2 x 12.00 with VAT less a tenth, the van at 5.00 + VAT, and 2 crates at 3.20."""
    crate = Deposit.objects.create(name="Crate", price=Decimal("3.20"))
    beer = ProductFactory(price="10.00", tax_class_id="drinks", deposit=crate, num_in_stock=9)
    an_offer("A tenth", 10)
    order = ordered_as_guest("gwen@example.com", now=now, lines=[(beer, 2)], charge="5.00")
    shown = shown_of(order.number, now=now)
    assert not shown.net_first
    assert (shown.goods, [(each.name, each.amount) for each in shown.given]) == (24, [("A tenth", Decimal("2.40"))])
    assert shown.goods - shown.given[0].amount + shown.delivery + shown.deposited == shown.total == order.total_incl_tax
    assert sum(rate.net + rate.tax for rate in shown.rates) + shown.deposited == shown.total
    mail = read(told(order))
    for amount in (Decimal("2.40"), shown.deposited, shown.total):
        assert money(amount, "GBP") in mail.text
        assert money(amount, "GBP") in as_words(mail.html)


def test_a_confirmation_says_when_where_how_it_is_paid_and_until_when_it_can_change(now):
    [order] = ordered(member(), now=now, note="Ring twice.", po_number="PO 77")
    text = read(told(order)).text
    shown = shown_of(order.number, now=now)
    for words in (shown.when, "1 High Street", "On account: 30 days from the invoice", "Ring twice.", "PO 77"):
        assert words in text
    assert "You can change or cancel this order until" in text
    assert f"/account/orders/{order.number}/" in text


def test_a_guest_gets_a_link_that_needs_no_sign_in(client, now):
    order = ordered_as_guest("gwen@example.com", now=now)
    mail = read(told(order))
    [link] = set(re.findall(r"https?://\S+/orders/\S+", mail.text))
    path = "/" + link.split("/", 3)[3]
    page = client.get(path)
    assert page.status_code == 200
    assert "TX-4711" in page.content.decode()
    assert "TX-4711" in mail.text
    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]


def test_a_letter_fetches_nothing_from_anywhere(now):
    [order] = ordered(member(), now=now)
    page = read(told(order)).html
    assert not re.search(r"<(img|script|link|iframe)|url\(|@import", page)


def test_the_calendar_file_is_attached_and_always_about_the_same_entry(now):
    [order] = ordered(member(), now=now)
    [file] = read(told(order)).attachments
    assert (file.name, file.mimetype) == (f"order-{order.number}.ics", "text/calendar")
    again = letters.confirmation(shown_of(order.number, now=now))
    uid = re.search(rb"UID:\S+", file.content).group()
    assert uid.decode() in again.attachments[0].content


def test_the_cafe_is_told_in_short_and_where_to_look(now):
    loaf = ProductFactory(title="Rye loaf", num_in_stock=9)
    [order] = ordered(member(), now=now, lines=[(loaf, 3)], note="Back door.")
    letter = told(order, OrderLetter.TO_CAFE)
    assert letter.recipient == cafe_of(loaf).email
    assert "3 pieces Rye loaf" in letter.body
    assert "Back door." in letter.body
    assert f"/dashboard/orders/{order.number}/" in letter.body


def test_each_is_told_once_however_often_it_is_tried(now):
    [order] = ordered(member(), now=now)
    letters.tell_received(order=order)
    assert Message.objects.filter(subject__contains=order.number).count() == 2
    assert order.letters.count() == 2


def test_what_people_typed_stays_words_in_a_letter(now):
    hostile = "<script>alert(1)</script>\r\nBcc: all@example.com\x1b"
    bread = ProductFactory(title="Rye <b>loaf</b>", num_in_stock=9)
    [order] = ordered(member(), now=now, lines=[(bread, 1)], note=hostile)
    mail = read(told(order))
    assert "<script>" not in mail.html
    assert "<b>loaf" not in mail.html
    assert "\x1b" not in mail.text + mail.html
    assert all("\n" not in words for _, words in mail.headers)


def test_the_copy_outlives_the_outbox(now):
    [order] = ordered(member(), now=now)
    Message.objects.update(status=Message.Status.SENT)
    outbox.tidy(now=now + timedelta(days=200))
    assert not Message.objects.exists()
    assert order.number in read(told(order)).text


def test_an_order_that_lapsed_is_told_once_with_a_copy(now):
    order = OrderFactory(basket=BasketFactory(lines=[(ProductFactory(cafe=CafeFactory()), 1)]))
    letters.tell_lapsed(order=order)
    letters.tell_lapsed(order=order)
    assert "Nothing was charged" in told(order, OrderLetter.LAPSED).body

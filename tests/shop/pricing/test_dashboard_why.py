"""What an account pays for so many on a day, and why: every price that was looked at, with its reason."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from shop.pricing.actions.giving import give
from shop.pricing.models import PriceList, TaxRate
from tests.factories import CafeFactory, ProductFactory, TradeAccountFactory
from tests.shop.pricing.screens import at, text_of

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def asked(sales):
    def page(**question) -> str:
        answer = sales.get(at("price-why"), question)
        assert answer.status_code == 200
        return text_of(answer).replace("&#x27;", "'")

    return page


@pytest.fixture
def has_the_list(deli, restaurants):
    give(account=deli, lists=[restaurants], by=None, now=timezone.now())


def test_the_lowest_that_applies_is_marked_and_each_other_says_why_not(
    asked, named, has_the_list, deli, tomorrow, today
):
    named(1, "2.95")
    named(20, "2.70")
    named(48, "2.50")
    named(2, "1.00", first_day=tomorrow)
    named(3, "1.10", last_day=today - timedelta(days=1))
    page = asked(product="EL-SOUR", account=deli.number, quantity=24)
    assert "Corner Deli</a> pays <strong>£2.70</strong> a piece" in page
    assert "£64.80" in page
    assert page.count("No: it applies, and another one is lower") == 2
    assert "No: only from 48 up" in page
    assert f"No: begins on {tomorrow.day} {tomorrow:%B %Y}" in page
    assert "No: ended on" in page
    assert "Bread supplied from the United Kingdom bears 0 % since 1 April 1973" in page


def test_a_visitor_has_the_list_price_and_what_is_for_everybody(asked, named, has_the_list, loaf):
    named(1, "2.95")
    PriceList.objects.create(name="Spring", is_for_everybody=True, percent_off=5)
    page = asked(product="EL-SOUR", account="a visitor")
    assert "A visitor pays <strong>£3.04</strong> a piece" in page
    assert "Restaurants" not in page
    assert "For everybody" in page


def test_tax_follows_how_the_buyer_reads_prices(asked, cafe, deli):
    """Gross shown times quantity is gross charged; a company is taxed on the net line."""
    ProductFactory(upc="EL-CRI", cafe=cafe, price=D("1.12"), tax_class_id="confectionery")
    visitor = asked(product="EL-CRI", quantity=3)
    assert all(amount in visitor for amount in ("£1.34", "£3.35", "£0.67", "£4.02"))
    company = asked(product="EL-CRI", quantity=3, account="Corner Deli")
    assert all(amount in company for amount in ("£1.12", "£3.36", "£0.67", "£4.03"))


def test_what_is_weighed_is_priced_by_the_kilogram_and_estimated(asked, cafe):
    ProductFactory(upc="LL-CHE", cafe=cafe, price=D("18.00"), priced_by="weight", net_content=D("2.4"))
    page = asked(product="LL-CHE", quantity=2)
    assert "£18.00 per kg, estimated with 2.4 kg each" in page
    assert "£43.20" in page
    assert "£86.40" in page


def test_the_rate_is_that_of_the_day(asked, cafe):
    ProductFactory(upc="EL-PIE", cafe=cafe, tax_class_id="hot")
    assert "bears 12.5 % since 1 October 2021" in asked(product="EL-PIE", day="2021-12-24")
    assert "bears 20 % since 1 April 2022" in asked(product="EL-PIE", day="2022-04-01")


def test_what_keeps_goods_from_being_bought_is_said_beside_the_price(asked, cafe, deli):
    ProductFactory(upc="EL-SIX", cafe=cafe, minimum=6, step=6, tax_class_id="hot")
    TaxRate.objects.filter(tax_class="hot").delete()
    deli.status = "closed"
    deli.save()
    page = asked(product="EL-SIX", quantity=4, account=deli.number)
    assert "The least that can be ordered is 6 pieces." in page
    assert "has no VAT rate for what is supplied from the United Kingdom" in page
    assert "The account is closed" in page
    assert "£21.00" in asked(product="EL-SIX")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ({"product": ""}, "Which product? Give its SKU or name."),
        ({"product": "EL-NOPE"}, "No goods that you may see have this SKU or name, and a price."),
        ({"product": "EL-SOUR", "quantity": "0"}, "1 is the least."),
        ({"product": "EL-SOUR", "quantity": "many"}, "Write a whole number, like 12."),
        ({"product": "EL-SOUR", "day": "someday"}, "Write the day like 2027-03-01"),
        ({"product": "EL-SOUR", "account": "Nobody"}, "No account that you may see has this name or number."),
        ({"product": "EL-SOUR", "account": "9999999999999"}, "No account that you may see has this name or number."),
        ({"product": "EL-SOUR\x00", "record": "x" * 40}, "EL-SOUR"),
    ],
)
def test_a_question_that_can_not_be_answered_is_explained_and_stays(asked, loaf, deli, question, words):
    page = asked(**question)
    assert words in page
    assert "Every price that was looked at" not in page


def test_who_or_what_is_meant_can_be_chosen_and_the_answer_has_an_address(asked, sales, loaf, cafe, deli):
    ProductFactory(title="Rye loaf", upc="EL-RYE", cafe=cafe, price=D("4.10"))
    TradeAccountFactory(name="Corner Deli", cafe=cafe)
    page = asked(product="loaf", account="corner", quantity=3)
    assert f"account={deli.number}&amp;product=loaf&amp;quantity=3" in page
    record = loaf.stockrecords.get()
    assert f"product=EL-SOUR&amp;quantity=3&amp;record={record.pk}" in page


def test_the_same_sku_of_two_cafes_is_told_apart_by_the_address(asked, loaf, cafe):
    other = ProductFactory(title="Soda loaf", upc="OTHER", cafe=CafeFactory(name="Liffey Larder"), price=D("9.99"))
    record = other.stockrecords.get()
    record.partner_sku = "EL-SOUR"
    record.save()
    assert "Which one of these?" in asked(product="EL-SOUR")
    assert "<strong>£9.99</strong>" in asked(product="EL-SOUR", record=record.pk)


def test_a_merged_account_is_answered_by_the_one_that_is_kept(asked, loaf, deli, cafe):
    TradeAccountFactory(name="Old Deli", cafe=cafe, status="closed", merged_into=deli)
    number = deli.aliases.get().number
    assert "Corner Deli</a> pays" in asked(product="EL-SOUR", account=number)


def test_the_answer_asks_the_database_no_more_with_many_lists(asked, named, deli, today, django_assert_max_num_queries):
    for number in range(30):
        each = PriceList.objects.create(name=f"List {number}", percent_off=number % 9)
        give(account=deli, lists=[each], by=None, now=timezone.now())
        named(number + 1, "2.95")
    with django_assert_max_num_queries(20):
        page = asked(product="EL-SOUR", account=deli.number)
    assert "List 29" in page


@pytest.mark.parametrize("field", ["price-goods", "price-buyers"])
def test_what_no_database_could_look_for_suggests_nothing(sales, field):
    assert sales.get(at(field), {"q": "\x00%"}).status_code == 200

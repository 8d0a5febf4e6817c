from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from shop.pricing.book import PriceBook, UnitPrice, comparisons
from shop.pricing.domain import NoRate
from shop.pricing.models import AccountPriceList, ListPrice, PriceList, TaxRate
from tests.factories import CafeFactory, ProductFactory, TradeAccountFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 21)


@pytest.fixture
def deli():
    return TradeAccountFactory()


def listed(product, price, from_quantity=1, *, name="Restaurants", to=(), **days):
    price_list, _ = PriceList.objects.get_or_create(name=name, defaults={"is_for_everybody": not to})
    for account in to:
        AccountPriceList.objects.get_or_create(account=account, price_list=price_list)
    record = product.stockrecords.get()
    return ListPrice.objects.create(
        price_list=price_list, stockrecord=record, from_quantity=from_quantity, price=D(price), **days
    )


def cost(product, account=None, *, quantity=1, day=DAY):
    book = PriceBook(account, day)
    return UnitPrice.at(book, product, product.stockrecords.get(), quantity=quantity).one.net


def test_a_list_is_for_the_accounts_that_were_given_it(deli):
    loaf = ProductFactory(price=D("3.20"))
    listed(loaf, "2.95", to=[deli])
    assert cost(loaf, deli) == D("2.95")
    assert cost(loaf, TradeAccountFactory()) == cost(loaf) == D("3.20")


def test_a_list_for_everybody_is_for_visitors_and_accounts(deli):
    loaf = ProductFactory(price=D("3.20"))
    listed(loaf, "3.00", 10)
    assert cost(loaf, quantity=10) == cost(loaf, deli, quantity=12) == D("3.00")
    assert cost(loaf, quantity=9) == D("3.20")


def test_a_share_off_holds_for_all_goods_of_who_has_the_list(deli):
    charity = PriceList.objects.create(name="Charities", percent_off=D("12.5"), last_day=DAY)
    AccountPriceList.objects.create(account=deli, price_list=charity)
    loaf = ProductFactory(price=D("3.20"))
    assert (cost(loaf, deli), cost(loaf)) == (D("2.80"), D("3.20"))
    assert cost(loaf, deli, day=DAY + timedelta(1)) == D("3.20")


def test_a_cheese_is_priced_by_the_kilogram_also_on_a_list(deli):
    cheese = ProductFactory(price=D("18.00"), priced_by="weight", net_content=D("2.4"))
    listed(cheese, "17.10", to=[deli])
    found = UnitPrice.at(PriceBook(deli, DAY), cheese, cheese.stockrecords.get(), quantity=1)
    assert (found.per_kg, found.one.net, found.source) == (D("17.10"), D("41.04"), "Restaurants")


def test_what_is_in_one_gives_the_prices_to_compare_by():
    of_twelve = {"sold_by": "case", "pieces": 12, "net_content": D(3), "content_unit": "l"}
    juice = ProductFactory(price=D("18.00"), tax_class_id="drinks", **of_twelve)
    one = UnitPrice.at(PriceBook(None, DAY), juice, juice.stockrecords.get(), quantity=1).one
    found = comparisons(one, juice.content)
    assert {unit: each.net for unit, each in found.items()} == {"piece": D("1.50"), "l": D("6.00")}


@pytest.mark.parametrize(
    ("tax_class", "country", "day", "percent"),
    [
        ("bread", "GB", DAY, "0"),
        ("cakes", "GB", DAY, "0"),
        ("food", "GB", DAY, "0"),
        ("confectionery", "GB", DAY, "20"),
        ("drinks", "GB", DAY, "20"),
        ("hot", "GB", DAY, "20"),
        ("hot", "GB", date(2020, 7, 14), "20"),
        ("hot", "GB", date(2020, 7, 15), "5"),
        ("hot", "GB", date(2021, 10, 1), "12.5"),
        ("hot", "GB", date(2022, 3, 31), "12.5"),
        ("bread", "IE", DAY, "0"),
        ("cakes", "IE", DAY, "13.5"),
        ("drinks", "IE", DAY, "23"),
        ("drinks", "IE", date(2021, 2, 28), "21"),
    ],
)
def test_the_rate_belongs_to_the_goods_the_country_and_the_day(tax_class, country, day, percent):
    goods = ProductFactory(cafe=CafeFactory(country=country), tax_class_id=tax_class)
    assert PriceBook(None, day).percent(goods, goods.stockrecords.get()) == D(percent)


def test_a_variant_bears_the_tax_of_its_product():
    parent = ProductFactory(structure="parent", tax_class_id="drinks")
    can = ProductFactory(structure="child", parent=parent, product_class=None, tax_class_id="standard")
    TaxRate.objects.create(tax_class_id="drinks", country="GB", percent=D(11), first_day=DAY)
    assert PriceBook(None, DAY).percent(can, can.stockrecords.get()) == D(11)


def test_goods_nobody_gave_a_rate_are_not_guessed():
    goods = ProductFactory(tax_class_id="hot", cafe=CafeFactory(country="IE"))
    with pytest.raises(NoRate):
        PriceBook(None, date(2010, 1, 1)).percent(goods, goods.stockrecords.get())


def test_a_whole_page_of_goods_costs_three_statements(deli, django_assert_num_queries):
    goods = [ProductFactory() for _ in range(12)]
    for each in goods:
        listed(each, "2.00", to=[deli])
        listed(each, "1.90", 5, to=[deli])
    records = [each.stockrecords.select_related("partner__cafe").get() for each in goods]
    book = PriceBook(deli, DAY)
    with django_assert_num_queries(3):
        book.prepare(records)
        assert {UnitPrice.at(book, *pair, quantity=5).one.net for pair in zip(goods, records, strict=True)} == {
            D("1.90")
        }

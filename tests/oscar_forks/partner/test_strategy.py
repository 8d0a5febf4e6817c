from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from oscar.core.loading import get_class, get_model

from shop.edition.horizon import looking_ahead
from shop.goods import queries
from shop.pricing.models import AccountPriceList, ListPrice, PriceList, TaxRate
from tests.factories import CafeFactory, MemberFactory, ProductFactory, TradeAccountFactory, UserFactory

pytestmark = pytest.mark.django_db

Product = get_model("catalogue", "Product")


@pytest.fixture
def at_the_till(rf, client):
    """How the shop prices for a person."""

    def strategy(user=None):
        request = rf.get("/shop/")
        request.user = user or AnonymousUser()
        request.session = client.session
        return get_class("partner.strategy", "Selector")().strategy(request=request, user=user)

    return strategy


def test_a_visitor_reads_gross_and_a_company_net(at_the_till):
    crisps = ProductFactory(price=D("20.40"), tax_class_id="confectionery")
    shown = at_the_till().fetch_for_product(crisps).price.shown
    assert (shown.first, shown.second, shown.is_net) == (D("24.48"), D("20.40"), False)
    shown = at_the_till(MemberFactory().user).fetch_for_product(crisps).price.shown
    assert (shown.first, shown.second, shown.is_net) == (D("20.40"), D("24.48"), True)


def test_a_private_person_with_an_account_of_the_site_reads_gross_too(at_the_till):
    crisps = ProductFactory(price=D("20.40"), tax_class_id="confectionery")
    assert at_the_till(UserFactory()).fetch_for_product(crisps).price.shown.first == D("24.48")


def test_where_no_tax_is_borne_there_is_one_price(at_the_till):
    loaf = ProductFactory(price=D("3.20"))
    assert at_the_till().fetch_for_product(loaf).price.shown.second is None


def test_a_member_has_the_prices_of_the_account_and_its_breaks(at_the_till):
    deli = TradeAccountFactory()
    loaf = ProductFactory(price=D("3.20"), minimum=2, step=2)
    restaurants = PriceList.objects.create(name="Restaurants")
    AccountPriceList.objects.create(account=deli, price_list=restaurants)
    for quantity, price in ((1, "2.95"), (20, "2.70")):
        record = loaf.stockrecords.get()
        ListPrice.objects.create(price_list=restaurants, stockrecord=record, from_quantity=quantity, price=D(price))
    till = at_the_till(MemberFactory(account=deli).user)
    price = till.fetch_for_product(loaf).price
    assert (price.excl_tax, price.is_own) == (D("2.95"), True)
    assert [(quantity, shown.first) for quantity, shown in price.breaks] == [(2, D("2.95")), (20, D("2.70"))]
    assert till.fetch_for_product(loaf, quantity=20).price.excl_tax == D("2.70")
    visitors = at_the_till().fetch_for_product(loaf).price
    assert (visitors.excl_tax, visitors.is_own, visitors.breaks) == (D("3.20"), False, ())


def test_a_product_with_variants_costs_from_the_cheapest(at_the_till):
    parent = ProductFactory(structure="parent")
    parent.stockrecords.all().delete()
    for price in ("19.80", "17.50"):
        ProductFactory(structure="child", parent=parent, product_class=None, price=D(price))
    assert at_the_till().fetch_for_parent(parent).price.excl_tax == D("17.50")


TOMORROW = timezone.localdate() + timedelta(1)


@pytest.mark.parametrize(
    ("facts", "words", "reason"),
    [
        ({"num_in_stock": 3}, "3 left", ""),
        ({"num_in_stock": 0}, "Sold out", "This is sold out."),
        ({"supply": "unlimited", "num_in_stock": None}, "In stock", ""),
        ({"supply": "to_order", "lead_days": 2, "num_in_stock": 0}, "Made to order, 2 days ahead", ""),
        (
            {"supply": "to_order", "capacity": 1},
            "Made to order",
            "We can make 1 piece at a time. Please ask us if you need more.",
        ),
        ({"maximum": 1}, "10 left", "The most in one order is 1 piece."),
        ({"maximum": 1, "num_in_stock": 1}, "1 left", "The most in one order is 1 piece."),
        ({"maximum": 1, "num_in_stock": 0}, "Sold out", "This is sold out."),
        ({"minimum": 4, "num_in_stock": 40}, "In stock", "The least that can be ordered is 4 pieces."),
        ({"archived_at": timezone.now()}, "Not available", "This can't be bought at present."),
        ({"is_public": False}, "Not available", "This can't be bought at present."),
        (
            {"season_last": TOMORROW - timedelta(2)},
            "The season is over",
            "This can't be bought now. The season is over.",
        ),
    ],
)
def test_what_can_be_had_is_said_and_held(at_the_till, facts, words, reason):
    availability = at_the_till().fetch_for_product(ProductFactory(**facts)).availability
    assert availability.words.text == words
    assert availability.is_purchase_permitted(2) == (not reason, reason)


def test_goods_before_their_season_name_its_first_day(at_the_till):
    availability = at_the_till().fetch_for_product(ProductFactory(season_first=TOMORROW)).availability
    assert availability.words.text == f"In season from {TOMORROW.day} {TOMORROW:%B %Y}"
    assert not availability.is_available_to_buy


def test_goods_without_a_rate_are_not_sold_untaxed(at_the_till):
    TaxRate.objects.filter(tax_class="hot", country="IE").delete()
    pie = ProductFactory(tax_class_id="hot", cafe=CafeFactory(country="IE"))
    info = at_the_till().fetch_for_product(pie)
    assert not info.price.exists
    assert not info.availability.is_available_to_buy


def test_a_page_of_goods_with_variants_is_priced_in_few_statements(at_the_till, django_assert_num_queries):
    deli = TradeAccountFactory()
    for _ in range(6):
        parent = ProductFactory(structure="parent")
        ProductFactory(structure="child", parent=parent, product_class=None)
        ProductFactory()
    till = at_the_till(MemberFactory(account=deli).user)
    goods = list(queries.listing())
    with django_assert_num_queries(3):  # whose member, which lists, which rates; a list would add one
        till.prepare(goods)
        for each in goods:
            (till.fetch_for_parent if each.is_parent else till.fetch_for_product)(each)


def test_what_a_stored_page_says_of_prices_holds_until_midnight(at_the_till):
    with looking_ahead() as horizon:
        at_the_till().fetch_for_product(ProductFactory())
    assert timezone.localtime(horizon.until).isoformat()[:16] == f"{TOMORROW}T00:00"

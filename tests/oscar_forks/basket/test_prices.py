"""What a basket comes to, for whom."""

from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oscar.core.loading import get_class, get_model

from shop.ordering.actions.placing import place
from shop.pricing.models import AccountPriceList, ListPrice, PriceList
from tests.factories import BasketFactory, CafeFactory, MemberFactory, ProductFactory, TradeAccountFactory, UserFactory
from tests.shop.ordering.checkouts import checkout_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_seen_by(rf, client):
    def look(basket, user):
        request = rf.get("/basket/")
        request.user, request.session = user, client.session
        seen = get_model("basket", "Basket").objects.get(pk=basket.pk)
        seen.strategy = get_class("partner.strategy", "Selector")().strategy(request=request, user=user)
        return seen

    return look


def crisps(**facts):
    return ProductFactory(price=D("0.33"), tax_class_id="confectionery", num_in_stock=100, **facts)


def test_a_private_buyer_pays_the_price_shown_times_the_quantity(as_seen_by):
    basket = BasketFactory(lines=[(crisps(), 3), (ProductFactory(price=D("3.20")), 2)])
    amounts = as_seen_by(basket, basket.owner).amounts
    assert (amounts.gross, amounts.tax, amounts.net) == (D("7.60"), D("0.20"), D("7.40"))


def test_a_company_pays_tax_on_the_sum_of_a_rate(as_seen_by):
    basket = BasketFactory(owner=MemberFactory().user, lines=[(crisps(), 3), (crisps(), 4)])
    amounts = as_seen_by(basket, basket.owner).amounts
    assert (amounts.net, amounts.tax, amounts.gross) == (D("2.31"), D("0.46"), D("2.77"))  # not 7 × 0.07


def test_the_break_is_reached_by_the_quantity_and_is_no_surprise_later(as_seen_by):
    deli = TradeAccountFactory()
    loaf = ProductFactory(price=D("3.20"), num_in_stock=50)
    restaurants = PriceList.objects.create(name="Restaurants")
    AccountPriceList.objects.create(account=deli, price_list=restaurants)
    for quantity, price in ((1, "2.95"), (20, "2.70")):
        record = loaf.stockrecords.get()
        ListPrice.objects.create(price_list=restaurants, stockrecord=record, from_quantity=quantity, price=D(price))
    ada = MemberFactory(account=deli).user
    basket = as_seen_by(BasketFactory(owner=ada), ada)
    basket.add_product(loaf, 19)
    assert basket.amounts.net == D("56.05")
    basket.add_product(loaf, 1)
    (line,) = as_seen_by(basket, ada).all_lines()
    assert (line.line_sum, line.get_warning()) == (D("54.00"), None)
    ListPrice.objects.filter(from_quantity=20).update(price=D("2.80"))
    (line,) = as_seen_by(basket, ada).all_lines()
    assert line.get_warning() == "It costs more than when you added it: £2.80 instead of £2.70, without VAT."


def test_lines_of_many_goods_are_priced_in_the_same_statements_as_few(as_seen_by):
    few, many = (
        as_seen_by(
            BasketFactory(owner=UserFactory(), lines=[(ProductFactory(), 1) for _ in range(size)]), UserFactory()
        )
        for size in (2, 12)
    )
    asked = []
    for basket in (few, many):
        assert basket.strategy.member is None
        with CaptureQueriesContext(connection) as statements:
            assert basket.amounts.net
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 8


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(1, 9_999), st.integers(1, 40), st.sampled_from(["bread", "drinks", "cakes", "confectionery"])
        ),
        min_size=1,
        max_size=6,
    )
)
def test_an_order_comes_to_what_its_basket_said(drawn):
    cafe, now, buyer = CafeFactory(), timezone.now(), MemberFactory()
    goods = [
        (ProductFactory(cafe=cafe, price=D(pennies) / 100, tax_class_id=tax_class, num_in_stock=50), quantity)
        for pennies, quantity, tax_class in drawn
    ]
    basket = BasketFactory(owner=buyer.user, lines=goods)
    amounts = basket.amounts
    [order] = place(checkout=checkout_of(basket, member=buyer, now=now, pays_by="bank"), now=now).orders
    assert (order.total_excl_tax, order.total_incl_tax) == (amounts.net, amounts.gross)
    assert sum(line.line_price_excl_tax for line in order.lines.all()) == amounts.net

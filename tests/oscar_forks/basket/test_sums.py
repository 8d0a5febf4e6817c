"""Lines, rates, cafés and the total agree to the penny, whoever reads them."""

from decimal import Decimal as D

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from oscar.core.loading import get_class, get_model

from shop import money
from shop.goods.models import Deposit
from tests.factories import BasketFactory, CafeFactory, MemberFactory, ProductFactory
from tests.oscar_forks.basket.offers import an_offer

pytestmark = pytest.mark.django_db

Applicator = get_class("offer.applicator", "Applicator")
Line = get_model("basket", "Line")


def as_read(basket, rf, user):
    """The same basket, its prices as this person reads them, with all offers applied."""
    request = rf.get("/basket/")
    request.user, request.session = user, {}
    seen = get_model("basket", "Basket").objects.get(pk=basket.pk)
    seen.strategy = get_class("partner.strategy", "Selector")().strategy(request=request, user=user)
    Applicator().apply(seen, user, request)
    return seen


@pytest.fixture
def readers(django_user_model):
    return {"company": MemberFactory().user, "private": BasketFactory().owner}


def test_the_tax_of_each_cafes_part_is_its_orders_so_two_parts_may_be_a_penny_off_one(rf, readers):
    crisps = [
        ProductFactory(price=D("0.33"), tax_class_id="confectionery", num_in_stock=9, cafe=CafeFactory())
        for _ in range(2)
    ]
    basket = as_read(BasketFactory(lines=[(each, 1) for each in crisps]), rf, readers["company"])
    assert [part.total for part in basket.sums.parts] == [D("0.40"), D("0.40")]
    assert (basket.sums.amounts.tax, basket.sums.total) == (D("0.14"), D("0.80"))  # 20 % of 0.66 would be 0.13


def test_a_deposit_is_counted_and_bears_no_tax_no_discount_and_is_no_goods(rf, readers):
    crate = Deposit.objects.create(name="Crate", price=D("3.20"))
    beer = ProductFactory(price=D("10.00"), tax_class_id="drinks", deposit=crate, deposit_count=2)
    an_offer("Half", 50)
    sums = as_read(BasketFactory(lines=[(beer, 3)]), rf, readers["company"]).sums
    (deposited,) = sums.deposits
    assert (deposited.count, deposited.amount) == (6, D("19.20"))
    assert (sums.amounts.net, sums.amounts.tax, sums.total) == (D("15.00"), D("3.00"), D("37.20"))


@pytest.mark.parametrize(
    ("reader", "off", "left"), [("company", D("0.10"), D("1.07")), ("private", D("0.12"), D("1.08"))]
)
def test_an_offer_takes_its_share_off_the_price_that_its_reader_sees(rf, readers, reader, off, left):
    an_offer("A tenth", 10)
    crisps = ProductFactory(price=D("0.33"), tax_class_id="confectionery")
    sums = as_read(BasketFactory(lines=[(crisps, 3)]), rf, readers[reader]).sums
    assert [each.amount for each in sums.given] == [off]
    assert sums.total == left


goods = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.integers(1, 9_999),
        st.integers(1, 40),
        st.sampled_from(["bread", "drinks", "confectionery"]),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([(0, 1, 1, "bread", 0)], "company", 50)  # half of a penny
@given(goods, st.sampled_from(["company", "private"]), st.integers(1, 100))
def test_two_hundred_baskets_agree_to_the_penny(rf, shelf, drawn, reader, percent):
    basket = shelf.basket(drawn, rf, reader, percent)
    sums, company = basket.sums, reader == "company"
    lines = list(basket.all_lines())
    for part in sums.parts:
        shown = sum((line.amount.amount for line in part.lines), money.NOTHING)
        assert shown == part.goods
        assert part.amounts == money.total((line.amount for line in part.lines), gross=not company)
    off = sum((each.amount for each in sums.given), money.NOTHING)
    after = sums.amounts.net if company else sums.amounts.gross
    assert sums.before_discounts - off == after == sum(line.amount.amount for line in lines)
    assert sum(each.net + each.tax for each in sums.amounts.rates) == sums.amounts.gross
    assert sum(part.total for part in sums.parts) == sums.total == sums.amounts.gross + sums.deposited
    assert sums.deposited == sum((each.amount for each in sums.deposits), money.NOTHING)


@pytest.fixture
def shelf(readers):
    return Shelf(readers)


class Shelf:
    """Baskets of the same few goods, priced anew in memory: what is drawn writes nothing."""

    def __init__(self, readers):
        self.readers, self.made = readers, {}
        self.cafes = [CafeFactory(), CafeFactory()]
        self.crate = Deposit.objects.create(name="Crate", price=D("0.37"))
        self.offer = an_offer("Off", 10)
        for cafe in range(2):
            for tax in ("bread", "drinks", "confectionery"):
                self.made[cafe, tax] = ProductFactory(cafe=self.cafes[cafe], tax_class_id=tax, num_in_stock=9_999)
        self.basket_row = BasketFactory()

    def basket(self, drawn, rf, reader, percent):
        request = rf.get("/basket/")
        user = request.user = self.readers[reader]
        request.session = {}
        basket = get_model("basket", "Basket").objects.get(pk=self.basket_row.pk)
        basket.owner = user
        basket.strategy = get_class("partner.strategy", "Selector")().strategy(request=request, user=user)
        self.offer.benefit.value = D(percent)
        basket.known_offers = [self.offer]
        basket._lines = [self.line(basket, number, *each) for number, each in enumerate(drawn, 1)]
        Applicator().apply(basket, user, request)
        return basket

    def line(self, basket, number, cafe, pennies, quantity, tax, deposits):
        product = get_model("catalogue", "Product").objects.get(pk=self.made[cafe, tax].pk)
        record = product.stockrecords.select_related("partner__cafe").get()
        record.price = D(pennies) / 100
        product.deposit, product.deposit_count = (self.crate, deposits) if deposits else (None, 1)
        return Line(
            pk=number, basket=basket, product=product, stockrecord=record, quantity=quantity, price_currency="GBP"
        )

"""A basket becomes one order a café, with its stock, its rounds and the wish to be paid, or nothing at all."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from oscar.core.loading import get_model

from shop.ordering import domain
from shop.ordering.actions.confirming import lapse
from shop.ordering.actions.placing import place
from shop.outbox.models import Message
from shop.rounds.domain.refusals import Full, PastCutOff, UnderMinimum
from shop.stock.domain import NotEnough
from tests.factories import BasketFactory, CafeFactory, MemberFactory, ProductFactory
from tests.shop.ordering.checkouts import checkout_of

pytestmark = pytest.mark.django_db
Order = get_model("order", "Order")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def member():
    return MemberFactory(account__terms="net_30", account__credit_limit=500)


def test_a_basket_of_two_cafes_becomes_two_orders_under_one_payment(member, now):
    loaf = ProductFactory(title="Rye loaf", price="3.20", num_in_stock=20)
    beans = ProductFactory(title="Beans", price="9.00", num_in_stock=20, cafe=CafeFactory())
    basket = BasketFactory(owner=member.user, lines=[(loaf, 2), (beans, 1)])
    placed = place(checkout=checkout_of(basket, member=member, now=now), now=now)
    assert sorted(order.total_incl_tax for order in placed.orders) == [Decimal("6.40"), Decimal("9.00")]
    assert placed.payment.amount == Decimal("15.40")
    assert {share.order_id for share in placed.payment.shares.all()} == {order.pk for order in placed.orders}
    assert {order.round.cafe.partner for order in placed.orders} == {
        line.partner for order in placed.orders for line in order.lines.all()
    }


def test_an_order_on_account_is_received_at_once_and_its_buyer_told(member, now, mailoutbox):
    basket = BasketFactory(owner=member.user, lines=[(ProductFactory(num_in_stock=9), 2)])
    place(checkout=checkout_of(basket, member=member, now=now), now=now)
    [order] = Order.objects.all()
    assert (order.status, order.account) == (domain.RECEIVED, member.account)
    assert [change.new_status for change in order.status_changes.all()] == [domain.RECEIVED]
    assert {line.status for line in order.lines.all()} == {domain.RECEIVED}
    assert Message.objects.filter(subject__contains=order.number).exists()


def test_an_order_that_waits_for_the_bank_is_not_received_yet(member, now):
    basket = BasketFactory(owner=member.user, lines=[(ProductFactory(num_in_stock=9), 2)])
    place(checkout=checkout_of(basket, member=member, now=now, pays_by="bank"), now=now)
    assert Order.objects.get().status == domain.PENDING
    assert not Message.objects.exists()


def test_delivery_bears_tax_and_stands_beside_the_goods(member, now):
    """Bread at 0 %: 2 x 3.20 = 6.40. The van at 5.00 and 20 %: 6.00. To pay 12.40, of which 1.00 is tax."""
    basket = BasketFactory(owner=member.user, lines=[(ProductFactory(price="3.20", num_in_stock=9), 2)])
    placed = place(checkout=checkout_of(basket, member=member, now=now, charge="5.00"), now=now)
    [order] = placed.orders
    assert (order.total_excl_tax, order.total_incl_tax) == (Decimal("11.40"), Decimal("12.40"))
    assert (order.shipping_excl_tax, order.shipping_incl_tax, order.shipping_percent) == (5, 6, 20)
    assert order.lines.get().tax_percent == 0


def test_a_minimum_that_was_raised_since_the_page_was_drawn_holds(member, now):
    basket = BasketFactory(owner=member.user, lines=[(ProductFactory(price="3.20", num_in_stock=9), 2)])
    checkout = checkout_of(basket, member=member, now=now)
    checkout.drafts[0].round.route.rounds.update(minimum=50)
    with pytest.raises(UnderMinimum, match=r"add £43\.60 more"):
        place(checkout=checkout, now=now)
    assert not Order.objects.exists()


def test_what_there_is_not_enough_of_leaves_no_trace(member, now):
    scarce = ProductFactory(title="Last cake", num_in_stock=1)
    plenty = ProductFactory(num_in_stock=50)
    basket = BasketFactory(owner=member.user, lines=[(plenty, 3), (scarce, 1)])
    checkout = checkout_of(basket, member=member, now=now)
    scarce.stockrecords.update(num_in_stock=0)
    with pytest.raises(NotEnough, match="Last cake is sold out"):
        place(checkout=checkout, now=now)
    assert not Order.objects.exists()
    assert not plenty.stockrecords.get().num_allocated
    basket.refresh_from_db()
    assert basket.status == "Open"


@pytest.mark.parametrize(
    ("late", "capacity", "refusal"), [(timedelta(days=30), None, PastCutOff), (timedelta(0), 0, Full)]
)
def test_a_round_that_is_over_or_full_takes_no_order(member, now, late, capacity, refusal):
    basket = BasketFactory(owner=member.user, lines=[(ProductFactory(num_in_stock=9), 1)])
    checkout = checkout_of(basket, member=member, now=now, capacity_orders=capacity)
    with pytest.raises(refusal):
        place(checkout=checkout, now=now + late)
    assert not Order.objects.exists()


def test_a_second_click_is_led_to_the_order(member, now):
    basket = BasketFactory(owner=member.user, lines=[(ProductFactory(num_in_stock=9), 1)])
    checkout = checkout_of(basket, member=member, now=now)
    placed = place(checkout=checkout, now=now)
    with pytest.raises(domain.AlreadyOrdered, match=placed.orders[0].number):
        place(checkout=checkout, now=now)


def test_an_order_that_is_never_paid_lapses_and_gives_its_goods_back(member, now):
    loaf = ProductFactory(num_in_stock=9)
    basket = BasketFactory(owner=member.user, lines=[(loaf, 4)])
    placed = place(checkout=checkout_of(basket, member=member, now=now, pays_by="bank"), now=now)
    assert loaf.stockrecords.get().num_allocated == 4
    lapse(order=placed.orders[0], now=now)
    assert loaf.stockrecords.get().num_allocated == 4, "somebody is paying"
    placed.payment.state = "failed"
    placed.payment.save(update_fields=["state"])
    lapse(order=placed.orders[0], now=now)
    assert loaf.stockrecords.get().num_allocated == 0
    assert Order.objects.get().status == domain.LAPSED


@pytest.mark.parametrize(("lines", "most"), [(5, 40), pytest.param(200, 60, marks=pytest.mark.one_engine)])
def test_few_statements_however_many_lines(member, now, lines, most):
    cafe = CafeFactory()
    goods = [ProductFactory(num_in_stock=50, cafe=cafe) for _ in range(lines)]
    TradeAccount = type(member.account)
    TradeAccount.objects.update(credit_limit=100_000)
    basket = BasketFactory(owner=member.user, lines=[(each, 1) for each in goods])
    checkout = checkout_of(basket, member=member, now=now)
    with CaptureQueriesContext(connection) as asked:
        place(checkout=checkout, now=now)
    brackets = 2  # of its transaction, which is a savepoint within the test's own
    assert len(asked) - brackets <= most, "\n".join(each["sql"][:200] for each in asked.captured_queries)

"""What is given to so many and no more, over real HTTP: the others are told, and nothing is ordered at another price
than they were shown."""

from decimal import Decimal

import pytest
from django.db import connection
from oscar.core.loading import get_model

from tests.factories import ProductFactory
from tests.oscar_forks.basket.offers import a_voucher, an_offer
from tests.shop.ordering.shoppers import Shopper, clicks, landed_on, member, open_cafe
from tests.testbed.precautions import ROW_LOCKS
from tests.testbed.race import race

Basket, Order = get_model("basket", "Basket"), get_model("order", "Order")
ConditionalOffer = get_model("offer", "ConditionalOffer")
FULL, REDUCED = Decimal("4.00"), Decimal("2.00")


@pytest.fixture
def over():
    """Offers are for everybody: none outlives its test."""
    yield
    ConditionalOffer.objects.all().delete()


def each_with_a_loaf_of_their_own(count, cafe):
    """Who orders the same loaf waits for its stock, and would never meet at the offer."""
    loaves = ProductFactory.create_batch(count, cafe=cafe, price="4.00", num_in_stock=9)
    return [member((loaf, 1)) for loaf in loaves]


def half_price(most, **more):
    return an_offer(
        f"Half price for {most or 'all'}", 50, max_global_applications=most, max_basket_applications=1, **more
    )


def paid_of(people):
    orders = Order.objects.filter(user__in=[each.user for each in people])
    return sorted(orders.values_list("total_incl_tax", flat=True))


@pytest.mark.parametrize(
    ("crowd", "most", "times"),
    [(16, 5, 1), pytest.param(40, 5, 2, marks=[pytest.mark.heavy, pytest.mark.timeout(600)])],
    ids=["sixteen", "full"],
)
def test_an_offer_for_five_is_given_to_five_and_the_others_are_asked_again(site, over, crowd, most, times):
    cafe = open_cafe()
    for _ in range(times):
        offer, people = half_price(most), each_with_a_loaf_of_their_own(crowd, cafe)
        shoppers = [Shopper.ready(site, each) for each in people]
        answers = race(clicks(shoppers))
        assert {answer.status for answer in answers} <= {302, 422}
        assert sum(bool(landed_on(answer)) for answer in answers) == most
        assert paid_of(people) == [REDUCED] * most
        offer.refresh_from_db()
        assert (offer.num_applications, offer.num_orders, offer.total_discount) == (most, most, most * REDUCED)
        for shopper, answer in zip(shoppers, answers, strict=True):
            if not landed_on(answer):
                assert is_told(shopper, answer, f"The offer “{offer.name}” has just been used up")
                assert landed_on(shopper.look().click())
        assert paid_of(people) == [REDUCED] * most + [FULL] * (crowd - most)
        ConditionalOffer.objects.all().delete()


def is_told(shopper, answer, words):
    """By the page itself, which was made once it had been used up, or by the next one."""
    if answer.status == 422:
        return "came to £2.00 and comes to £4.00 now" in answer.text
    return words in shopper.reads("/checkout/")


def test_control_without_row_locks_more_are_given_it_than_may_be(careless, over):
    """SQLite refuses who read before another wrote."""
    with careless(ROW_LOCKS) as site:
        cafe = open_cafe()
        for _ in range(10):
            half_price(5)
            people = each_with_a_loaf_of_their_own(16, cafe)
            answers = race(clicks([Shopper.ready(site, each) for each in people]))
            if connection.vendor == "postgresql" and paid_of(people).count(REDUCED) > 5:
                return
            if any(answer.status == 500 for answer in answers):
                return
            ConditionalOffer.objects.all().delete()
    pytest.fail("Without its locks the house did as well as with them.")


def test_a_voucher_for_one_is_used_by_one_and_the_others_are_asked_again(site, over):
    voucher = a_voucher(f"ONE{Basket.objects.count()}", an_offer("Half", 50, offer_type="Voucher"), usage="Single use")
    people = each_with_a_loaf_of_their_own(8, open_cafe())
    for each in people:
        Basket.open.get(owner=each.user).vouchers.add(voucher)
    shoppers = [Shopper.ready(site, each) for each in people]
    answers = race(clicks(shoppers))
    assert paid_of(people) == [REDUCED]
    assert get_model("voucher", "VoucherApplication").objects.filter(voucher=voucher).count() == 1
    voucher.refresh_from_db()
    assert (voucher.num_orders, voucher.total_discount) == (1, REDUCED)
    for shopper, answer in zip(shoppers, answers, strict=True):
        if not landed_on(answer):
            assert is_told(shopper, answer, f"Voucher {voucher.code} can't be used any more")
            assert landed_on(shopper.look().click())
    assert paid_of(people) == [REDUCED] + [FULL] * 7


def test_each_of_many_who_use_an_offer_at_once_is_counted(site, over):
    offer, people = half_price(None), each_with_a_loaf_of_their_own(8, open_cafe())
    race(clicks([Shopper.ready(site, each) for each in people]))
    assert paid_of(people) == [REDUCED] * 8
    offer.refresh_from_db()
    assert (offer.num_applications, offer.total_discount) == (8, 8 * REDUCED)

import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from oscar.core.loading import get_class, get_model

from shop.ordering import domain
from shop.stock.domain import NoLongerSold, NotEnough
from tests.factories import BasketFactory, OrderFactory, ProductFactory

OrderCreator = get_class("order.utils", "OrderCreator")
Order = get_model("order", "Order")
ProductRecord = get_model("analytics", "ProductRecord")

pytestmark = pytest.mark.django_db


@pytest.fixture
def basket():
    return BasketFactory(lines=[(ProductFactory(title="Rye loaf", num_in_stock=5), 2)])


def place(basket, creator=OrderCreator, **kwargs):
    method = get_class("shipping.methods", "Free")()
    charge = method.calculate(basket)
    total = get_class("checkout.calculators", "OrderTotalCalculator")().calculate(basket, charge)
    return creator().place_order(basket, total, method, charge, user=basket.owner, **kwargs)


def test_an_order_carries_a_number_of_ours_not_one_to_guess(basket):
    assert place(basket).number != str(100000 + basket.pk)


def test_a_basket_becomes_one_order_and_the_second_attempt_names_it(basket):
    order = place(basket)
    with pytest.raises(domain.AlreadyOrdered, match=order.number):
        place(basket)


def test_what_is_refused_leaves_the_basket_open_and_nothing_reserved(basket):
    scarce = ProductFactory(title="Last cake", num_in_stock=1)
    basket.add_product(scarce, 1)
    OrderFactory(lines=[(scarce, 1)])
    with pytest.raises(NotEnough, match="Last cake is sold out"):
        place(basket)
    assert basket.status == basket.OPEN
    basket.refresh_from_db()
    assert basket.status == basket.OPEN
    assert not Order.objects.filter(basket=basket).exists()
    assert {line.stockrecord.num_allocated for line in basket.lines.all()} == {None, 1}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"maximum": 2}, "Rye loaf: The most in one order is 2 pieces."),
        ({"minimum": 6}, "Rye loaf: The least that can be ordered is 6 pieces."),
        ({"step": 3, "minimum": 3}, "Rye loaf: This is sold in steps of 3: order 3 or 6."),
        ({"supply": "to_order", "capacity": 4}, "Rye loaf: We can make 4 pieces at a time."),
        ({"season_last": date(2020, 1, 1)}, "Rye loaf: This can't be bought now. The season is over."),
        ({"is_public": False}, "Rye loaf: This can't be bought at present."),
    ],
)
def test_terms_that_came_after_the_goods_were_put_in_hold_when_they_are_ordered(facts, words):
    loaf = ProductFactory(title="Rye loaf", num_in_stock=50)
    basket = BasketFactory(lines=[(loaf, 5)])
    type(loaf).objects.filter(pk=loaf.pk).update(**facts)
    basket = type(basket).objects.get(pk=basket.pk)
    basket.strategy = get_class("partner.strategy", "Selector")().strategy()
    with pytest.raises(domain.NotOnTheseTerms, match=re.escape(words)):
        place(basket)
    assert not Order.objects.exists()
    basket.refresh_from_db()
    assert basket.status == basket.OPEN


def test_an_empty_basket_is_refused_in_words():
    with pytest.raises(domain.BasketEmpty):
        place(BasketFactory())


def test_a_basket_that_joined_another_is_closed(basket):
    stale = get_model("basket", "Basket").objects.get(pk=basket.pk)
    stale.strategy = basket.strategy
    list(stale.all_lines())
    BasketFactory(owner=None).merge(basket)
    with pytest.raises(domain.BasketClosed):
        place(stale)


def test_what_another_window_put_in_meanwhile_is_not_ordered_unseen(basket):
    list(basket.all_lines())
    get_model("basket", "Line").objects.filter(basket=basket).update(quantity=3)
    with pytest.raises(domain.BasketChanged):
        place(basket)


def test_a_product_deleted_while_it_was_being_ordered_is_refused_by_name(basket):
    [line] = list(basket.all_lines())
    line.product.delete()
    with pytest.raises(NoLongerSold, match="Rye loaf is no longer sold"):
        place(basket)


class Unlucky(OrderCreator):
    """Draws numbers from a list."""

    draws: list[str] = []

    def draw_number(self):
        return self.draws.pop(0)


def test_a_number_that_is_taken_is_drawn_again(basket):
    taken = OrderFactory().number
    Unlucky.draws = [taken, taken, "234-679-CFH"]
    assert place(basket, Unlucky).number == "234-679-CFH"


def test_a_number_taken_at_the_same_instant_is_drawn_again(basket):
    class TakenMeanwhile(Unlucky):
        """Between the look and the write, somebody else's order takes the number."""

        def create_order_model(self, *args, **kwargs):
            if len(self.draws) == 1:
                Order.objects.filter(pk=other.pk).update(number="234-679-CFH")
            return super().create_order_model(*args, **kwargs)

    other = OrderFactory()
    Unlucky.draws = ["234-679-CFH", "RTW-XYK-MP2"]
    assert place(basket, TakenMeanwhile).number == "RTW-XYK-MP2"


def test_another_broken_rule_is_not_taken_for_a_taken_number(basket):
    with pytest.raises(IntegrityError):
        place(basket, currency=None)


def test_purchases_are_counted_once_the_order_is_kept(basket, django_capture_on_commit_callbacks):
    """Counted within, two orders of the same goods could wait for each other: Oscar counts in the basket's order."""
    product = basket.lines.get().product
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            place(basket)
        assert not ProductRecord.objects.filter(product=product).exists()
    assert ProductRecord.objects.get(product=product).num_purchases == 2


def test_a_reopened_basket_joins_the_one_its_owner_began_meanwhile(basket):
    """Stock Oscar makes a second open one."""
    basket.freeze()
    newer = BasketFactory(owner=basket.owner, lines=[(ProductFactory(), 1)])
    basket.thaw()
    assert (basket.status, newer.lines.count()) == (basket.MERGED, 2)


def test_a_submitted_basket_is_never_reopened(basket):
    stale = get_model("basket", "Basket").objects.get(pk=basket.pk)
    place(basket)
    stale.thaw()
    assert stale.status == basket.SUBMITTED

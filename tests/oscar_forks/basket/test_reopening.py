"""A basket that was put aside, or ordered, and is taken up again."""

import pytest
from oscar.core.loading import get_model

from shop.ordering.actions import claim_basket
from tests.factories import BasketFactory, ProductFactory

pytestmark = pytest.mark.django_db
Basket = get_model("basket", "Basket")


@pytest.fixture
def basket():
    return BasketFactory(lines=[(ProductFactory(), 2)])


def test_a_reopened_basket_joins_the_one_its_owner_began_meanwhile(basket):
    """Stock Oscar makes a second open one."""
    basket.freeze()
    newer = BasketFactory(owner=basket.owner, lines=[(ProductFactory(), 1)])
    basket.thaw()
    assert (basket.status, newer.lines.count()) == (basket.MERGED, 2)


def test_a_submitted_basket_is_never_reopened(basket):
    stale = Basket.objects.get(pk=basket.pk)
    claim_basket(basket=basket)
    stale.thaw()
    assert stale.status == stale.SUBMITTED

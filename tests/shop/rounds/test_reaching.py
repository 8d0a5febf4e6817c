"""Whatever made an order, its round goes to the address, and for goods that are worth the way."""

from datetime import date
from decimal import Decimal

import pytest

from shop.rounds.actions.making import make_rounds
from shop.rounds.actions.reaching import Way, check_ways
from shop.rounds.domain.refusals import NotInArea, UnderMinimum
from shop.rounds.models import Round
from tests.factories import RouteFactory, Zone
from tests.shop.rounds.conftest import NOW

pytestmark = pytest.mark.django_db
THURSDAY = date(2026, 6, 4)


@pytest.fixture
def thursday(counter) -> Round:
    zones = [Zone("BS"), Zone("BS40", minimum=Decimal("80.00"))]
    van = RouteFactory(cafe=counter.cafe, zones=zones, minimum=Decimal("25.00"))
    make_rounds(now=NOW)
    return Round.objects.get(route=van, date=THURSDAY)


def go(round: Round, *, net: str = "100.00", postcode: str = "") -> None:
    check_ways(ways=[Way(round.cafe, round, Decimal(net), postcode)])


@pytest.mark.parametrize("postcode", ["BA1 1AA", "D02 X285", "", "nowhere"])
def test_a_van_goes_only_where_its_route_does(thursday, postcode):
    go(thursday, postcode="BS1 4DJ")
    with pytest.raises(NotInArea):
        go(thursday, postcode=postcode)


@pytest.mark.parametrize(("postcode", "least"), [("BS1 4DJ", "25.00"), ("BS40 5DU", "80.00")])
def test_the_minimum_is_that_of_the_zone_to_the_penny(thursday, postcode, least):
    go(thursday, net=least, postcode=postcode)
    with pytest.raises(UnderMinimum, match=r"add £0\.01 more"):
        go(thursday, net=str(Decimal(least) - Decimal("0.01")), postcode=postcode)


def test_what_is_collected_needs_no_address(thursday, counter, django_assert_num_queries):
    collection = Round.objects.select_related("cafe").get(counter=counter, date=THURSDAY)
    with django_assert_num_queries(0):
        go(collection, net="0.01")

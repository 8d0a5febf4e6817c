"""What a checkout may offer, and what pages say of the next days."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from shop.rounds import queries
from shop.rounds.actions.keeping import save_event
from shop.rounds.actions.making import make_rounds
from shop.rounds.domain import refusals
from shop.rounds.domain.charges import Zone
from shop.rounds.domain.choosing import Order
from shop.rounds.models import Round
from shop.rounds.planning import set_times
from tests.factories import CafeFactory, CounterFactory, OrderFactory, RouteFactory
from tests.shop.rounds.conftest import NOW

pytestmark = pytest.mark.django_db
D = Decimal
DAY = timedelta(days=1)
TUESDAY, WEDNESDAY, THURSDAY = date(2026, 6, 2), date(2026, 6, 3), date(2026, 6, 4)
ANYTHING = Order()


def offered(cafe, order=ANYTHING, postcode=None, now=NOW) -> queries.Choices:
    return queries.choices(wishes=[queries.Wish(cafe, order, postcode)], now=now)[cafe.pk]


def test_an_address_is_offered_the_rounds_of_the_routes_that_serve_it_at_its_own_terms(cafe, van):
    west = RouteFactory(
        cafe=cafe, weekdays=("2",), minimum=D("40.00"), zones=[Zone("BA"), Zone("BA1", charge=D("9.00"))]
    )
    make_rounds(now=NOW)
    assert {choice.round.route for choice in offered(cafe, postcode="BS1 4DJ").all} == {van}
    found = offered(cafe, postcode="BA1 2QH")
    assert {choice.round.route for choice in found.all} == {west}
    assert (found.earliest.round.date, found.earliest.terms.charge) == (WEDNESDAY, D("9.00"))


@pytest.mark.parametrize("postcode", ["EC1A 1BB", "B1 1AA", "D02 X285", "nonsense"])
def test_an_address_outside_all_areas_is_told_that_it_can_collect(cafe, van, postcode):
    make_rounds(now=NOW)
    found = offered(cafe, postcode=postcode)
    assert (found.all, found.earliest) == ((), None)
    assert str(found.why_none) == f"Early Loaf doesn't deliver to {postcode}. You can collect instead."


def test_w12_is_served_by_the_van_of_its_own_country():
    cafe = CafeFactory()
    irish = RouteFactory(cafe=cafe, calendar="IE", zones=[Zone("W12")])
    make_rounds(now=NOW)
    assert {choice.round.route for choice in offered(cafe, postcode="W12 X2F5").all} == {irish}
    assert offered(cafe, postcode="W12 7RJ").why_none


def test_the_earliest_waits_for_the_slowest_goods_and_the_others_say_why_not(cafe, van):
    make_rounds(now=NOW)
    found = offered(cafe, Order(lead_days={"Wedding cake": 4, "Loaf": 1}), postcode="BS1 4DJ")
    assert found.earliest.round.date == date(2026, 6, 9)
    assert found.earliest.order_by == "Order by Fri 14:00 for Tuesday"
    assert found.earliest.countdown(NOW) == "in 4 days 5 h"
    assert [type(choice.why_not) for choice in found.all[:3]] == [refusals.TooEarly, refusals.TooEarly, type(None)]


def test_full_days_and_taken_slots_are_shown_as_such_and_the_next_is_offered(cafe, van, counter):
    van.capacity_orders, counter.orders_per_slot = 1, 1
    van.save()
    counter.save()
    make_rounds(now=NOW)
    tuesday = Round.objects.get(route=van, date=TUESDAY)
    OrderFactory(round=tuesday)
    assert isinstance(offered(cafe, postcode="BS1 4DJ").of(tuesday.pk).why_not, refusals.Full)

    day = Round.objects.get(counter=counter, date=TUESDAY)
    ten = day.slots.first()
    OrderFactory(round=day, slot=ten)
    first, *rest = offered(cafe).of(day.pk).slots
    assert (first.slot, str(first.why_not)) == (
        ten,
        "10:00–11:00 on Tuesday 2 June is taken meanwhile. Please choose another time.",
    )
    assert not any(each.why_not for each in rest)
    for slot in day.slots.all()[1:]:
        OrderFactory(round=day, slot=slot)
    assert offered(cafe).earliest.round.date == WEDNESDAY


def test_a_counter_offers_no_more_days_than_it_says_and_a_market_stands_beside_it(cafe, counter):
    counter.days_ahead = 3
    counter.save()
    make_rounds(now=NOW)
    market = Round(cafe=cafe, name="Saturday market", place="Old Mill Green")
    saturday = datetime.combine(THURSDAY + 2 * DAY, time(8))
    set_times(market, cafe=cafe, leaves=saturday, cutoff=saturday - 2 * DAY)
    save_event(event=market, by=None)
    found = offered(cafe)
    assert [choice.round.date for choice in found.open] == [TUESDAY, WEDNESDAY, THURSDAY, saturday.date()]
    assert found.of(market.pk).slots == ()
    assert [change.what for change in market.changes.all()] == ["Round added"]


def test_three_cafes_are_answered_for_in_three_statements(django_assert_num_queries):
    cafes = []
    for _ in range(3):
        cafe = CafeFactory()
        cafe.openings.create(weekday=2, opens=time(8), closes=time(18))
        RouteFactory(cafe=cafe)
        CounterFactory(cafe=cafe)
        cafes.append(cafe)
    make_rounds(now=NOW)
    wishes = [queries.Wish(cafe, ANYTHING, place) for cafe, place in zip(cafes, ("BS1 4DJ", None, None), strict=True)]
    with django_assert_num_queries(3):
        found = queries.choices(wishes=wishes, now=NOW)
        for choices in found.values():
            assert choices.earliest.terms
            assert len(choices.earliest.slots) == (0 if choices.earliest.round.route else 10)

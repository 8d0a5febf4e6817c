from datetime import timedelta

import pytest
from django.utils import timezone

from demo.rounds import FAR
from home.models import HomePage
from shop.cafes.areas import serves
from shop.cafes.models import Cafe
from shop.rounds import queries
from shop.rounds.domain.choosing import Order
from shop.rounds.models import Closure, Round

pytestmark = pytest.mark.usefixtures("house")


def test_the_vans_of_a_cafe_go_where_it_says_that_it_delivers_and_nowhere_else():
    for cafe in Cafe.objects.all():
        prefixes = [area.prefix for route in cafe.routes.all() for area in route.areas.all()]
        assert len(set(prefixes)) == len(prefixes)
        within = [each for each in prefixes if each not in cafe.areas]
        assert all(serves(cafe.areas, f"{each} 1AA") for each in within)
        assert set(cafe.areas) <= set(prefixes)


def test_each_cafe_can_be_ordered_from_for_delivery_and_for_collection():
    seeded = HomePage.objects.get().first_published_at
    for cafe, postcode in zip(Cafe.objects.order_by("pk"), ("BS1 4DJ", "CF10 5AL", "D02 X285"), strict=True):
        for place in (postcode, None):
            found = queries.choices(wishes=[queries.Wish(cafe, Order(), place)], now=seeded)[cafe.pk]
            assert found.earliest, (cafe, place)
            assert found.earliest.round.date <= (seeded + timedelta(days=7)).date()


def test_the_far_van_closes_on_friday_noon_for_all_of_the_next_week():
    rounds = Round.objects.filter(route__name="Vale and coast")
    assert rounds
    for round in rounds:
        assert (round.local_cutoff.strftime("%A %H:%M"), round.date.strftime("%A")) == ("Friday 12:00", "Tuesday")
    assert set(FAR) == {area.prefix for area in rounds[0].route.areas.all()}


def test_there_is_a_market_and_a_closure_in_three_weeks():
    today = timezone.localdate(HomePage.objects.get().first_published_at)
    market, closure = Round.objects.get(kind="event"), Closure.objects.get(reason__contains="serviced")
    assert 7 <= (market.date - today).days <= 13
    assert 17 <= (closure.first_day - today).days <= 23
    closed = Round.objects.filter(cafe=closure.cafe, date=closure.first_day)
    assert closed
    assert {round.closed_because for round in closed} == {closure.reason}
    assert market.place

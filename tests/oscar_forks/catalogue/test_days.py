"""Visitors choose goods for a day, and read until when to order for the next one."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from shop.rounds import ahead
from shop.rounds.actions.making import make_rounds
from tests.factories import CafeFactory, ProductFactory, RouteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cafe():
    cafe = CafeFactory(name="Early Loaf")
    RouteFactory(cafe=cafe, weekdays=("0", "1", "2", "3", "4", "5", "6"))
    make_rounds(now=timezone.now())
    return cafe


def test_a_list_for_a_day_leaves_out_what_takes_longer_and_says_which_day_it_is(client, cafe):
    bread = ProductFactory(cafe=cafe, title="Rye loaf")
    cake = ProductFactory(cafe=cafe, title="Wedding cake", lead_days=6)
    soon, later = (timezone.localdate() + timedelta(days=number) for number in (3, 9))
    page = client.get(f"/shop/?day={soon}").content.decode()
    assert bread.title in page
    assert cake.title not in page
    assert f"For {soon:%A} {soon.day} {soon:%b}" in page
    assert cake.title in client.get(f"/shop/?day={later}").content.decode()
    assert cake.title in client.get("/shop/?day=2019-01-01&day=soon").content.decode()


def test_a_product_says_until_when_to_order_it_for_the_next_day(client, cafe):
    now = timezone.now()
    cake = ProductFactory(cafe=cafe, title="Wedding cake", lead_days=4)
    first, _ = ahead.first_for(ahead.open_ahead(now=now), cafes={cafe.partner.code}, lead_days=4, now=now)
    page = client.get(cake.get_absolute_url()).content.decode()
    assert first.order_by(4) in page
    elsewhere = ProductFactory(cafe=CafeFactory(), title="Nobody brings it")
    assert "Order by" not in client.get(elsewhere.get_absolute_url()).content.decode()


def test_a_card_says_the_first_day_on_which_its_goods_can_be_had(client, cafe):
    bread = ProductFactory(cafe=cafe, title="Rye loaf")
    ProductFactory(cafe=cafe, title="Wedding cake", lead_days=4)
    ProductFactory(cafe=CafeFactory(), title="Nobody brings it")
    ProductFactory(cafe=cafe, title="None left", num_in_stock=0)
    now, code = timezone.now(), {cafe.partner.code}
    rounds = ahead.open_ahead(now=now)
    cards = BeautifulSoup(client.get("/shop/").content, "html.parser").select(".product-card")
    said = {card.h2.get_text(strip=True): card.find(string=re.compile("Next:")) for card in cards}
    for title, lead_days in ((bread.title, 0), ("Wedding cake", 4)):
        day = ahead.first_for(rounds, cafes=code, lead_days=lead_days, now=now)[0].departure.date
        assert said[title].strip() == f"Next: {day:%a} {day.day} {day:%b}"
    assert said["Rye loaf"] != said["Wedding cake"]
    assert said["Nobody brings it"] is said["None left"] is None

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.goods.season import Season
from shop.goods.supply import season_words

pytestmark = pytest.mark.one_engine

RHUBARB = Season(date(2026, 1, 10), date(2026, 6, 20), yearly=True)
WINTER = Season(date(2025, 11, 15), date(2026, 2, 10), yearly=True)
LAUNCH = Season(first=date(2026, 12, 1))


@pytest.mark.parametrize(
    ("season", "day", "sold", "again"),
    [
        (Season(), date(2026, 11, 21), True, None),
        (RHUBARB, date(2026, 1, 9), False, date(2026, 1, 10)),
        (RHUBARB, date(2031, 1, 10), True, None),
        (RHUBARB, date(2026, 6, 20), True, None),
        (RHUBARB, date(2026, 6, 21), False, date(2027, 1, 10)),
        (WINTER, date(2026, 12, 31), True, None),
        (WINTER, date(2027, 2, 10), True, None),
        (WINTER, date(2027, 2, 11), False, date(2027, 11, 15)),
        (LAUNCH, date(2026, 11, 30), False, date(2026, 12, 1)),
        (LAUNCH, date(2030, 1, 1), True, None),
        (Season(last=date(2026, 11, 20)), date(2026, 11, 21), False, None),
        (Season(date(2024, 2, 29), date(2024, 3, 31), yearly=True), date(2027, 1, 1), False, date(2027, 3, 1)),
    ],
)
def test_goods_are_sold_in_their_season_and_say_when_the_next_begins(season, day, sold, again):
    assert season.includes(day) is sold
    assert season.next_first(day) == again


def test_the_next_season_is_said_in_words():
    assert season_words(date(2027, 1, 10)).text == "In season from 10 January 2027"
    assert season_words(None).text == "The season is over"


DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))


@given(DAYS, DAYS, DAYS)
def test_the_next_season_begins_at_the_first_day_that_is_in_it(one, other, day):
    season = Season(one, other, yearly=True)
    begins = season.next_first(day)
    if begins is None:
        assert season.includes(day)
    else:
        assert season.includes(begins) and begins > day
        waiting = (begins - day).days
        assert waiting <= 366
        assert not any(season.includes(day + timedelta(days)) for days in range(waiting))

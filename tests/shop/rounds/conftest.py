from datetime import UTC, datetime, time

import pytest

from shop.cafes.domain import Opening
from shop.cafes.models import Cafe
from shop.rounds.models import Counter, Route
from tests.factories import CafeFactory, CounterFactory, RouteFactory

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)  # a Monday, nine o'clock at the café


@pytest.fixture
def cafe(db) -> Cafe:
    """Open from Tuesday to Saturday, ten to two."""
    cafe = CafeFactory(name="Early Loaf")
    for weekday in range(1, 6):
        opening = Opening(weekday, time(10), time(14))
        cafe.openings.create(weekday=opening.weekday, opens=opening.opens, closes=opening.closes)
    return cafe


@pytest.fixture
def van(cafe) -> Route:
    """Tuesdays and Thursdays at six; orders close at two the day before."""
    return RouteFactory(cafe=cafe, name="Bristol")


@pytest.fixture
def counter(cafe) -> Counter:
    """Slots of an hour; orders close at three the day before."""
    return CounterFactory(cafe=cafe)

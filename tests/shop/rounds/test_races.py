"""Many at the same instant. Beside each stands a control, without the lock, that must go wrong."""

from datetime import date
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from oscar.core.loading import get_model

from shop.rounds.actions.closing import close_round
from shop.rounds.actions.holding import Place, hold_places
from shop.rounds.actions.making import make_rounds
from shop.rounds.domain.refusals import Closed, Full, HasOrders
from shop.rounds.models import Round, Route
from tests.factories import CafeFactory, CounterFactory, RouteFactory
from tests.shop.rounds.conftest import NOW
from tests.testbed.race import race

Order = get_model("order", "Order")
BUYERS, PLACES = 16, 3
THURSDAY = date(2026, 6, 4)


def a_round() -> Round:
    cafe = CafeFactory()
    route = RouteFactory(cafe=cafe, capacity_orders=PLACES)
    make_rounds(now=NOW, cafes=[cafe])
    return Round.objects.get(route=route, date=THURSDAY)


def write_order(round: Round, number: int) -> None:
    Order.objects.create(
        number=f"{round.pk}-{number}", round=round, status="Pending", total_incl_tax=1, total_excl_tax=1
    )


def order_with_a_place(round: Round, number: int) -> bool:
    try:
        with transaction.atomic():
            hold_places(places=[Place(round, ())], now=NOW)
            write_order(round, number)
    except (Closed, Full):
        return False
    finally:
        connection.close()
    return True


def order_after_a_look(round: Round, number: int) -> bool:
    try:
        if Order.objects.filter(round=round).count() >= PLACES:
            return False
        write_order(round, number)
        return True
    finally:
        connection.close()


def how_many_got_in(order) -> int:
    round = a_round()
    told = race([partial(order, round, number) for number in range(BUYERS)])
    assert Order.objects.filter(round=round).count() == told.count(True)
    return told.count(True)


def test_of_sixteen_who_want_the_last_three_places_three_get_in(site):
    for _ in range(3):
        assert how_many_got_in(order_with_a_place) == PLACES


def test_control_who_only_looks_first_finds_more_places_than_there_are(site):
    for _ in range(20):
        if how_many_got_in(order_after_a_look) > PLACES:
            return
    pytest.fail("each saw all who came before, in all of 20 races")


def close(round: Round) -> bool:
    try:
        close_round(round=round, reason="The van is broken", by=None, now=NOW)
        return True
    except HasOrders:
        return False
    finally:
        connection.close()


def close_after_a_look(round: Round) -> bool:
    try:
        if Order.objects.filter(round=round).exists():
            return False
        Round.objects.filter(pk=round.pk).update(closed_at=NOW, closed_because="The van is broken")
        return True
    finally:
        connection.close()


def is_closed_with_orders(order, close) -> bool:
    round = a_round()
    race([partial(close, round), *(partial(order, round, number) for number in range(3))])
    round.refresh_from_db()
    return round.closed_at is not None and round.orders.exists()


def test_a_round_that_is_closed_while_others_order_has_no_orders_or_stays_open(site):
    assert not any(is_closed_with_orders(order_with_a_place, close) for _ in range(8))


def test_control_who_only_looks_first_closes_a_round_with_an_order(site):
    if not any(is_closed_with_orders(order_after_a_look, close_after_a_look) for _ in range(30)):
        pytest.fail("each saw what the other had done, in all of 30 races")


def make(cafe) -> bool:
    try:
        make_rounds(now=NOW, cafes=[cafe])
        return True
    finally:
        connection.close()


def make_after_a_look(route: Route) -> bool:
    try:
        if not route.rounds.exists():
            made = a_round()
            made.pk, made.route, made.cafe = None, route, route.cafe
            made.save(force_insert=True)
        return True
    except IntegrityError:
        return False
    finally:
        connection.close()


def test_makers_at_the_same_instant_make_each_round_and_slot_once(site):
    for _ in range(3):
        cafe = CafeFactory()
        cafe.openings.create(weekday=2, opens="10:00", closes="14:00")
        route, counter = RouteFactory(cafe=cafe), CounterFactory(cafe=cafe)
        assert all(race([partial(make, cafe) for _ in range(6)]))
        assert (route.rounds.count(), counter.rounds.count()) == (8, 4)
        assert all(day.slots.count() == 4 for day in counter.rounds.all())


def test_control_makers_who_only_look_first_run_into_each_other(site):
    for _ in range(20):
        route = RouteFactory()
        made = race([partial(make_after_a_look, route) for _ in range(6)])
        assert route.rounds.count() == 1
        if not all(made):
            return
    pytest.fail("each saw what the one before had made, in all of 20 races")

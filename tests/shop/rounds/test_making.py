"""Rounds are made ahead, follow what staff set until somebody has ordered, and then stay as they were."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop.cafes.actions import set_special_days, set_week
from shop.cafes.domain import Opening, Span, SpecialDay
from shop.rounds import queries
from shop.rounds.actions.closing import close_round, open_again
from shop.rounds.actions.keeping import (
    remove_closure,
    save_change_rule,
    save_closure,
    save_counter,
    save_route,
)
from shop.rounds.actions.making import make_rounds
from shop.rounds.domain import choosing, refusals
from shop.rounds.domain.charges import Zone
from shop.rounds.domain.timetable import AS_USUAL, DAY_AFTER, DAY_BEFORE, ON_HOLIDAYS
from shop.rounds.models import ChangeRule, Closure, Round, RoundChange, Route, Slot
from shop.rounds.public_holidays import public_holidays
from tests.factories import CafeFactory, CounterFactory, OrderFactory, RouteFactory, UserFactory
from tests.shop.rounds.calendars import ZONES
from tests.shop.rounds.conftest import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TUESDAY, THURSDAY = date(2026, 6, 2), date(2026, 6, 4)
MONDAY = date(2026, 6, 1)
OTHER_TIMES = [(year, month) for year in (2027, 2032, 2035) for month in (3, 4, 10, 12)]


def on(day: date, **kwargs) -> Round:
    return Round.objects.get(date=day, **kwargs)


def everything() -> list[tuple]:
    return [*Round.objects.order_by("pk").values_list(), *Slot.objects.order_by("pk").values_list()]


def closure(first: date, last: date | None = None, **kwargs) -> Closure:
    return save_closure(
        closure=Closure(first_day=first, last_day=last or first, reason="Oven repair", **kwargs), by=None, now=NOW
    )


def test_rounds_of_four_weeks_are_there_and_making_them_again_changes_nothing(van, counter):
    make_rounds(now=NOW)
    vans = Round.objects.filter(route=van)
    assert [round.date for round in vans[:3]] == [TUESDAY, THURSDAY, date(2026, 6, 9)]
    assert vans.count() == 8
    assert Round.objects.filter(counter=counter).count() == 20
    assert [str(slot) for slot in on(TUESDAY, counter=counter).slots.all()] == [
        "10:00–11:00",
        "11:00–12:00",
        "12:00–13:00",
        "13:00–14:00",
    ]
    before = everything()
    again = make_rounds(now=NOW)
    assert (again.new, again.changed, again.gone) == (0, 0, 0)
    assert everything() == before


def test_a_round_knows_its_instants_and_takes_along_what_held_when_it_was_made(van):
    van.minimum, van.charge, van.capacity_orders = Decimal("40.00"), Decimal("6.00"), 12
    save_route(route=van, zones=[Zone("BS")], by=None, now=NOW)
    round = on(TUESDAY)
    assert round.leaves_at == datetime(2026, 6, 2, 5, tzinfo=UTC)
    assert round.cutoff_at == datetime(2026, 6, 1, 13, tzinfo=UTC)
    assert round.change_until == datetime(2026, 5, 31, 5, tzinfo=UTC)
    assert (round.minimum, round.charge, round.capacity_orders) == (Decimal("40.00"), Decimal("6.00"), 12)


def test_three_cafes_and_four_weeks_are_made_in_few_statements_and_looked_at_in_fewer(django_assert_max_num_queries):
    for _ in range(3):
        cafe = CafeFactory()
        cafe.openings.create(weekday=2, opens=time(8), closes=time(18))
        for _ in range(2):
            RouteFactory(cafe=cafe, weekdays=("0", "1", "2", "3", "4"))
        CounterFactory(cafe=cafe, slot_minutes=30)
    with django_assert_max_num_queries(25):
        make_rounds(now=NOW)
    assert Round.objects.count() == 132
    with CaptureQueriesContext(connection) as asked:
        make_rounds(now=NOW + DAY)
    assert len(asked) <= 18


def test_what_nobody_has_ordered_for_follows_the_route_and_the_hours(van, counter, cafe):
    make_rounds(now=NOW)
    van.leaves, van.weekdays = time(5, 30), ("1",)
    save_route(route=van, zones=[Zone("BS")], by=None, now=NOW)
    assert on(TUESDAY, route=van).leaves_at == datetime(2026, 6, 2, 4, 30, tzinfo=UTC)
    assert not Round.objects.filter(route=van, date=THURSDAY).exists()

    set_week(cafe=cafe, openings=[Opening(3, time(8), time(10))], by=None)
    make_rounds(now=NOW)
    assert [str(slot) for slot in on(THURSDAY, counter=counter).slots.all()] == ["08:00–09:00", "09:00–10:00"]
    assert not Round.objects.filter(counter=counter, date=TUESDAY).exists()


def test_a_round_with_orders_stays_as_it_was_and_staff_are_told_what_no_longer_fits(van):
    make_rounds(now=NOW)
    OrderFactory(round=on(THURSDAY))
    van.leaves, van.charge = time(5, 30), Decimal("9.00")
    save_route(route=van, zones=[Zone("BS")], by=None, now=NOW)
    ordered = on(THURSDAY)
    assert (ordered.leaves, ordered.charge, ordered.takes_orders) == (time(6), Decimal(0), True)
    assert ordered.misfit == "leaves 06:00, and now would 05:30"
    van.leaves = time(6)
    save_route(route=van, zones=[Zone("BS")], by=None, now=NOW)
    assert on(THURSDAY).misfit == ""


def test_a_closure_closes_what_is_empty_and_stops_what_has_orders_until_it_is_taken_away_again(van, cafe):
    make_rounds(now=NOW)
    OrderFactory(round=on(THURSDAY))
    days_off = closure(TUESDAY, THURSDAY, cafe=cafe)
    assert (on(TUESDAY).closed_because, on(TUESDAY).takes_orders) == ("Oven repair", False)
    ordered = on(THURSDAY)
    assert (ordered.closed_at, ordered.stopped_because, ordered.misfit) == (None, "Oven repair", "Oven repair")
    assert not ordered.takes_orders
    remove_closure(closure=days_off, by=None, now=NOW)
    for day in (TUESDAY, THURSDAY):
        assert on(day).takes_orders
        assert on(day).misfit == ""


def test_a_closure_of_one_route_leaves_the_others_and_one_of_another_cafe_leaves_all(van, cafe):
    other = RouteFactory(cafe=cafe)
    closure(TUESDAY, cafe=cafe, route=van)
    closure(THURSDAY, cafe=CafeFactory())
    assert not on(TUESDAY, route=van).takes_orders
    assert on(TUESDAY, route=other).takes_orders
    assert on(THURSDAY, route=van).takes_orders
    closure(THURSDAY)
    assert not on(THURSDAY, route=van).takes_orders


def test_a_van_that_would_go_on_the_cafes_day_off_goes_the_day_before_if_the_route_says_so(van, cafe):
    set_special_days(cafe=cafe, days=[SpecialDay(THURSDAY, (), "Stocktaking")], since=MONDAY, by=None)
    van.on_holidays = DAY_BEFORE
    save_route(route=van, zones=[Zone("BS")], by=None, now=NOW)
    moved = on(THURSDAY - DAY)
    assert (moved.moved_from, moved.takes_orders, moved.cutoff_date) == (THURSDAY, True, TUESDAY)
    assert on(THURSDAY).closed_because == "Stocktaking: it goes on Wednesday 3 June instead"


def test_an_order_that_waits_on_a_holiday_gets_a_round_beside_it_to_be_moved_to(van, cafe):
    van.on_holidays = DAY_AFTER
    save_route(route=van, zones=[Zone("BS")], by=None, now=NOW)
    OrderFactory(round=on(THURSDAY))
    set_special_days(cafe=cafe, days=[SpecialDay(THURSDAY, (), "Stocktaking")], since=MONDAY, by=None)
    made = make_rounds(now=NOW)
    assert made.misfits == 1
    assert on(THURSDAY).stopped_because == "Stocktaking: it goes on Friday 5 June instead"
    assert on(THURSDAY + DAY).moved_from == THURSDAY


def test_a_special_day_has_its_own_slots_and_a_public_holiday_none_unless_it_is_one(counter, cafe):
    counter.calendar = "IE"  # whose first Monday of June is a holiday
    set_week(cafe=cafe, openings=[Opening(0, time(10), time(12))], by=None)
    now = NOW - 3 * DAY
    save_counter(counter=counter, by=None, now=now)
    assert (on(MONDAY).closed_because, on(MONDAY).slots.count()) == ("June Bank Holiday", 0)
    day = SpecialDay(MONDAY, (Span(time(11), time(12)),), "Open for the holiday")
    set_special_days(cafe=cafe, days=[day], since=MONDAY, by=None)
    make_rounds(now=now)
    assert on(MONDAY).takes_orders
    assert [str(slot) for slot in on(MONDAY).slots.all()] == ["11:00–12:00"]


def test_a_route_that_is_put_away_takes_its_empty_rounds_along(van):
    make_rounds(now=NOW)
    OrderFactory(round=on(THURSDAY))
    cancelled = OrderFactory(round=on(TUESDAY))
    cancelled.set_status("Cancelled")
    van.is_active = False
    save_route(route=van, zones=[Zone("BS")], by=None, now=NOW)
    assert [round.date for round in van.rounds.all()] == [TUESDAY, THURSDAY]
    assert on(TUESDAY).closed_because == on(THURSDAY).stopped_because == "It doesn't go on this day any more"


def test_what_has_left_today_stays_even_if_the_van_leaves_later_from_now_on(van, counter):
    make_rounds(now=NOW)
    noon = NOW + DAY + timedelta(hours=4)
    van.leaves, van.arrives_from, van.arrives_until = time(18), time(18), time(20)
    save_route(route=van, zones=[Zone("BS")], by=None, now=noon)
    assert (on(TUESDAY, route=van).leaves, on(THURSDAY, route=van).leaves) == (time(6), time(18))
    assert on(TUESDAY, counter=counter).slots.count() == 4


def test_a_cafe_says_until_when_its_customers_may_change(van, cafe):
    save_change_rule(rule=ChangeRule(cafe=cafe, hours=12, past_cutoff=True), by=None, now=NOW)
    assert on(THURSDAY).change_until == datetime(2026, 6, 3, 17, tzinfo=UTC)
    rule = cafe.change_rule
    rule.past_cutoff = False
    save_change_rule(rule=rule, by=None, now=NOW)
    assert on(THURSDAY).change_until == on(THURSDAY).cutoff_at


def test_a_round_is_closed_by_hand_only_while_it_is_empty_and_stays_closed_until_it_is_opened_again(van):
    make_rounds(now=NOW)
    by = UserFactory()
    order = OrderFactory(round=on(THURSDAY))
    with pytest.raises(refusals.HasOrders, match=r"Bristol on Thursday 4 June has an order\."):
        close_round(round=on(THURSDAY), reason="The van is broken", by=by, now=NOW)
    order.set_status("Cancelled")
    close_round(round=on(THURSDAY), reason="The van is broken", by=by, now=NOW)
    make_rounds(now=NOW)
    assert on(THURSDAY).closed_because == "The van is broken"
    with pytest.raises(refusals.ClosedAlready):
        close_round(round=on(THURSDAY), reason="Again", by=by, now=NOW)
    open_again(round=on(THURSDAY), by=by, now=NOW)
    assert on(THURSDAY).takes_orders
    assert [(change.what, change.old, change.new) for change in on(THURSDAY).changes.all()] == [
        ("Opened again", "The van is broken", ""),
        ("Closed", "", "The van is broken"),
    ]


def test_who_changed_what_of_a_route_is_kept_field_by_field(van):
    by = UserFactory()
    van.weekdays, van.minimum = ("1", "4"), Decimal("50.00")
    save_route(route=van, zones=[Zone("BS"), Zone("BA1", charge=Decimal("9.00"))], by=by, now=NOW)
    assert {(change.what, change.old, change.new) for change in van.changes.filter(by=by)} == {
        ("Goes on", "Tuesday, Thursday", "Tuesday, Friday"),
        ("Least net value", "0.00", "50.00"),
        ("Areas", "BS", "BA1 at 9.00, BS"),
    }
    assert {change.about for change in RoundChange.objects.all()} == {"Bristol"}


def a_cafe_with_days_off(zone: str, does: str, now: datetime) -> tuple[Route, set[date], set[date]]:
    """Its van, the days on which nothing may go, and those on which a van may that goes as usual."""
    cafe = CafeFactory(time_zone=zone)
    for weekday in range(7):
        cafe.openings.create(weekday=weekday, opens=time(9), closes=time(12))
    first = now.astimezone(ZoneInfo(zone)).date()
    away = {first + n * DAY for n in (3, 4, 9)}
    Closure.objects.bulk_create(Closure(cafe=cafe, first_day=day, last_day=day, reason="Away") for day in away)
    stocktaking = SpecialDay(first + 6 * DAY, (), "Stocktaking")
    set_special_days(cafe=cafe, days=[stocktaking], since=first, by=None)
    CounterFactory(cafe=cafe, calendar="SCT")
    route = RouteFactory(cafe=cafe, weekdays=tuple("01234"), calendar="SCT", on_holidays=does)
    return route, away, {stocktaking.date, *public_holidays("SCT", first, first + 40 * DAY)}


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("does", list(ON_HOLIDAYS))
@pytest.mark.parametrize(
    ("year", "month"),
    [(2029, 12), *(pytest.param(*month, marks=[pytest.mark.heavy, pytest.mark.one_engine]) for month in OTHER_TIMES)],
)
def test_nothing_is_offered_on_a_closed_day_or_past_its_cutoff_and_the_earliest_is_the_first(zone, does, year, month):
    """Around Easter and Christmas, and where clocks change."""
    now = datetime(year, month, 12, 10, tzinfo=UTC)
    route, away, holidays = a_cafe_with_days_off(zone, does, now)
    make_rounds(now=now)
    cake = choosing.Order(lead_days={"Cake": 2})
    for later, postcode in product((now, now + 5 * DAY), ("BS1 4DJ", None)):
        wish = queries.Wish(route.cafe, cake, postcode)
        found = queries.choices(wishes=[wish], now=later)[route.cafe_id]
        closed = away if postcode and does == AS_USUAL else away | holidays
        assert found.open
        for choice in found.open:
            assert choice.round.date not in closed
            assert later < choice.offer.departure.last_moment(2) <= choice.round.cutoff_at
            assert choice.round.local_cutoff.replace(tzinfo=None) == choice.offer.departure.cutoff
        assert found.earliest.round.leaves_at == min(choice.round.leaves_at for choice in found.open)

"""On which dates a route goes, and in which slots goods are fetched."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.cafes.domain import Day, Span
from shop.rounds.domain.slots import slots
from shop.rounds.domain.timetable import (
    AS_USUAL,
    DAY_AFTER,
    DAY_BEFORE,
    FURTHEST,
    ON_HOLIDAYS,
    STAYS,
    Timetable,
    plan,
)
from shop.rounds.public_holidays import CALENDARS, public_holidays
from tests.shop.rounds.calendars import DAYS, FIRST, LAST, LONDON, TIMES, ZONES

pytestmark = pytest.mark.one_engine
unhurried = settings(deadline=None)
DAY = timedelta(days=1)

timetables = st.builds(
    Timetable,
    st.frozensets(st.integers(0, 6), min_size=1),
    st.none() | DAYS,
    st.none() | DAYS,
    st.sampled_from(list(ON_HOLIDAYS)),
)


def around(first: date, offsets: dict[int, str]) -> dict[date, str]:
    return {first + offset * DAY: reason for offset, reason in offsets.items()}


few_days = st.dictionaries(st.integers(-5, 40), st.sampled_from(["A day off", "Stocktaking"]), max_size=6)


@unhurried
@given(timetables, st.sampled_from(list(CALENDARS)), DAYS, few_days)
def test_no_round_goes_on_a_closed_day_and_each_day_of_the_timetable_is_accounted_for(timetable, calendar, first, off):
    last = first + 34 * DAY
    closed = around(first, off)
    holidays = public_holidays(calendar, first - FURTHEST * DAY, last + FURTHEST * DAY)
    planned = plan(timetable, closed=closed, holidays=holidays, first=first, last=last)

    days = [each.day for each in planned]
    assert days == sorted(set(days))
    for each in planned:
        assert first <= each.day <= last
        assert timetable.holds_on(each.day)
        if each.closed_because:
            assert each.day in closed or each.day in holidays
            continue
        assert each.day not in closed
        if each.moved_from:
            assert each.moved_from in holidays
            assert each.moved_from.weekday() in timetable.weekdays
            ahead = (each.day - each.moved_from).days
            assert 0 < (-ahead if timetable.on_holidays == DAY_BEFORE else ahead) <= FURTHEST
        else:
            assert each.day.weekday() in timetable.weekdays
        assert each.day not in holidays or timetable.on_holidays == AS_USUAL

    usual = [first + n * DAY for n in range(35)]
    expected = {day for day in usual if day.weekday() in timetable.weekdays and timetable.holds_on(day)}
    assert expected <= set(days)
    assert {each.day for each in planned if not each.moved_from} == expected


def going(timetable: Timetable, calendar: str, first: date, last: date) -> list[tuple[date, date | None]]:
    holidays = public_holidays(calendar, first - FURTHEST * DAY, last + FURTHEST * DAY)
    planned = plan(timetable, closed={}, holidays=holidays, first=first, last=last)
    return [(each.day, each.moved_from) for each in planned if not each.closed_because]


@pytest.mark.parametrize(
    ("day", "where"),
    [
        (date(2027, 3, 17), {"NIR", "IE"}),  # Saint Patrick
        (date(2027, 3, 26), {"ENG", "WLS", "SCT", "NIR"}),  # Good Friday
        (date(2027, 3, 29), {"ENG", "WLS", "NIR", "IE"}),  # Easter Monday
        (date(2027, 7, 12), {"NIR"}),
        (date(2027, 8, 30), {"ENG", "WLS", "NIR"}),
        (date(2027, 8, 2), {"SCT", "IE"}),
        (date(2027, 11, 30), {"SCT"}),  # Saint Andrew
        (date(2027, 6, 7), {"IE"}),
        (date(2027, 12, 27), {"ENG", "WLS", "SCT", "NIR"}),
    ],
)
def test_the_place_that_goods_are_brought_to_decides_what_is_a_public_holiday(day, where):
    daily = Timetable(frozenset(range(7)))
    assert {calendar for calendar in CALENDARS if not going(daily, calendar, day, day)} == where


def test_england_and_wales_share_their_holidays_over_ten_years():
    assert public_holidays("ENG", FIRST, LAST) == public_holidays("WLS", FIRST, LAST)


@pytest.mark.parametrize(
    ("does", "goes"),
    [
        (STAYS, []),
        (AS_USUAL, [(date(2026, 12, 25), None)]),
        (DAY_BEFORE, [(date(2026, 12, 24), date(2026, 12, 25))]),
        (DAY_AFTER, [(date(2026, 12, 29), date(2026, 12, 25))]),  # past Boxing Day, a Sunday and the day in lieu
    ],
)
def test_on_christmas_day_a_friday_van_stays_or_goes_as_usual_before_or_after(does, goes):
    sundays_too = plan(
        Timetable(frozenset({4}), on_holidays=does),
        closed={date(2026, 12, 27): "Sunday"},
        holidays=public_holidays("ENG", date(2026, 12, 15), date(2027, 1, 10)),
        first=date(2026, 12, 21),
        last=date(2026, 12, 30),
    )
    assert [(each.day, each.moved_from) for each in sundays_too if not each.closed_because] == goes
    (told,) = [each.closed_because for each in sundays_too if each.day == date(2026, 12, 25)]
    assert (
        told
        == {
            STAYS: "Christmas Day",
            AS_USUAL: "",
            DAY_BEFORE: "Christmas Day: it goes on Thursday 24 December instead",
            DAY_AFTER: "Christmas Day: it goes on Tuesday 29 December instead",
        }[does]
    )


def test_a_round_that_moves_onto_another_of_its_route_is_one_round():
    thursdays_and_fridays = Timetable(frozenset({3, 4}), on_holidays=DAY_BEFORE)
    assert going(thursdays_and_fridays, "ENG", date(2026, 12, 21), date(2026, 12, 27)) == [(date(2026, 12, 24), None)]


def test_what_finds_no_open_day_in_reach_does_not_go():
    christmas = date(2026, 12, 25)
    closed = {christmas - n * DAY: "We are away" for n in range(1, FURTHEST + 1)}
    (planned,) = plan(
        Timetable(frozenset({4}), on_holidays=DAY_BEFORE),
        closed=closed,
        holidays={christmas: "Christmas Day"},
        first=christmas - 4 * DAY,
        last=christmas,
    )
    assert (planned.day, planned.closed_because) == (christmas, "Christmas Day")


@unhurried
@given(st.builds(Span, TIMES, TIMES), DAYS, st.sampled_from(ZONES), st.sampled_from([15, 30, 45, 60, 120]))
def test_slots_lie_within_the_hours_one_after_the_other_and_none_is_empty(span, day, zone, minutes):
    found = slots(Day(day, (span,)), zone=zone, minutes=minutes)
    for slot in found:
        assert slot.starts_at < slot.ends_at
        for moment, wall in ((slot.starts_at, slot.starts), (slot.ends_at, slot.ends)):
            shown = moment.astimezone(ZoneInfo(zone))
            assert shown.time() == wall or shown.utcoffset() != (shown - DAY).utcoffset()
    for one, next_one in pairwise(found):
        assert one.ends_at <= next_one.starts_at
    if found:
        opens = datetime.combine(day, span.opens, tzinfo=ZoneInfo(zone))
        assert found[0].starts_at >= opens.astimezone(UTC) - timedelta(hours=1)


def test_hours_with_a_break_give_slots_before_and_after_it_and_none_that_ends_after_closing():
    lunch = Day(date(2026, 6, 3), (Span(time(10), time(12, 30)), Span(time(15), time(17))))
    assert [f"{each.starts:%H:%M}–{each.ends:%H:%M}" for each in slots(lunch, zone=LONDON, minutes=60)] == [
        "10:00–11:00",
        "11:00–12:00",
        "15:00–16:00",
        "16:00–17:00",
    ]

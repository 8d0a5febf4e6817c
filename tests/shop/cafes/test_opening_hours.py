from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from shop.cafes.domain import (
    DAY,
    Hours,
    Opening,
    Span,
    SpecialDay,
    coming_week,
    faults_in_special_days,
    faults_in_week,
    in_words,
    instant,
    next_opening,
    open_now,
    true_until,
)

LONDON = "Europe/London"
ZONES = [
    LONDON,
    "Europe/Dublin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Asia/Kathmandu",
    "UTC",
]
WEEKDAYS_8_TO_5 = tuple(Opening(day, time(8), time(17)) for day in range(5))
NIGHTS = (Opening(4, time(20), time(2)), Opening(5, time(20), time(2)))

minutes = st.times(max_value=time(23, 59)).map(lambda moment: moment.replace(second=0, microsecond=0))
openings = st.builds(Opening, st.integers(0, 6), minutes, minutes)
weeks = st.lists(openings, max_size=6).map(tuple)
dates = st.dates(date(2024, 1, 1), date(2033, 12, 31))
spans = st.lists(st.builds(Span, minutes, minutes), max_size=2).map(tuple)
special_days = st.lists(st.builds(SpecialDay, dates, spans), max_size=4, unique_by=lambda day: day.date).map(tuple)
unhurried = settings(deadline=None)  # other tests may hold the processor
hours = st.builds(Hours, st.sampled_from(ZONES), weeks, special_days)
nows = st.datetimes(datetime(2024, 1, 1), datetime(2033, 12, 31), timezones=st.just(UTC))


def local(text: str, zone: str = LONDON, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


def clock_is_plain_around(now: datetime, zone: str) -> bool:
    """No clock change within a day: there the hours on the door can be read off literally."""
    offsets = {(now + timedelta(hours=h)).astimezone(ZoneInfo(zone)).utcoffset() for h in range(-49, 50)}
    return len(offsets) == 1


def by_the_door(hours: Hours, now: datetime) -> bool:
    """Open or not, as a passer-by with a watch would tell from the sign, by comparing wall times alone."""
    wall = now.astimezone(ZoneInfo(hours.zone)).replace(tzinfo=None)
    today, yesterday = hours.on(wall.date()), hours.on(wall.date() - DAY)
    began_today = any(
        span.opens <= wall.time() and (span.past_midnight or wall.time() < span.closes) for span in today.openings
    )
    still_from_yesterday = any(span.past_midnight and wall.time() < span.closes for span in yesterday.openings)
    return began_today or still_from_yesterday


@unhurried
@given(hours, nows)
def test_open_now_is_what_the_sign_on_the_door_says(hours, now):
    assume(clock_is_plain_around(now, hours.zone))
    assert open_now(hours, now) == by_the_door(hours, now)


@unhurried
@given(hours, nows)
def test_the_doors_open_at_the_next_opening_and_not_before(hours, now):
    opens = next_opening(hours, now)
    if opens is None:
        return
    utc = opens.astimezone(UTC)
    assert utc > now
    assert open_now(hours, utc)
    assert not open_now(hours, utc - timedelta(seconds=1))
    for part in range(20):
        between = now + (utc - now) * part / 20
        assert open_now(hours, now) or not open_now(hours, between)


@unhurried
@given(hours, nows)
def test_every_moment_has_words(hours, now):
    assert in_words(hours, now).startswith("Open now" if open_now(hours, now) else "Closed")


@unhurried
@given(dates, st.lists(minutes, min_size=2, max_size=2).map(sorted), st.sampled_from(ZONES))
def test_a_later_wall_time_never_comes_before_an_earlier_one(day, walls, zone):
    first, second = (instant(day, wall, ZoneInfo(zone)) for wall in walls)
    assert first <= second


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [("2026-03-27", 8), ("2026-03-30", 7), ("2026-10-23", 7), ("2026-10-26", 8)],
    ids=["the Friday before summer time", "the Monday after", "the Friday before winter time", "the Monday after"],
)
def test_eight_oclock_stays_eight_oclock_when_the_clocks_change(day, utc_hour):
    midnight = datetime.fromisoformat(day).replace(tzinfo=UTC)
    opens = next_opening(Hours(LONDON, WEEKDAYS_8_TO_5), midnight)
    assert opens.astimezone(UTC) == midnight + timedelta(hours=utc_hour)
    assert f"{opens:%H:%M}" == "08:00"


def test_a_time_the_clock_jumps_over_happens_at_the_jump():
    early = Hours(LONDON, (Opening(6, time(1, 30), time(5)),))
    assert next_opening(early, local("2026-03-28T12:00")).astimezone(UTC) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_hours_that_lie_wholly_in_the_jump_do_not_happen_that_day():
    blink = Hours(LONDON, (Opening(6, time(1, 15), time(1, 45)),))
    assert next_opening(blink, local("2026-03-28T12:00")) == local("2026-04-05T01:15")


def test_a_time_the_clock_shows_twice_counts_the_first_time():
    late = Hours(LONDON, (Opening(5, time(20), time(1, 30)),))
    assert open_now(late, local("2026-10-25T01:20"))
    assert not open_now(late, local("2026-10-25T01:20", fold=1))


def test_a_day_that_a_country_skipped_has_no_hours():
    always = Hours("Pacific/Apia", tuple(Opening(day, time(9), time(17)) for day in range(7)))
    after_thursday = local("2011-12-29T18:00", "Pacific/Apia")
    assert next_opening(always, after_thursday) == local("2011-12-31T09:00", "Pacific/Apia")


def test_a_night_belongs_to_the_evening_it_began_on():
    assert open_now(Hours(LONDON, NIGHTS), local("2026-06-07T01:59"))
    assert not open_now(Hours(LONDON, NIGHTS), local("2026-06-07T02:00"))
    closed_saturday = Hours(LONDON, NIGHTS, (SpecialDay(date(2026, 6, 6), (), "Wedding"),))
    assert open_now(closed_saturday, local("2026-06-06T01:00")), "Friday's night still ends at two"
    assert not open_now(closed_saturday, local("2026-06-06T21:00"))


def test_a_special_day_replaces_the_week():
    christmas = Hours(
        LONDON, WEEKDAYS_8_TO_5, (SpecialDay(date(2026, 12, 24), (Span(time(9), time(12)),), "Christmas Eve"),)
    )
    assert not open_now(christmas, local("2026-12-24T08:30"))
    assert in_words(christmas, local("2026-12-24T09:30")) == "Open now, until 12:00"


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-06-05T09:00", "Open now, until 17:00"),
        ("2026-06-05T07:00", "Closed, opens today 08:00"),
        ("2026-06-04T18:00", "Closed, opens tomorrow 08:00"),
        ("2026-06-05T18:00", "Closed, opens Monday 08:00"),
        ("2026-06-05T17:00", "Closed, opens Monday 08:00"),
    ],
)
def test_the_words_name_the_next_change(now, words):
    assert in_words(Hours(LONDON, WEEKDAYS_8_TO_5), local(now)) == words


def test_words_for_long_closures_and_for_doors_that_never_close():
    holiday = tuple(SpecialDay(date(2026, 8, 1) + n * DAY) for n in range(31))
    assert (
        in_words(Hours(LONDON, WEEKDAYS_8_TO_5, holiday), local("2026-08-01T10:00"))
        == "Closed, opens Tuesday 1 September 08:00"
    )
    assert in_words(Hours(LONDON), local("2026-08-01T10:00")) == "Closed until further notice"
    round_the_clock = tuple(Opening(day, time(0), time(0)) for day in range(7))
    assert in_words(Hours(LONDON, round_the_clock), local("2026-08-01T10:00")) == "Open now, day and night"
    assert next_opening(Hours(LONDON, round_the_clock), local("2026-08-01T10:00")) is None
    weekend = (Opening(5, time(8), time(0)), Opening(6, time(0), time(0)), Opening(0, time(0), time(6)))
    assert in_words(Hours(LONDON, weekend), local("2026-08-01T10:00")) == "Open now, until Monday 06:00"


def test_the_coming_week_shows_special_days_in_their_place():
    tuesday = SpecialDay(date(2026, 6, 9), (), "Stocktake")
    week = coming_week(Hours(LONDON, WEEKDAYS_8_TO_5, (tuesday,)), local("2026-06-05T23:30"))
    assert [day.name for day in week] == ["Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday"]
    assert [bool(day.openings) for day in week] == [True, False, False, True, False, True, True]
    assert (week[4].special, week[4].reason) == (True, "Stocktake")


def test_overlapping_hours_are_named():
    week = [Opening(0, time(8), time(12)), Opening(0, time(11), time(17))]
    assert faults_in_week(week) == ["Monday 08:00–12:00 and Monday 11:00–17:00 overlap."]
    assert faults_in_week([Opening(0, time(8), time(12)), Opening(0, time(12), time(17))]) == []


def test_a_night_may_not_run_into_the_next_morning_not_even_from_sunday_to_monday():
    assert faults_in_week([Opening(6, time(20), time(7)), Opening(0, time(6), time(9))]) == [
        "Sunday 20:00–07:00 and Monday 06:00–09:00 overlap."
    ]


def test_a_date_is_open_or_closed_but_not_both():
    day = date(2026, 12, 24)
    assert faults_in_special_days([SpecialDay(day), SpecialDay(day, (Span(time(9), time(12)),))]) == [
        "24 December 2026 is both open and closed."
    ]
    assert faults_in_special_days([SpecialDay(day), SpecialDay(day)]) == ["24 December 2026 is there twice."]
    halves = [SpecialDay(day, (Span(time(9), time(12)),)), SpecialDay(day, (Span(time(11), time(14)),))]
    assert faults_in_special_days(halves) == ["24 December 2026: 09:00–12:00 and 11:00–14:00 overlap."]


@unhurried
@given(hours, nows)
def test_what_a_page_says_of_the_hours_holds_until_the_instant_it_names(hours, now):
    until = true_until(hours, now)
    assert now < until
    for later in (now + (until - now) / 2, until - timedelta(microseconds=1)):
        assert in_words(hours, later) == in_words(hours, now)
        assert coming_week(hours, later) == coming_week(hours, now)


def test_a_page_made_at_lunch_holds_until_the_doors_close_and_one_made_at_night_until_midnight():
    hours = Hours(LONDON, WEEKDAYS_8_TO_5)
    assert true_until(hours, datetime(2026, 6, 5, 12, tzinfo=UTC)) == datetime(2026, 6, 5, 16, tzinfo=UTC)
    assert true_until(hours, datetime(2026, 6, 5, 20, tzinfo=UTC)) == datetime(2026, 6, 5, 23, tzinfo=UTC)
    assert true_until(hours, datetime(2026, 6, 8, 4, tzinfo=UTC)) == datetime(2026, 6, 8, 7, tzinfo=UTC)

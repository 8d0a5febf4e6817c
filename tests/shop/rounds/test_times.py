"""Cut-offs, lead days and change deadlines: what the wall shows at the café, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.rounds.domain import words
from shop.rounds.domain.cutoffs import ChangeTerms, DaysBefore, WeekBefore, closing
from shop.rounds.domain.departures import Departure, instant_of
from tests.shop.rounds.calendars import DAYS, LONDON, TIMES, ZONES

pytestmark = pytest.mark.one_engine
unhurried = settings(deadline=None)

rules = st.one_of(
    st.builds(DaysBefore, st.integers(0, 6), TIMES),
    st.builds(WeekBefore, st.integers(0, 6), TIMES),
)


@st.composite
def departures(draw) -> Departure:
    day, leaves, rule = draw(DAYS), draw(TIMES), draw(rules)
    cutoff = closing(rule, day, not_after=datetime.combine(day, leaves))
    return Departure(day, leaves, draw(st.sampled_from(ZONES)), cutoff)


def on_the_wall(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def is_shown(wall: datetime, zone: str) -> bool:
    """A clock that goes forward shows some times never."""
    return on_the_wall(wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC), zone) == wall


@unhurried
@given(departures())
def test_a_cutoff_keeps_its_wall_time_over_every_clock_change_and_is_never_after_the_round_leaves(round):
    shown = on_the_wall(round.cutoff_at, round.zone)
    assert shown == round.cutoff or (not is_shown(round.cutoff, round.zone) and shown > round.cutoff)
    assert round.cutoff_at <= round.leaves_at


@unhurried
@given(departures(), st.integers(0, 12))
def test_goods_that_take_days_close_that_many_days_before_at_the_hour_of_the_cutoff_or_with_the_round(round, lead):
    moment = round.last_moment(lead)
    assert moment <= round.cutoff_at
    assert moment <= round.last_moment(max(lead - 1, 0))
    earliest_wall = min(round.cutoff, datetime.combine(round.date - timedelta(days=lead), round.cutoff.time()))
    assert moment == instant_of(earliest_wall, round.zone)
    assert (round.date - earliest_wall.date()).days >= lead


@unhurried
@given(departures(), st.timedeltas(timedelta(0), timedelta(days=14)))
def test_the_longest_lead_that_is_still_in_time_is_just_that(round, before):
    now = round.leaves_at - before
    in_time = [lead for lead in range(30) if now < round.last_moment(lead)]
    assert round.longest_lead(now) == (max(in_time) if in_time else None)


@unhurried
@given(departures(), st.integers(0, 200))
def test_a_change_is_possible_until_the_hours_before_it_leaves_and_not_past_the_cutoff_unless_the_cafe_says_so(
    round, hours
):
    leaves = datetime.combine(round.date, round.leaves)
    usual = ChangeTerms(hours).deadline(leaves=leaves, cutoff=round.cutoff)
    generous = ChangeTerms(hours, past_cutoff=True).deadline(leaves=leaves, cutoff=round.cutoff)
    assert usual == min(round.cutoff, generous)
    assert leaves - generous == timedelta(hours=hours)


def test_the_day_before_at_two_and_friday_noon_for_all_of_next_week():
    thursday = date(2026, 6, 4)
    assert DaysBefore(1, time(14)).for_date(thursday) == datetime(2026, 6, 3, 14)
    friday_noon = WeekBefore(4, time(12))
    assert {friday_noon.for_date(date(2026, 6, day)) for day in range(1, 8)} == {datetime(2026, 5, 29, 12)}
    assert friday_noon.for_date(date(2026, 6, 8)) == datetime(2026, 6, 5, 12)
    assert (str(DaysBefore(1, time(14))), str(friday_noon)) == (
        "14:00 the day before",
        "Friday 12:00 for all of next week",
    )


def test_two_oclock_stays_two_oclock_in_the_week_in_which_the_clocks_change():
    cutoffs = [
        Departure(day, time(6), LONDON, DaysBefore(1, time(14)).for_date(day)).cutoff_at
        for day in (date(2026, 3, 28), date(2026, 3, 30))
    ]
    assert cutoffs == [datetime(2026, 3, 27, 14, tzinfo=UTC), datetime(2026, 3, 29, 13, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("cutoff", "day", "said"),
    [
        (datetime(2026, 6, 2, 14), date(2026, 6, 4), "Order by Tue 14:00 for Thursday"),
        (datetime(2026, 6, 4, 9), date(2026, 6, 4), "Order by 09:00 for the same day, Thursday 4 June"),
        (datetime(2026, 5, 29, 12), date(2026, 6, 5), "Order by Fri 29 May 12:00 for Friday 5 June"),
    ],
)
def test_until_when_is_said_by_weekday_where_that_is_plain_and_by_date_where_not(cutoff, day, said):
    assert words.order_by(cutoff, day) == said


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(days=1, hours=4, minutes=59), "in 1 day 4 h"),
        (timedelta(days=2), "in 2 days"),
        (timedelta(hours=3, minutes=20), "in 3 h 20 min"),
        (timedelta(minutes=1, seconds=59), "in 1 min"),
        (timedelta(seconds=59), "in less than a minute"),
        (timedelta(0), "over"),
    ],
)
def test_the_time_left_is_rounded_down(left, said):
    now = datetime(2026, 6, 1, tzinfo=UTC)
    assert words.countdown(now, now + left) == said


def test_who_orders_after_the_deadline_for_changes_is_told_that_it_stays_as_it_is():
    deadline = datetime(2026, 6, 2, 6, tzinfo=ZoneInfo(LONDON))
    said = [words.until_when_changed(deadline, deadline + timedelta(hours=hours)) for hours in (-1, 1)]
    assert said == [
        "You can change or cancel this order until Tuesday 2 June at 06:00.",
        "You can't change this order yourself any more. Please call us.",
    ]

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from shop.cafes import actions, queries
from shop.cafes.domain import Opening, Span, SpecialDay, in_words
from shop.cafes.models import Opening as OpeningRow
from shop.cafes.models import SpecialDay as SpecialDayRow
from tests import stories
from tests.factories import CafeFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_three_cafes_with_hours_and_addresses_take_three_statements(django_assert_num_queries):
    for story in (stories.early_loaf, stories.harbour_roast, stories.liffey_larder):
        story()
    list(queries.cafes(now=stories.A_FRIDAY))  # the first query of a connection asks SQLite whether it knows JSON
    with django_assert_num_queries(3):
        lines = [
            (cafe.name, cafe.address["town"], in_words(cafe.hours, stories.A_FRIDAY))
            for cafe in queries.cafes(now=stories.A_FRIDAY)
        ]
    assert lines == [
        ("Early Loaf", "Bristol", "Open now, until 16:00"),
        ("Harbour Roast", "Cardiff", "Open now, until 17:00"),
        ("Liffey Larder", "Dublin", "Open now, until 14:00"),
    ]


def test_a_cafe_without_an_address_is_still_listed():
    CafeFactory(name="Homeless")
    [cafe] = queries.cafes(now=stories.A_FRIDAY)
    assert (cafe.name, cafe.address) == ("Homeless", None)


def test_a_series_stays_because_customers_hold_documents_of_it():
    cafe = CafeFactory(series_prefix="EL")
    cafe.series_prefix = "XX"
    with pytest.raises(ValidationError, match="documents that customers hold"):
        cafe.save()


@pytest.mark.parametrize("prefix", ["el", "E-L", "É", "", "EL\n"])
def test_a_series_is_written_in_capitals_and_digits(prefix):
    cafe = CafeFactory.build(series_prefix=prefix)
    with pytest.raises(ValidationError) as refusal:
        cafe.clean_fields(exclude=["partner"])
    assert list(refusal.value.message_dict) == ["series_prefix"]


def test_two_cafes_never_share_a_series():
    CafeFactory(series_prefix="EL")
    with pytest.raises(IntegrityError), transaction.atomic():
        CafeFactory(series_prefix="EL")


def test_a_time_zone_has_to_exist():
    with pytest.raises(ValidationError) as refusal:
        CafeFactory.build(time_zone="Europe/Bristol").clean_fields(exclude=["partner"])
    assert refusal.value.message_dict == {
        "time_zone": ["There is no time zone of this name. Write it like Europe/London."]
    }


def test_overlapping_hours_are_refused_whoever_writes_them():
    cafe = CafeFactory()
    actions.set_week(cafe=cafe, openings=[Opening(0, time(8), time(12))], by=None)
    with pytest.raises(ValidationError, match="overlap"):
        actions.set_week(cafe=cafe, openings=[Opening(1, time(8), time(12)), Opening(1, time(9), time(10))], by=None)
    assert [str(row) for row in cafe.openings.all()] == ["Monday 08:00–12:00"]


def test_the_database_itself_keeps_nonsense_out():
    cafe = CafeFactory()
    day = date(2026, 12, 25)
    nonsense = [
        lambda: OpeningRow.objects.create(cafe=cafe, weekday=7, opens=time(8), closes=time(9)),
        lambda: SpecialDayRow.objects.create(cafe=cafe, date=day, opens=time(8), reason="Half"),
        lambda: [SpecialDayRow.objects.create(cafe=cafe, date=day, reason="Twice closed") for _ in range(2)],
    ]
    for attempt in nonsense:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def test_special_days_that_are_over_stay_on_record():
    cafe, today = CafeFactory(), date(2026, 6, 5)
    gone, coming = SpecialDay(date(2026, 6, 1), (), "Flood"), SpecialDay(date(2026, 6, 9), (), "Stocktake")
    actions.set_special_days(cafe=cafe, days=[gone, coming], since=date(2026, 5, 1), by=None)
    late = SpecialDay(date(2026, 6, 10), (Span(time(12), time(17)),), "Late start")
    actions.set_special_days(cafe=cafe, days=[late], since=today, by=None)
    assert [str(row) for row in cafe.special_days.all()] == ["2026-06-01: closed", "2026-06-10: 12:00–17:00"]


def test_a_change_says_who_made_it_and_what_it_was_and_no_change_says_nothing():
    cafe, olive = CafeFactory(), UserFactory()
    for _ in range(2):
        actions.set_week(cafe=cafe, openings=[Opening(0, time(8), time(12))], by=olive)
    actions.set_week(cafe=cafe, openings=[Opening(0, time(9), time(12))], by=olive)
    assert [(change.user, change.change_message) for change in queries.recent_changes(cafe)] == [
        (olive, "Opening hours: without Monday 08:00–12:00, with Monday 09:00–12:00"),
        (olive, "Opening hours: with Monday 08:00–12:00"),
    ]

"""A calendar entry that every calendar reads, whatever people called their places."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from shop.ordering.calendar import LONGEST_LINE, Entry, calendar_file

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def entry(**about) -> Entry:
    given = {"uid": "order-1@house.example", "title": "Order", "day": date(2026, 6, 4)}
    return Entry(**{**given, **about})


def test_times_are_instants_so_that_no_zone_moves_them():
    zone = ZoneInfo("Europe/London")
    starts, ends = datetime(2026, 6, 4, 7, tzinfo=zone), datetime(2026, 6, 4, 11, tzinfo=zone)
    lines = unfolded(calendar_file(entry(starts=starts, ends=ends), now=NOW))
    assert "DTSTART:20260604T060000Z" in lines
    assert "DTEND:20260604T100000Z" in lines
    assert "DTSTAMP:20260601T090000Z" in lines


def test_without_times_it_is_the_whole_day():
    lines = unfolded(calendar_file(entry(), now=NOW))
    assert "DTSTART;VALUE=DATE:20260604" in lines
    assert "DTEND;VALUE=DATE:20260605" in lines


def test_nobodys_words_can_begin_a_line_of_the_calendar():
    hostile = "Bread; butter, jam\\\r\nEND:VEVENT\r\nATTACH:https://evil.example\x00\x07"
    text = calendar_file(entry(title=hostile, place=hostile, words=hostile), now=NOW)
    lines = unfolded(text)
    assert "SUMMARY:Bread\\; butter\\, jam\\\\\\nEND:VEVENT\\nATTACH:https://evil.example" in lines
    assert lines.count("END:VEVENT") == 1
    assert not [line for line in lines if line.startswith("ATTACH")]


@pytest.mark.parametrize("letter", ["a", "é", "€", "🍞"])
def test_long_lines_are_folded_between_letters(letter):
    text = calendar_file(entry(words=letter * 200), now=NOW)
    assert all(len(line.encode()) <= LONGEST_LINE for line in text.split("\r\n"))
    assert f"DESCRIPTION:{letter * 200}" in unfolded(text)

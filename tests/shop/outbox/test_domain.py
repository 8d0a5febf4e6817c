from datetime import timedelta

import pytest

from shop.outbox.domain import DELIVERY_SECONDS, LEASE, MOST_ATTEMPTS, broken_headers, is_hopeless, wait_after


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(0, 1), (1, 1), (2, 2), (3, 4), (8, 128), (9, 240), (15, 240), (30_000, 240)]
)
def test_each_pause_is_twice_as_long_as_the_last_up_to_four_hours(attempts, minutes):
    assert wait_after(attempts) == timedelta(minutes=minutes)


def test_a_mail_server_may_be_down_for_more_than_a_day():
    before_giving_up = sum((wait_after(attempts) for attempts in range(1, MOST_ATTEMPTS)), timedelta())
    assert timedelta(days=1) < before_giving_up < timedelta(days=2)
    assert is_hopeless(MOST_ATTEMPTS)
    assert not is_hopeless(MOST_ATTEMPTS - 1)


def test_a_claim_outlives_the_delivery_it_is_for():
    assert timedelta(seconds=DELIVERY_SECONDS) < LEASE


@pytest.mark.parametrize("value", ["Hello\nBcc: spy@example.com", "Hello\r", "\r\nHello"])
def test_a_line_break_in_a_header_is_found(value):
    assert broken_headers([("To", "ann@example.com"), ("Subject", value)]) == ["Subject"]


def test_a_line_break_in_the_name_of_a_header_is_found():
    assert broken_headers([("X-Round\nBcc", "spy@example.com")]) == ["X-Round Bcc"]


def test_ordinary_headers_pass():
    assert broken_headers([("Subject", "Crème brûlée: 12 left"), ("To", "")]) == []

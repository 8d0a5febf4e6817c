"""Who may let an order through, until when it waits, and what is said of a change."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from shop.ordering import approvals
from shop.ordering.quoting import Line, Part, Quote

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("closes_in", "waits", "reminded"),
    [(100 * HOUR, 72 * HOUR, 68 * HOUR), (24 * HOUR, 24 * HOUR, 20 * HOUR), (6 * HOUR, 6 * HOUR, 3 * HOUR)],
    ids=["three days at most", "until the cut-off", "half-way where little time is left"],
)
def test_it_waits_for_three_days_or_until_the_cut_off_and_is_reminded_of_in_time(closes_in, waits, reminded):
    until = approvals.waits_until(NOON, NOON + closes_in)
    assert until == NOON + waits
    assert approvals.reminded_at(NOON, until) == NOON + reminded


def test_who_is_asked_for_an_hour_is_not_reminded():
    assert approvals.reminded_at(NOON, NOON + HOUR) is None


def test_what_is_approved_is_kept_for_its_payment_a_day_or_until_the_cut_off():
    assert approvals.paid_until(NOON, NOON + 50 * HOUR) == NOON + 24 * HOUR
    assert approvals.paid_until(NOON, NOON + 5 * HOUR) == NOON + 5 * HOUR


@pytest.mark.parametrize(
    ("approves", "is_own", "limit", "may"),
    [
        (True, False, None, True),
        (True, False, Decimal(10), True),
        (True, True, None, True),
        (True, True, Decimal(10), False),
        (False, False, None, False),
    ],
)
def test_nobody_lets_their_own_order_through_above_their_own_limit(approves, is_own, limit, may):
    assert may is approvals.may_decide(approves=approves, is_own=is_own, spend_limit=limit, total=Decimal("10.01"))


def quote(*lines, charge="5.00"):
    read = tuple(
        Line(pk, title, quantity, Decimal(price), Decimal(price) * quantity) for pk, title, quantity, price in lines
    )
    total = sum((line.amount for line in read), Decimal(charge))
    return Quote(1, "GBP", (Part(1, "Early Loaf", read, Decimal(charge), Decimal(0), total),))


def test_a_change_is_said_line_by_line():
    was = quote((1, "Rye loaf", 10, "3.00"), (2, "Bun", 4, "1.00"), (3, "Roll", 5, "1.00"))
    now = quote((1, "Rye loaf", 6, "3.20"), (3, "Roll", 5, "1.00"), charge="6.00")
    assert approvals.changes_in_words(was, now) == [
        "Rye loaf: 6 instead of 10.",
        "Rye loaf costs £3.20 instead of £3.00.",
        "Bun: none instead of 4.",
        "Delivery from Early Loaf costs £6.00 instead of £5.00.",
        "It comes to £30.20 instead of £44.00.",
    ]
    assert approvals.changes_in_words(was, was) == []


def test_names_are_said_as_one_would():
    assert approvals.names_in_words(["Arthur"]) == "Arthur"
    assert approvals.names_in_words(["Arthur", "Holly"]) == "Arthur or Holly"
    assert approvals.names_in_words(["Arthur", "Holly", "Bea"]) == "Arthur, Holly or Bea"

"""Terms, limits and standing in worked examples."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.trade import domain
from shop.trade.domain import Standing, due_on, is_open, needs_approval, why_not_on_account

D = Decimal
NOW = datetime(2026, 6, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("terms", "invoiced", "due"),
    [
        ("prepay", date(2026, 6, 5), date(2026, 6, 5)),
        ("on_delivery", date(2026, 6, 5), date(2026, 6, 5)),
        ("net_7", date(2026, 12, 28), date(2027, 1, 4)),
        ("net_14", date(2028, 2, 20), date(2028, 3, 5)),
        ("net_30", date(2026, 1, 31), date(2026, 3, 2)),
        ("end_of_month", date(2026, 6, 1), date(2026, 7, 31)),
        ("end_of_month", date(2026, 12, 31), date(2027, 1, 31)),
        ("end_of_month", date(2028, 1, 31), date(2028, 2, 29)),
    ],
)
def test_an_invoice_is_due_on_the_day_that_the_terms_say(terms, invoiced, due):
    assert due_on(terms, invoiced) == due


@given(st.sampled_from(list(domain.TERMS)), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_no_invoice_is_due_before_it_is_written_or_more_than_two_months_after(terms, invoiced):
    assert invoiced <= due_on(terms, invoiced) <= invoiced + timedelta(days=62)


def hartleys(**changed) -> Standing:
    return Standing(**{"status": "active", "terms": "net_14", "credit_limit": D(1500), "currency": "GBP"} | changed)


def test_within_the_limit_an_order_goes_on_account_and_a_penny_above_it_does_not():
    assert why_not_on_account(hartleys(owed=D("1380.50")), D("119.50")) == ""
    assert why_not_on_account(hartleys(owed=D("1380.50")), D("119.51")) == (
        "This order goes beyond the account's credit limit: £119.50 of £1,500.00 is left. You can pay with the order."
    )


def test_whoever_owes_more_than_the_limit_has_nothing_left_rather_than_less():
    assert hartleys(owed=D(1600)).left == 0


def test_on_hold_says_why_and_what_to_do():
    words = why_not_on_account(hartleys(status="on_hold", hold_reason="An invoice is open. Call us."), D(1))
    assert words == "Ordering on account is on hold: An invoice is open. Call us. You can still pay with the order."


def test_a_closed_account_and_one_that_prepays_order_nothing_on_account():
    assert "closed" in why_not_on_account(hartleys(status="closed"), D(1))
    assert why_not_on_account(hartleys(terms="prepay"), D(1)) == "This account pays with the order."


def test_an_order_at_the_member_s_limit_passes_and_above_it_an_approver_is_asked():
    assert not needs_approval(D(200), D(200))
    assert needs_approval(D(200), D("200.01"))
    assert not needs_approval(None, D(100_000))


def test_terms_and_limit_go_together():
    assert domain.why_limit_does_not_fit("prepay", D(0)) == ""
    assert domain.why_limit_does_not_fit("net_14", D("0.01")) == ""
    assert "give 0" in domain.why_limit_does_not_fit("prepay", D(1))
    assert "Give a limit" in domain.why_limit_does_not_fit("on_delivery", D(0))


def test_an_invitation_lets_in_until_it_is_used_withdrawn_or_over():
    until = NOW + timedelta(days=14)
    assert is_open(expires_at=until, accepted_at=None, withdrawn_at=None, now=until - timedelta(seconds=1))
    assert not is_open(expires_at=until, accepted_at=None, withdrawn_at=None, now=until)
    assert not is_open(expires_at=until, accepted_at=NOW, withdrawn_at=None, now=NOW)
    assert not is_open(expires_at=until, accepted_at=None, withdrawn_at=NOW, now=NOW)

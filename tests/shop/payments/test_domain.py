from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.payments import domain
from shop.payments.domain import Outcome

pytestmark = pytest.mark.one_engine

PENCE = st.integers(0, 100_000).map(lambda pence: Decimal(pence) / 100)
OUTCOMES = st.sampled_from(
    [Outcome(state) for state in (domain.PAID, domain.DUE, domain.FAILED)]
    + [domain.SILENCE, domain.NOT_YET, domain.NEVER_HEARD_OF_IT]
)


@given(st.sampled_from(list(domain.STATES)), st.lists(OUTCOMES))
def test_whatever_is_said_in_whatever_order_money_that_came_in_stays(state, said):
    states = [state]
    for outcome in said:
        states.append(domain.next_state(states[-1], outcome))
    settled = [each in domain.SETTLED for each in states]
    assert settled == sorted(settled), "Once settled, it stays so"
    if any(outcome.state == domain.PAID for outcome in said):
        assert settled[-1]


@pytest.mark.parametrize("over", [domain.FAILED, domain.EXPIRED])
def test_what_is_over_is_never_owed_after_all(over):
    assert domain.next_state(over, Outcome(domain.DUE)) == over


@given(PENCE, st.lists(st.tuples(st.sampled_from(list(domain.REFUND_STATES)), PENCE)))
def test_what_may_go_back_and_what_went_back_are_together_what_came_in(charged, refunds):
    gone = sum((amount for state, amount in refunds if state != domain.NOT_PAID_BACK), Decimal(0))
    assert domain.refundable(charged, refunds) + gone == charged


@pytest.mark.parametrize(
    ("total", "charged", "refunded", "due"),
    [
        ("52.00", "50.00", "0", "2.00"),
        ("48.00", "50.00", "0", "-2.00"),
        ("48.00", "50.00", "2.00", "0.00"),
        ("50.00", "50.00", "2.00", "2.00"),
        ("50.00", "50.00", "0", "0.00"),
    ],
)
def test_an_order_that_changed_collects_the_rest_or_gives_it_back(total, charged, refunded, due):
    assert domain.still_due(Decimal(total), Decimal(charged), Decimal(refunded)) == Decimal(due)


def test_the_payer_reads_all_orders_numbers_and_never_half_of_a_statement_line():
    assert domain.reference(["CCC-222-AAA", "234-679-CFH"]) == "Order 234-679-CFH, CCC-222-AAA"
    long = domain.reference(["234-679-CFH"] * 40)
    assert len(long) == domain.LONGEST_REFERENCE
    assert long.endswith("…")

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.goods.quantities import Quantities, counted

pytestmark = pytest.mark.one_engine


@pytest.mark.parametrize(
    ("goods", "quantity", "words"),
    [
        (Quantities(), 1, ""),
        (Quantities("piece", minimum=2, step=2), 1, "The least that can be ordered is 2 pieces."),
        (Quantities("piece", minimum=2, step=2), 3, "This is sold in steps of 2: order 2 or 4."),
        (Quantities("piece", minimum=2, step=2), 4, ""),
        (Quantities("case", maximum=2), 2, ""),
        (Quantities("case", maximum=2), 3, "The most in one order is 2 cases."),
        (Quantities("case", maximum=1), 2, "The most in one order is 1 case."),
        (Quantities("kg", minimum=5, step=5, maximum=20), 21, "The most in one order is 20 kg."),
    ],
)
def test_what_can_be_bought_at_once_is_said_in_words(goods, quantity, words):
    assert goods.refusal(quantity) == words


@pytest.mark.parametrize(
    ("quantity", "unit", "words"),
    [(1, "case", "1 case"), (2, "case", "2 cases"), (1, "kg", "1 kg"), (1200, "piece", "1,200 pieces")],
)
def test_quantities_are_counted_in_the_unit_that_is_sold(quantity, unit, words):
    assert counted(quantity, unit) == words


@given(
    st.integers(1, 20).flatmap(
        lambda step: st.tuples(st.just(step), st.integers(1, 10), st.none() | st.integers(0, 10), st.integers(1, 500))
    )
)
def test_the_smallest_and_the_largest_can_be_bought_and_nothing_outside_or_between_steps(drawn):
    step, minimum, more, quantity = drawn
    goods = Quantities("case", minimum * step, None if more is None else (minimum + more) * step, step)
    assert not goods.refusal(goods.first)
    assert goods.last is None or not goods.refusal(goods.last)
    allowed = quantity >= goods.first and (goods.last is None or quantity <= goods.last) and quantity % step == 0
    assert bool(goods.refusal(quantity)) is not allowed

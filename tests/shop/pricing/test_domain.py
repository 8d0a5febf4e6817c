from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.money import half_up
from shop.pricing.domain import (
    ALWAYS,
    LIST_PRICE,
    Amount,
    Break,
    Listed,
    Reduction,
    Span,
    best,
    breaks,
    consider,
    estimate,
)

pytestmark = pytest.mark.one_engine

DAY = date(2026, 11, 21)
WEEK = timedelta(days=7)
LOAF = D("3.20")
RESTAURANTS = [Listed("Restaurants", D("2.95")), Listed("Restaurants", D("2.70"), 20)]


@pytest.mark.parametrize(
    ("quantity", "price", "source"),
    [
        (1, "2.95", "Restaurants"),
        (19, "2.95", "Restaurants"),
        (20, "2.70", "Restaurants"),
        (500, "2.70", "Restaurants"),
    ],
)
def test_a_break_holds_from_its_quantity_up(quantity, price, source):
    found = best(LOAF, RESTAURANTS, quantity=quantity, day=DAY)
    assert (found.price, found.source) == (D(price), source)


def test_without_a_list_the_list_price_holds():
    assert best(LOAF, [], quantity=5, day=DAY).source == LIST_PRICE


def test_of_several_lists_the_best_price_holds_and_the_list_price_is_one_of_them():
    lists = [Listed("Dear", D("3.40")), Reduction("8 % off", D(8)), Listed("Offer", D("2.99"))]
    assert best(LOAF, lists, quantity=1, day=DAY).source == "8 % off"  # 2.944, so 2.94
    assert best(LOAF, lists[:1], quantity=1, day=DAY).source == LIST_PRICE


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [
        (None, None, True),
        (DAY, DAY, True),
        (DAY + WEEK, None, False),
        (None, DAY - WEEK, False),
        (DAY - WEEK, DAY + WEEK, True),
    ],
)
def test_a_price_holds_on_its_days_the_last_included(first, last, holds):
    by_price = Listed("Offer", D("2.00"), span=Span(first, last))
    by_list = Listed("Offer", D("2.00"), of_list=Span(first, last))
    for each in (by_price, by_list):
        assert (best(LOAF, [each], quantity=1, day=DAY).price == D("2.00")) is holds


def test_why_not_is_said_in_words():
    lists = [
        Listed("Later", D("2.00"), span=Span(first=date(2027, 1, 1))),
        Listed("Over", D("2.00"), of_list=Span(last=date(2026, 10, 31))),
        Listed("Many", D("2.00"), 24),
        Listed("Now", D("3.00")),
    ]
    found = consider(LOAF, lists, quantity=12, day=DAY)
    assert [(each.source, each.why_not) for each in found] == [
        (LIST_PRICE, ""),
        ("Later", "begins on 1 January 2027"),
        ("Over", "ended on 31 October 2026"),
        ("Many", "only from 24 up"),
        ("Now", ""),
    ]


def test_breaks_name_only_what_becomes_cheaper_and_begin_with_what_can_be_bought():
    lists = [*RESTAURANTS, Listed("For all", D("3.00"), 10), Listed("For all", D("2.70"), 30)]
    assert breaks(LOAF, lists, first=2, day=DAY) == (Break(2, D("2.95")), Break(20, D("2.70")))
    assert breaks(LOAF, [], first=2, day=DAY) == (Break(2, LOAF),)


def test_what_is_weighed_is_estimated_by_its_usual_weight():
    assert estimate(D("18.00"), D("2.4")) == D("43.20")
    assert estimate(D("17.10"), D("2.415")) == D("41.30")  # 41.2965


def test_a_price_is_compared_by_the_piece_and_by_the_kilogram():
    case = Amount(D("26.40"), D("13.5"))
    assert case.per(D(24)).net == D("1.10")
    assert case.per(D("1.68")).net == D("15.71")
    assert case.gross == D("29.96")


SPANS = st.builds(
    lambda start, length: Span(DAY + timedelta(start), DAY + timedelta(start + length)),
    st.integers(-20, 20),
    st.integers(0, 20),
)
PRICES = st.integers(0, 100_000).map(lambda pennies: D(pennies) / 100)
SPANS |= st.just(ALWAYS)
CANDIDATES = st.lists(
    st.builds(Listed, st.sampled_from("AB"), PRICES, st.integers(1, 50), SPANS, SPANS)
    | st.builds(Reduction, st.sampled_from("CD"), st.integers(1, 9_999).map(lambda part: D(part) / 100), SPANS),
    max_size=12,
)
QUANTITIES = st.integers(1, 100)


def holds(each, quantity):
    spans = (each.span, each.of_list)
    inside = all((s.first is None or s.first <= DAY) and (s.last is None or s.last >= DAY) for s in spans)
    return inside and each.from_quantity <= quantity


@given(PRICES, CANDIDATES, QUANTITIES)
def test_the_price_is_the_least_of_those_that_hold(list_price, candidates, quantity):
    found = best(list_price, candidates, quantity=quantity, day=DAY)
    applicable = [each.price_from(list_price) for each in candidates if holds(each, quantity)]
    assert found.price == min([list_price, *applicable])
    assert found.price == half_up(found.price) >= 0


@given(PRICES, CANDIDATES, QUANTITIES, QUANTITIES)
def test_who_buys_more_never_pays_more_for_one(list_price, candidates, some, others):
    few, many = sorted([some, others])
    assert (
        best(list_price, candidates, quantity=many, day=DAY).price
        <= best(list_price, candidates, quantity=few, day=DAY).price
    )


@given(PRICES, CANDIDATES, QUANTITIES, QUANTITIES)
def test_the_break_table_says_what_is_charged(list_price, candidates, first, quantity):
    steps = breaks(list_price, candidates, first=first, day=DAY)
    assert [step.from_quantity for step in steps] == sorted({step.from_quantity for step in steps})
    assert [step.price for step in steps] == sorted({step.price for step in steps}, reverse=True)
    if quantity >= first:
        (*_, reached) = (step for step in steps if step.from_quantity <= quantity)
        assert reached.price == best(list_price, candidates, quantity=quantity, day=DAY).price


@given(PRICES, CANDIDATES, QUANTITIES)
def test_the_order_of_lists_changes_no_price(list_price, candidates, quantity):
    forward = best(list_price, candidates, quantity=quantity, day=DAY)
    backward = best(list_price, candidates[::-1], quantity=quantity, day=DAY)
    assert forward.price == backward.price

from datetime import date
from decimal import Decimal as D

import pytest

from shop.goods import label
from shop.goods.quantities import Quantities
from shop.goods.season import Season

pytestmark = pytest.mark.one_engine


@pytest.mark.parametrize(
    ("quantities", "words"),
    [
        (Quantities(), ""),
        (Quantities("case", minimum=3), "From 3 cases."),
        (Quantities("case", maximum=2), "At most 2 cases in one order."),
        (Quantities("piece", minimum=2, step=2), "Sold in steps of 2 pieces."),
        (Quantities("piece", minimum=6, step=2), "Sold in steps of 2 pieces, from 6."),
        (Quantities("kg", minimum=2, maximum=60), "From 2 kg, at most 60 kg in one order."),
        (Quantities("case", minimum=2, maximum=2, step=2), "Always 2 cases in one order."),
    ],
)
def test_limits_are_said_in_words(quantities, words):
    assert label.limits(quantities) == words


@pytest.mark.parametrize(
    ("sold_by", "pieces", "words"),
    [("case", 6, "Case of 6"), ("case", 1, "Case"), ("piece", 1, "Single piece"), ("kg", 1, "Sold by the kg")],
)
def test_what_one_is(sold_by, pieces, words):
    assert label.unit(sold_by, pieces) == words


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (D("0.900"), "kg", "900 g"),
        (D("4.800"), "kg", "4.8 kg"),
        (D("20.000"), "kg", "20 kg"),
        (D("0.33"), "l", "330 ml"),
        (D("1.000"), "l", "1 litre"),
        (D("6.6"), "l", "6.6 litres"),
        (None, "kg", ""),
    ],
)
def test_how_much_is_in_it(amount, unit, words):
    assert label.content(amount, unit) == words


def test_a_variant_is_called_by_what_tells_it_from_its_siblings():
    assert label.variant("Decaf, ground for filter, 1 kg", "Decaf, 1 kg") == "Ground for filter"
    assert label.variant("Decaf, 1 kg", "Decaf, 1 kg") == "Decaf, 1 kg"
    assert label.variant("Half a wheel", "Cheddar") == "Half a wheel"


def test_a_season_each_year_once_or_open_at_one_end():
    first, last = date(2026, 1, 10), date(2026, 6, 20)
    assert label.season(Season(first, last, yearly=True)) == "10 January to 20 June each year"
    assert label.season(Season(first, last)) == "10 January 2026 to 20 June 2026"
    assert label.season(Season(first, None)) == "From 10 January 2026"
    assert label.season(Season(None, last)) == "Until 20 June 2026"
    assert label.season(Season()) == ""


@pytest.mark.parametrize(
    ("days", "words"), [(None, ""), (1, "1 day"), (60, "60 days"), (180, "6 months"), (365, "12 months")]
)
def test_how_long_it_keeps(days, words):
    assert label.keeps(days) == words

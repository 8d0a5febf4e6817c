from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.money import Line, half_up, tax_in, tax_on, total, with_tax

pytestmark = pytest.mark.one_engine

PENNIES = st.integers(0, 10_000_000).map(lambda pennies: D(pennies) / 100)
RATES = st.sampled_from([D(0), D("5"), D("9"), D("12.5"), D("13.5"), D("20"), D("23")])
LINES = st.lists(st.builds(Line, amount=PENNIES, percent=RATES), max_size=40)


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [("10.005", "10.01"), ("10.0049", "10.00"), ("0.125", "0.13"), ("2.675", "2.68"), ("-0.005", "-0.01")],
)
def test_half_a_penny_goes_up(exact, rounded):
    assert half_up(D(exact)) == D(rounded)


@pytest.mark.parametrize(
    ("what", "net", "percent", "tax", "gross"),
    [
        ("UK bread", "3.20", "0", "0.00", "3.20"),
        ("UK crisps", "20.40", "20", "4.08", "24.48"),
        ("UK hot food in 2021", "7.99", "12.5", "1.00", "8.99"),
        ("Irish croissants", "26.40", "13.5", "3.56", "29.96"),
        ("Irish juice", "18.00", "23", "4.14", "22.14"),
    ],
)
def test_a_net_price_bears_its_tax(what, net, percent, tax, gross):
    assert tax_on(D(net), D(percent)) == D(tax)
    assert with_tax(D(net), D(percent)) == D(gross)
    assert tax_in(D(gross), D(percent)) == D(tax)


def test_for_a_company_tax_is_reckoned_on_the_sum_of_each_rate():
    # Three times 0.33 at 20 %: 0.066 each would round to 0.07, and 0.21 in all. On the sum it is 0.20.
    sums = total([Line(D("0.33"), D(20))] * 3 + [Line(D("3.20"), D(0))], gross=False)
    assert (sums.net, sums.tax, sums.gross) == (D("4.19"), D("0.20"), D("4.39"))
    assert [(each.percent, each.net, each.tax) for each in sums.rates] == [
        (D(0), D("3.20"), D("0.00")),
        (D(20), D("0.99"), D("0.20")),
    ]


def test_a_private_buyer_pays_what_is_shown():
    # 0.33 net is shown as 0.40 gross; three of them are 1.20, whatever the tax in them is.
    shown = with_tax(D("0.33"), D(20))
    sums = total([Line(shown * 3, D(20))], gross=True)
    assert (shown, sums.gross, sums.tax, sums.net) == (D("0.40"), D("1.20"), D("0.20"), D("1.00"))


def test_nothing_costs_nothing():
    assert (total([], gross=True).gross, total([], gross=False).net) == (D(0), D(0))


@given(LINES, st.booleans())
def test_pennies_add_up(lines, gross):
    sums = total(lines, gross=gross)
    assert sums.net + sums.tax == sums.gross == half_up(sums.gross)
    assert (sums.gross if gross else sums.net) == sum((line.amount for line in lines), D(0))
    for each in sums.rates:
        exact = each.net * each.percent / 100
        # In a gross sum the tax is a rounded part of it, so net and tax may be apart by up to a penny.
        assert abs(each.tax - exact) <= (D("0.01") if gross else D("0.005"))


@given(LINES, st.booleans())
def test_the_order_of_lines_does_not_matter(lines, gross):
    assert total(lines, gross=gross) == total(reversed(lines), gross=gross)

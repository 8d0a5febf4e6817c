"""Every pasted line is answered: taken as it stands, or refused for a reason that says how to mend it."""

import pytest

from shop.goods.quantities import CASE, Quantities
from shop.goods.supply import refusal
from shop.pad.domain.checking import Shelf, Ware, check
from shop.pad.domain.pasted import Typed, read_text

LOAVES = Quantities(CASE, minimum=2, step=2, maximum=40)


def sold_out(quantity):
    return refusal(0, quantity)


SHELF = Shelf(
    [
        Ware(1, "EL-LOAF", "Country loaf", "Early Loaf", CASE, LOAVES.refusal),
        Ware(2, "EL-ROLL", "Poppy roll", "Early Loaf", "piece", Quantities().refusal),
        Ware(3, "TEA", "Breakfast tea", "Early Loaf", "piece", Quantities().refusal),
        Ware(4, "TEA", "Leaf tea", "Harbour Roast", "piece", Quantities().refusal),
        Ware(5, "EL-CAKE", "Plum cake", "Early Loaf", "piece", sold_out),
    ]
)


def checked(text):
    return check(read_text(text).lines, SHELF)


def fault(text):
    (line,) = checked(text)
    return line.fault


@pytest.mark.parametrize("sku", ["EL-LOAF", "el-loaf", "EL LOAF", "elloaf", "Country loaf", "country LOAF"])
def test_a_code_is_known_however_it_is_written_and_so_is_a_whole_name(sku):
    (line,) = check([Typed(1, sku, "4")], SHELF)
    assert (line.is_good, line.ware.product, line.quantity) == (True, 1, 4)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("EL-LOAF", "Say how many."),
        ("EL-LOAF,many", "“many” is not a whole number."),
        ("EL-LOAF 2.5", "“2.5” is not a whole number."),
        ("EL-LOAF 0", "0 orders nothing: take the line out, or say how many."),
        ("EL-LOAF 1", "The least that can be ordered is 2 cases."),
        ("EL-LOAF 5", "This is sold in steps of 2: order 4 or 6."),
        ("EL-LOAF 42", "The most in one order is 40 cases."),
        ("EL-LOAF 4 kg", "This is sold by the case, not by the kg: say how many cases."),
        ("EL-CAKE 1", "This is sold out."),
        ("EL-LAOF 4", "We sell nothing under “EL-LAOF”."),
        ("TEA 2", "Several of our goods go by “TEA”. Choose one of them."),
    ],
)
def test_what_is_the_matter_is_said_in_words(text, words):
    assert fault(text) == words


def test_near_matches_are_offered_for_a_slip_and_for_part_of_a_name():
    assert [ware.product for ware in checked("EL-LAOF 4")[0].near] == [1]
    assert 2 in [ware.product for ware in checked("poppy 4")[0].near]
    assert checked("ZZZZZZ 4")[0].near == []


def test_of_two_with_one_code_the_chosen_one_counts():
    assert [ware.product for ware in checked("TEA 2")[0].near] == [3, 4]
    (line,) = check([Typed(1, "TEA", "2", product=4)], SHELF)
    assert (line.is_good, line.ware.product) == (True, 4)


def test_doubled_lines_are_added_up_and_it_is_said():
    lines = checked("EL-LOAF 2\nEL-ROLL 1\nel-loaf 4\nEL-LOAF many")
    assert [(line.typed.sku, line.quantity) for line in lines[:2]] == [("EL-LOAF", 6), ("EL-ROLL", 1)]
    assert lines[0].told == "Lines 1 and 3 are the same goods: 2 + 4 = 6."
    assert not lines[2].is_good


def test_what_only_fits_added_up_is_judged_added_up():
    (line,) = checked("EL-LOAF 1\nEL-LOAF 1")
    assert (line.is_good, line.quantity) == (True, 2)
    (line,) = checked("EL-LOAF 40\nEL-LOAF 2")
    assert line.fault == "The most in one order is 40 cases."

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.goods.food import ALLERGENS, emphasised

pytestmark = pytest.mark.one_engine


def test_the_fourteen_allergens_are_known():
    assert len(ALLERGENS) == 14


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("*Wheat* flour, water", [("Wheat", True), (" flour, water", False)]),
        ("Butter (*milk*)", [("Butter (", False), ("milk", True), (")", False)]),
        ("Water", [("Water", False)]),
        ("5 * 2", [("5 * 2", False)]),
        ("*Eggs*, 3 * milk", [("Eggs", True), (", 3 * milk", False)]),
        ("", []),
    ],
)
def test_allergens_between_stars_stand_out(text, pieces):
    assert emphasised(text) == pieces


@given(st.text())
def test_no_letter_is_lost(text):
    pieces = emphasised(text)
    assert "".join(piece for piece, _ in pieces).replace("*", "") == text.replace("*", "")

import pytest

from shop.goods.food import ALLERGENS
from shop.goods.free_of import CALLED, read

pytestmark = pytest.mark.one_engine


@pytest.mark.parametrize(
    ("typed", "without", "rest"),
    [
        ("gluten free", "gluten", ""),
        ("gluten free bread", "gluten", "bread"),
        ("glutenfree bread", "gluten", "bread"),
        ("bread free from gluten and eggs", "gluten eggs", "bread"),
        ("without milk", "milk", ""),
        ("cake without milk or eggs please", "milk eggs", "cake please"),
        ("no nuts", "nuts", ""),
        ("no nuts no peanuts", "nuts peanuts", ""),
        ("dairy free", "milk", ""),
        ("non dairy spread", "milk", "spread"),
        ("dairy and egg free cake", "milk eggs", "cake"),
        ("gluten free and dairy free", "gluten milk", "and"),
        ("shellfish free soup", "crustaceans molluscs", "soup"),
        ("gluten free eggs", "gluten", "eggs"),
        ("vegan and gluten free", "gluten", "vegan and"),
    ],
)
def test_what_must_not_be_in_it_is_told_from_what_is_wanted(typed, without, rest):
    wish = read(typed.split())
    assert (wish.without, wish.rest) == (tuple(without.split()), tuple(rest.split()))


@pytest.mark.parametrize(
    "typed", ["free milk", "free delivery", "no", "without", "free", "no and", "nuts", "sugar free", "free range eggs"]
)
def test_goods_with_it_are_not_taken_for_goods_without_it(typed):
    wish = read(typed.split())
    assert (wish.without, wish.rest) == ((), tuple(typed.split()))


def test_each_allergen_can_be_named():
    assert set(CALLED) >= set(ALLERGENS)
    assert {code for codes in CALLED.values() for code in codes} == set(ALLERGENS)


def test_the_offer_names_allergens_in_plain_words():
    assert read(["gluten", "free"]).words == "gluten"
    assert read(["no", "gluten", "milk", "eggs"]).words == "gluten, milk and eggs"

"""A list of last spring, loaded today: what has changed is said line by line, and nothing is left out in silence."""

from decimal import Decimal as D

from shop.goods.quantities import Quantities
from shop.goods.supply import refusal
from shop.pad.domain.remembered import Noted, Now, load


def goods(title="Country loaf", *, left=None, price="3.50", quantities=None):
    amounts = quantities or Quantities()

    def refuse(quantity):
        return amounts.refusal(quantity) or (refusal(left, quantity) if left is not None else "")

    return Now(title, amounts, refuse, lambda quantity: D(price), () if left is None else (left,))


def loaded(line, now):
    found = load([line], {1: now} if now else {}, money=lambda amount: f"£{amount}")
    return dict(found.quantities), [f"{each.title}: {each.words}" for each in found.changed]


def test_what_is_as_it_was_is_filled_in_without_a_word():
    assert loaded(Noted(1, "Country loaf", 12, D("3.50")), goods()) == ({1: 12}, [])


def test_what_is_gone_is_named_by_the_name_it_had():
    assert loaded(Noted(1, "Rye loaf", 12), None) == ({}, ["Rye loaf: No longer sold. It was left out."])
    assert loaded(Noted(None, "Rye loaf", 12), None)[0] == {}


def test_what_is_dearer_says_both_prices_and_what_is_cheaper_says_nothing():
    line = Noted(1, "Country loaf", 12, D("3.20"))
    assert loaded(line, goods()) == ({1: 12}, ["Country loaf: It costs £3.50 now; it was £3.20."])
    assert loaded(line, goods(price="3.00"))[1] == []


def test_of_what_is_short_as_much_is_filled_in_as_there_is():
    _, words = found = loaded(Noted(1, "Country loaf", 12), goods(left=5))
    assert found[0] == {1: 5}
    assert words == ["Country loaf: There are only 5 left. We filled in 5 pieces instead of 12."]


def test_what_is_sold_out_is_left_out_and_said():
    assert loaded(Noted(1, "Loaf", 12), goods(left=0)) == ({}, ["Country loaf: This is sold out. It was left out."])


def test_a_new_step_or_a_new_least_number_is_honoured():
    in_sixes = goods(quantities=Quantities(minimum=6, step=6))
    assert loaded(Noted(1, "Loaf", 10), in_sixes)[0] == {1: 6}
    assert loaded(Noted(1, "Loaf", 2), in_sixes)[0] == {1: 6}
    assert loaded(Noted(1, "Loaf", 12), goods(left=7, quantities=Quantities(minimum=6, step=6)))[0] == {1: 6}

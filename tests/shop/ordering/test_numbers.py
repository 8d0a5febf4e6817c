"""Order numbers: nobody guesses one, and everybody can say one on the telephone."""

import math
from collections import Counter

from shop.ordering.numbers import ALPHABET, GROUP_LENGTH, GROUPS, new_order_number

LOOK_ALIKE = ["0ODQ", "1IL", "2Z", "5S", "8B", "UV"]
VOWELS = "AEIOU"
POSSIBLE = len(ALPHABET) ** (GROUPS * GROUP_LENGTH)


def test_no_two_signs_look_alike_and_no_number_is_a_word():
    for signs in LOOK_ALIKE:
        assert len(set(signs) & set(ALPHABET)) <= 1, signs
    assert not set(VOWELS) & set(ALPHABET)


def test_a_number_is_short_and_in_groups_that_can_be_said():
    groups = new_order_number().split("-")
    assert [len(group) for group in groups] == [3, 3, 3]
    assert set("".join(groups)) <= set(ALPHABET)


def test_with_100_000_orders_a_guess_hits_one_in_a_million_times_at_most():
    assert 100_000 / POSSIBLE < 1e-6


def test_two_of_a_years_orders_hardly_ever_draw_the_same():
    a_year = 20_000
    assert 1 - math.exp(-(a_year**2) / (2 * POSSIBLE)) < 0.005


def test_all_signs_are_drawn_alike():
    """A sign is missing or twice as frequent by chance once in more than 10**20 such draws."""
    drawn = Counter("".join(new_order_number() for _ in range(5_000)).replace("-", ""))
    usual = 5_000 * GROUPS * GROUP_LENGTH / len(ALPHABET)
    assert set(drawn) == set(ALPHABET)
    assert all(usual / 2 < count < usual * 2 for count in drawn.values())

import pytest

from shop.goods.quantities import Quantities
from shop.goods.supply import over_capacity, refusal, stock_words, to_order_words

pytestmark = pytest.mark.one_engine


@pytest.mark.parametrize(
    ("available", "text", "level"),
    [
        (None, "In stock", "plenty"),
        (11, "In stock", "plenty"),
        (10, "10 left", "few"),
        (1, "1 left", "few"),
        (0, "Sold out", "none"),
        (-2, "Sold out", "none"),
    ],
)
def test_how_much_is_left_is_said_only_where_it_is_little(available, text, level):
    words = stock_words(available)
    assert (words.text, words.level) == (text, level)


@pytest.mark.parametrize(
    ("available", "wanted", "words"),
    [
        (3, 3, ""),
        (3, 4, "There are only 3 left."),
        (1, 2, "There is only 1 left."),
        (0, 1, "This is sold out."),
    ],
)
def test_nobody_buys_more_than_there_is(available, wanted, words):
    assert refusal(available, wanted) == words


def test_what_is_made_to_order_says_how_many_days_ahead():
    assert [to_order_words(days).text for days in (0, 1, 2)] == [
        "Made to order",
        "Made to order, 1 day ahead",
        "Made to order, 2 days ahead",
    ]


def test_more_than_can_be_made_at_a_time_is_a_matter_for_a_talk():
    trays = Quantities("case")
    assert over_capacity(trays, 30, 30) == over_capacity(trays, None, 900) == ""
    assert over_capacity(trays, 30, 31) == "We can make 30 cases at a time. Please ask us if you need more."

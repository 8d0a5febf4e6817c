import pytest

from shop.goods.domain import LONGEST_SEARCH, Question, fold, refusal, singular, stock_words, titles_first


@pytest.mark.parametrize(
    ("available", "words"),
    [
        (None, "In stock"),
        (11, "In stock"),
        (10, "10 left"),
        (3, "3 left"),
        (1, "1 left"),
        (0, "Sold out"),
        (-2, "Sold out"),
    ],
)
def test_a_buyer_reads_how_much_is_left_when_it_is_little(available, words):
    assert stock_words(available).text == words


@pytest.mark.parametrize(
    ("available", "wanted", "reason"),
    [
        (3, 3, ""),
        (3, 4, "There are only 3 left."),
        (1, 2, "There is only 1 left."),
        (0, 1, "This is sold out."),
        (-1, 1, "This is sold out."),
    ],
)
def test_a_refusal_says_how_many_there_are(available, wanted, reason):
    assert refusal(available, wanted) == reason


def test_accents_do_not_stand_between_a_buyer_and_the_goods():
    assert fold("Crème brûlée à l’Été, Señor Škoda") == "Creme brulee a l’Ete, Senor Skoda"


def test_what_is_typed_is_made_harmless_before_it_is_asked():
    question = Question.typed("  Sour\x00dough\t\n  'loaf' \u200b ")
    assert question.text == "Sour dough 'loaf'"
    assert question.words == ["sour", "dough", "loaf"]


def test_an_endless_question_is_cut_and_says_so():
    question = Question.typed("a" * 5000)
    assert len(question.text) == LONGEST_SEARCH
    assert question.was_cut
    assert not Question.typed("a" * LONGEST_SEARCH).was_cut


@pytest.mark.parametrize(
    ("word", "stem"), [("croissants", "croissant"), ("swiss", "swiss"), ("gas", "gas"), ("rye", "rye")]
)
def test_a_plural_is_searched_for_as_the_beginning_of_its_singular(word, stem):
    assert singular(word) == stem


def test_what_carries_the_words_in_its_title_comes_first_and_the_rest_keeps_its_order():
    found = ["Sourdough, with rye", "Oat biscuits", "Crème de rye", "Rye-bread day"]
    assert titles_first(Question.typed("rye"), found, str) == [
        "Sourdough, with rye",
        "Crème de rye",
        "Rye-bread day",
        "Oat biscuits",
    ]

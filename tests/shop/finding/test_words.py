import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.finding.domain import LONGEST_SEARCH, Question, fold, forms, has_all, how_many, titles_first, words_of
from shop.finding.spelling import Known, distance, distance_to_beginning, halves, nearest

pytestmark = pytest.mark.one_engine


def test_accents_do_not_stand_between_a_buyer_and_the_goods():
    assert fold("Crème brûlée à l’Été, Señor Škoda") == "Creme brulee a l’Ete, Senor Skoda"
    assert words_of("Crème brûlée, Smørrebrød & Weißbrot") == ["creme", "brulee", "smorrebrod", "weissbrot"]


def test_what_is_typed_is_made_harmless_before_it_is_asked():
    question = Question.typed("  Sour\x00dough\t\n  'loaf' \u200b ")
    assert question.text == "Sour dough 'loaf'"
    assert question.words == ["sour", "dough", "loaf"]


def test_an_endless_question_is_cut_and_says_so():
    question = Question.typed("a" * 5000)
    assert len(question.text) == LONGEST_SEARCH
    assert question.was_cut
    assert not Question.typed("a" * LONGEST_SEARCH).was_cut


@given(st.text())
def test_folding_twice_changes_nothing_so_that_what_is_asked_meets_what_is_indexed(text):
    words = words_of(text)
    assert words_of(" ".join(words)) == words


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("croissants", "croissant"),
        ("croissant", "croissants"),
        ("pastries", "pastry"),
        ("pastry", "pastries"),
        ("loaves", "loaf"),
        ("loaf", "loaves"),
        ("boxes", "box"),
        ("brownies", "brownie"),
        ("swiss", "swiss"),
        ("gas", "gas"),
        ("rye", "rye"),
    ],
)
def test_one_and_many_are_the_same_search(typed, there):
    assert has_all([there], [typed])


def test_a_word_is_not_taken_for_another_that_only_looks_like_its_singular():
    assert not has_all(["swift"], ["swiss"])
    assert forms("gas") == ("gas",)


def test_what_carries_the_words_in_its_title_comes_first_whole_words_before_beginnings_and_the_rest_keeps_its_order():
    found = ["Oat biscuits", "Ryeland cheese", "Sourdough, with rye", "Butter", "Crème de rye", "Rye-bread day"]
    assert titles_first(Question.typed("rye"), found, str) == [
        "Sourdough, with rye",
        "Crème de rye",
        "Rye-bread day",
        "Ryeland cheese",
        "Oat biscuits",
        "Butter",
    ]


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("bread", "bread", 0),
        ("bred", "bread", 1),
        ("braed", "bread", 1),
        ("breat", "bread", 1),
        ("kitten", "sitting", 3),
    ],
)
def test_slips_are_letters_left_out_put_in_mistaken_or_swapped(one, other, slips):
    assert distance(one, other, 5) == distance(other, one, 5) == slips
    assert slips == 0 or distance(one, other, slips - 1) > slips - 1


def test_a_word_that_is_not_finished_is_near_the_beginning_of_one():
    assert distance_to_beginning("chocal", "chocolate", 2) == 1


KNOWN = [Known("sourdough", 9), Known("sour", 2), Known("bread", 30), Known("broad", 1), Known("tea", 5)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sourdogh", "sourdough"),
        ("soordogh", "sourdough"),
        ("breed", "bread"),
        ("sourd", None),
        ("zeppelin", None),
        ("tee", None),
        ("xyz", None),
    ],
)
def test_the_nearest_word_is_meant_and_the_more_common_of_two(typed, meant):
    assert nearest(typed, KNOWN) == meant


@pytest.mark.parametrize(
    ("text", "is_of_numbers"), [("EL-RYE", True), ("12 x 250g", True), ("Semi-sweet", False), ("rye", False)]
)
def test_article_numbers_and_figures_are_never_taken_for_a_slip(text, is_of_numbers):
    assert Question.typed(text).is_of_numbers is is_of_numbers


def test_of_a_sentence_the_words_count_that_few_sentences_have():
    assert Question.typed("What are your opening hours for the 24 b of May?").telling == ["opening", "hours", "may"]
    assert Question.typed("the, a, of, for, free, without, and, in, with, our").telling == []


def test_words_are_counted_in_the_singular_and_in_the_plural_and_some_are_enough_where_it_is_said():
    assert how_many(["rye", "loaf"], ["loaves", "ryes", "tin"]) == 2
    assert Question("loaf tin", is_loose=True).met_by(["rye", "loaf"])
    assert not Question("loaf tin").met_by(["rye", "loaf"])
    assert not Question("tin", is_loose=True).met_by(["rye", "loaf"])


words = st.text(string.ascii_lowercase, min_size=5, max_size=14)


@st.composite
def slipped(draw):
    """A word, and the same with one slip of the finger."""
    word = draw(words)
    place = draw(st.integers(0, len(word) - 1))
    letter = draw(st.sampled_from(string.ascii_lowercase))
    before, here, after = word[:place], word[place], word[place + 1 :]
    swapped = before + after[:1] + here + after[1:]
    return word, draw(
        st.sampled_from([before + after, before + letter + here + after, before + letter + after, swapped])
    )


@given(slipped())
def test_one_slip_leaves_the_beginning_or_the_end_of_a_word_by_which_an_index_finds_it(pair):
    word, typed = pair
    beginning, end = halves(typed)
    assert word.startswith(beginning) or word.endswith(end)
    assert distance(typed, word, 1) <= 1

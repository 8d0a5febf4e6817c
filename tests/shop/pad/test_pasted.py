"""Lines as people have them become a code and a number, and none of them is lost."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shop.exports import as_text
from shop.pad.domain.pasted import MOST_LINES, TooLong, read_rows, read_text, unit_of, whole


def one(text):
    (line,) = read_text(text).lines
    return line.sku, line.quantity


@pytest.mark.parametrize(
    "text",
    [
        "LOAF-1 12",
        "LOAF-1\t12",
        "LOAF-1,12",
        "LOAF-1;12",
        "LOAF-1 ; 12",
        "LOAF-1 | 12",
        "LOAF-1 x 12",
        "LOAF-1 x12",
        "LOAF-1 × 12",
        "LOAF-1: 12",
        "12 x LOAF-1",
        "12x LOAF-1",
        "12 × LOAF-1",
        "12 LOAF-1",
        '"LOAF-1","12"',
        "LOAF-1,,12",
        "  LOAF-1    12  ",
        "LOAF-1\u00a012",
    ],
)
def test_a_line_is_a_code_and_a_number_however_they_are_parted(text):
    assert one(text) == ("LOAF-1", "12")


@pytest.mark.parametrize(
    ("text", "sku", "quantity"),
    [
        ("BOX4 3", "BOX4", "3"),
        ("BOX4", "BOX4", ""),
        ("4711 12", "4711", "12"),
        ("Country loaf 12", "Country loaf", "12"),
        ("12 Country loaf", "Country loaf", "12"),
        ("3 grain loaf 5", "3 grain loaf", "5"),
        ("LOAF-1 12 cases", "LOAF-1", "12 cases"),
        ("12 kg FLOUR", "FLOUR", "12 kg"),
        ("LOAF-1 1,000", "LOAF-1", "1,000"),
        ("LOAF-1 a dozen", "LOAF-1 a dozen", ""),
        ("LOAF-1,a dozen", "LOAF-1", "a dozen"),
        ("LOAF-1 -3", "LOAF-1", "-3"),
        ("LOAF-1\tCountry loaf\t12", "LOAF-1", "12"),
        ("LOAF-1\tCountry loaf\t4\t12", "LOAF-1", "4 or 12"),
        (",12", "12", ""),
        ("'=CODE,4", "=CODE", "4"),
    ],
)
def test_what_stands_in_a_line_is_read_or_kept_to_be_mended(text, sku, quantity):
    assert one(text) == (sku, quantity)


def test_a_heading_names_the_columns_wherever_they_stand_and_is_told():
    found = read_text("Name;Quantity;SKU;Price\nCountry loaf;12;LOAF-1;3,50\nRoll;;ROLL-1;0,80\n")
    assert found.heading == "Name, Quantity, SKU, Price"
    assert [(line.number, line.sku, line.quantity) for line in found.lines] == [(2, "LOAF-1", "12"), (3, "ROLL-1", "")]
    assert read_text("SKU Qty\nLOAF-1 3").heading == "SKU Qty"
    assert read_text("LOAF-1 3").heading == ""


def test_empty_lines_are_no_lines_and_numbers_are_those_of_the_text():
    found = read_text("\nLOAF-1 1\n\n  \nROLL-1 2\n")
    assert [line.number for line in found.lines] == [2, 5]


def test_too_much_is_refused_as_a_whole():
    assert len(read_text("LOAF-1 1\n" * MOST_LINES).lines) == MOST_LINES
    with pytest.raises(TooLong, match="more than 500 lines"):
        read_text("LOAF-1 1\n" * (MOST_LINES + 1))
    with pytest.raises(TooLong, match="60,000 characters"):
        read_text("A" * 60_001)


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("1,000", 1000), ("4.00", 4), ("12 cases", 12), ("0", 0), ("007", 7)]
    + [(text, None) for text in ("2.5", "-3", "a dozen", "4 or 12", "1.000", "12 buckets", "1" * 10, "٣", "")],
)
def test_a_number_is_whole_or_none(text, number):
    assert whole(text) == number


def test_a_unit_is_read_beside_its_number():
    assert [unit_of(text) for text in ("12 cases", "3kg", "4 pcs", "4")] == ["case", "kg", "piece", ""]


@given(st.lists(st.text(alphabet="AB1 2x-", max_size=12), max_size=30))
def test_every_line_with_something_in_it_gets_an_answer_with_all_its_letters(lines):
    filled = [line for line in lines if line.strip()]
    found = read_text("\n".join(lines)).lines
    assert len(found) == len(filled)
    for line, each in zip(filled, found, strict=True):
        assert set(line) - set(" x") <= set(each.sku + each.quantity)


CODES = st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=20)


@given(CODES, st.integers(1, 999))
def test_an_exported_row_is_read_back_as_it_was(sku, quantity):
    assume(not sku.startswith("'"))  # before a sign that begins a formula it is the guard itself
    (line,) = read_rows([(1, ("SKU", "Quantity")), (2, (as_text(sku), str(quantity)))]).lines
    assert (line.sku, line.quantity) == (sku, str(quantity))

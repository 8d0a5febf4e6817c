"""VAT numbers are read as people type them, and refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.vat import NotAVatNumber, check_vat_number

COUNTRIES = st.sampled_from(["GB", "IE"])
NEARLY = st.text(alphabet="GBXIEDAH0123456789+*. -", max_size=14)


def refusal(text, country="GB"):
    with pytest.raises(NotAVatNumber) as refused:
        check_vat_number(text, country)
    return str(refused.value)


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [
        ("GB 980 7806 84", "GB", "GB980780684"),
        ("980.7806-84", "GB", "GB980780684"),
        (" gb980780684\n", "GB", "GB980780684"),
        ("980780684001", "GB", "GB980780684001"),
        ("XI 980 7806 84", "GB", "XI980780684"),
        ("GD001", "GB", "GBGD001"),
        ("ie 6433435oa", "IE", "IE6433435OA"),
        ("6433435F", "IE", "IE6433435F"),
        ("8D79739I", "IE", "IE8D79739I"),
    ],
)
def test_a_vat_number_is_read_however_it_is_typed(typed, country, number):
    assert check_vat_number(typed, country) == number


@pytest.mark.parametrize("typed", ["GB980780685", "802311781", "GB000000000", "IE6433435E"])
def test_a_slip_of_one_digit_is_noticed(typed):
    assert "check digits don't fit" in refusal(typed, "IE" if typed.startswith("IE") else "GB")


def test_a_number_of_another_country_is_named_as_such():
    assert refusal("DE 136 695 976").startswith("This is a German VAT number.")
    assert refusal("EL094259216").startswith("This is a Greek VAT number.")
    assert refusal("IE6433435OA").startswith("This is an Irish VAT number.")
    assert refusal("GB980780684", "IE").startswith("This is a British VAT number.")
    assert refusal("XI980780684", "IE").startswith("This is a Northern Irish VAT number.")
    assert refusal("US123456789").startswith("VAT numbers that begin with US are not known here.")


def test_what_is_no_vat_number_at_all_is_told_why():
    assert refusal("") == refusal(" \t") == "Give the VAT number."
    assert "too short" in refusal("GB1234567")
    assert "too short" in refusal("12", "IE")
    assert "too long" in refusal("9" * 10_000)
    assert "“<” has no place" in refusal("<script>alert(1)</script>")
    assert "“٣” has no place" in refusal("GB٣٣٣٣٣٣٣٣٣")
    assert "“🥐” has no place" in refusal("GB98078068🥐")
    assert "not how a VAT number is written" in refusal("GB12345678A")
    assert refusal("GB980780684", "FR") == "Choose the United Kingdom or Ireland as the country."


def test_marks_of_direction_that_came_along_when_copied_do_no_harm():
    assert check_vat_number("\u200f\u202eGB980780684\u202c", "GB") == "GB980780684"


@given(text=st.one_of(st.text(max_size=40), NEARLY), country=COUNTRIES)
def test_whatever_is_typed_ends_in_a_number_that_reads_as_itself_or_in_words(text, country):
    try:
        number = check_vat_number(text, country)
    except NotAVatNumber as refused:
        assert str(refused).endswith(".")
    else:
        assert check_vat_number(number, country) == number

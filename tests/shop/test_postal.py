"""Postcodes of the United Kingdom and Eircodes: read as people type them, printed as they are on an envelope."""

import pytest
from django.core.exceptions import ValidationError
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from shop.plain import one_line
from shop.postal import NotAPostcode, PostalAddress, clean_postcode, country_of_postcode

NEARLY = st.text(alphabet="BSDXWJ0123456789 -", max_size=9)


@pytest.fixture
def address():
    with isolate_apps("shop.accounts"):

        class Place(PostalAddress):
            class Meta:
                app_label = "accounts"

        yield Place(line1="1 Long Row", town="Bristol", postcode="bs14dj")


def refusal(text, country="GB"):
    with pytest.raises(NotAPostcode) as refused:
        clean_postcode(text, country)
    return str(refused.value)


@pytest.mark.parametrize(
    ("typed", "country", "printed"),
    [
        ("bs1 4dj", "GB", "BS1 4DJ"),
        ("BS14DJ", "GB", "BS1 4DJ"),
        (" bs16  1qy\n", "GB", "BS16 1QY"),
        ("ec1a-1bb", "GB", "EC1A 1BB"),
        ("b\u202es14dj", "GB", "BS1 4DJ"),
        ("d02x285", "IE", "D02 X285"),
        ("D6W XY00", "IE", "D6W XY00"),
    ],
)
def test_a_postcode_is_read_however_it_is_typed(typed, country, printed):
    assert clean_postcode(typed, country) == printed
    assert country_of_postcode(typed) == country


def test_what_is_no_postcode_is_refused_in_words():
    assert refusal("") == "Give the postcode."
    assert refusal(" ", "IE") == "Give the Eircode."
    assert refusal("BS1").startswith("This is not a postcode of the United Kingdom.")
    assert refusal("9" * 10_000).startswith("This is not a postcode of the United Kingdom.")
    assert refusal("<script>", "IE").startswith("This is not an Eircode.")
    assert refusal("ＢＳ１ ４ＤＪ").startswith("This is not a postcode")
    assert refusal("BS1 4DJ", "FR").startswith("Choose the United Kingdom or Ireland")


def test_a_code_of_the_other_country_is_told_as_such():
    assert refusal("D02 X285").startswith("This is an Eircode.")
    assert refusal("BS1 4DJ", "IE").startswith("This is a postcode of the United Kingdom.")


@given(text=st.one_of(st.text(max_size=40), NEARLY), country=st.sampled_from(["GB", "IE"]))
def test_whatever_is_typed_ends_in_a_postcode_that_reads_as_itself_or_in_words(text, country):
    try:
        printed = clean_postcode(text, country)
    except NotAPostcode as refused:
        assert str(refused).endswith(".")
    else:
        assert clean_postcode(printed, country) == printed


@given(text=st.text(max_size=60))
def test_one_line_is_one_line_and_stays_so(text):
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert one_line(line) == line


def test_one_line_leaves_people_and_scripts_whole():
    assert one_line(" Müller\r\nBcc: x@example.com\t👩‍🍳  مقهى ") == "Müller Bcc: x@example.com 👩‍🍳 مقهى"
    assert one_line("invoice\u202efdp.exe") == "invoice fdp.exe"


def test_an_address_is_printed_line_by_line_and_says_its_country(address):
    address.full_clean(exclude=["id"])
    assert address.lines == ["1 Long Row", "Bristol", "BS1 4DJ", "United Kingdom"]
    assert str(address) == "1 Long Row, Bristol, BS1 4DJ, United Kingdom"


def test_an_address_refuses_a_postcode_of_the_other_country_beside_the_field(address):
    address.country_code = "IE"
    with pytest.raises(ValidationError) as refused:
        address.full_clean(exclude=["id"])
    assert list(refused.value.message_dict) == ["postcode"]


def test_a_line_of_an_address_stays_one_line(address):
    address.line1 = "1 Long Row\r\nBristol\u202e"
    address.clean()
    assert address.line1 == "1 Long Row Bristol"

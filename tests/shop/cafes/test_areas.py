"""Where a café delivers, and what a visitor is told about it."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from shop.cafes import queries
from shop.cafes.areas import faults_in_areas, joined, read_areas, serves
from shop.cafes.forms import ProfileForm
from tests import stories
from tests.factories import CafeFactory

AREA = "/wholesale/area/"


@pytest.fixture
def three_cafes(db):
    return [story() for story in (stories.early_loaf, stories.harbour_roast, stories.liffey_larder)]


def words_of(client, **asked):
    page = client.get(AREA, asked)
    assert page.status_code == 200
    return " ".join(BeautifulSoup(page.content, "html.parser").get_text().split())


@pytest.mark.parametrize(
    ("beginning", "postcode", "served"),
    [
        ("BS1", "BS1 4DJ", True),
        ("BS1", "bs14dj", True),
        ("BS1", "BS16 1QY", False),
        ("BS16", "BS1 6QY", False),
        ("BS", "BS16 1QY", True),
        ("B", "BS1 4DJ", False),
        ("B", "B1 1AA", True),
        ("EC1", "EC1A 1BB", True),
        ("EC1A", "EC1V 1BB", False),
        ("W1", "W1A 1HQ", True),
        ("W1", "W12 7RJ", False),
        ("D02", "D02 X285", True),
        ("D02", "d02x285", True),
        ("D", "D6W XY00", True),
        ("D6W", "D06 XY00", False),
        ("", "BS1 4DJ", False),
    ],
)
def test_a_district_ends_where_its_number_does(beginning, postcode, served):
    assert serves([beginning], postcode) is served


def test_areas_are_read_however_they_are_separated_and_each_once():
    assert read_areas(" bs1, BS2;ba\n\nBS1 ") == ("BS1", "BS2", "BA")
    assert read_areas("") == read_areas(" , ; \t") == ()


@given(text=st.text(max_size=60), postcode=st.text(max_size=20))
def test_whatever_is_written_as_areas_or_postcode_is_answered(text, postcode):
    again = " ".join(read_areas(text))
    assert read_areas(again) == read_areas(text)
    assert isinstance(faults_in_areas(text), list)
    assert serves(read_areas(text), postcode) in (True, False)


def test_what_is_no_beginning_of_a_postcode_is_named():
    faults = faults_in_areas("BS1 Bristol <script> BS1-BS9")
    assert [fault.split("”")[0] for fault in faults] == ["“BRISTOL", "“<SCRIPT>", "“BS1-BS9"]


def test_areas_that_lie_within_another_one_are_said_once():
    assert joined(["BS16", "BS", "BS1", "BA1", "BA1", "EC1A", "EC1"]) == ("BA1", "BS", "EC1")


@pytest.mark.django_db
def test_a_profile_shows_where_the_routes_go_and_leaves_it_to_them():
    cafe = CafeFactory(delivers_to="BS1 BS2")
    data = {name: getattr(cafe, name) for name in ProfileForm.Meta.fields} | {"delivers_to": "everywhere"}
    form = ProfileForm(data, instance=cafe)
    assert form.is_valid(), form.errors
    form.save()
    cafe.refresh_from_db()
    assert cafe.areas == ("BS1", "BS2")


def test_no_other_way_in_lets_a_wrong_area_through():
    cafe = CafeFactory.build(delivers_to="Bristol")
    with pytest.raises(ValidationError) as refusal:
        cafe.clean_fields(exclude=["partner"])
    assert list(refusal.value.message_dict) == ["delivers_to"]


def delivering_to(postcode):
    return queries.area_answer(postcode=postcode, now=stories.A_FRIDAY).delivering


def test_the_stories_deliver_where_the_house_says(three_cafes):
    early_loaf, harbour_roast, liffey_larder = three_cafes
    for postcode, cafe in {
        "BS1 4DJ": early_loaf,
        "BA2 3AB": early_loaf,
        "CF10 1AA": harbour_roast,
        "CF64 2AA": harbour_roast,
        "D02 X285": liffey_larder,
        "D6W XY00": liffey_larder,
    }.items():
        assert delivering_to(postcode) == [cafe]
    assert delivering_to("EX1 1AA") == []


def test_a_cafe_delivers_within_its_own_country(three_cafes):
    liffey_larder = three_cafes[2]
    liffey_larder.delivers_to = "W12"
    liffey_larder.save()
    assert delivering_to("W12 X2Y3") == [liffey_larder]
    assert delivering_to("W12 7RJ") == []


def test_a_visitor_is_told_who_delivers(client, three_cafes):
    page = words_of(client, postcode="bs14dj")
    assert "Early Loaf delivers to BS1 4DJ." in page
    assert "12 Old Mill Lane" in page


def test_a_visitor_out_of_reach_is_told_where_to_collect_the_own_country_first(client, three_cafes):
    page = words_of(client, postcode="V94 T9PX")
    assert "No café of ours delivers to V94 T9PX." in page
    assert "with no minimum: Liffey Larder in Dublin, Early Loaf in Bristol and Harbour Roast in Cardiff." in page


@pytest.mark.django_db
def test_before_a_question_there_is_only_the_form_and_without_cafes_only_the_no(client):
    assert 'name="postcode"' in client.get(AREA).content.decode()
    assert "delivers to" not in words_of(client)
    assert "No café of ours delivers to BS1 4DJ." in words_of(client, postcode="BS1 4DJ")


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["BS1", "x" * 10_000, "<script>alert(1)</script>", "🥐", "مقهى", "BS1\r\n4DJ!", "\0"])
def test_what_is_no_postcode_is_answered_in_words_and_kept(client, typed):
    page = client.get(AREA, {"postcode": typed})
    words = page.content.decode()
    assert page.status_code == 200
    assert 'aria-invalid="true"' in words
    assert "<script>alert" not in words
    assert page.context["form"]["postcode"].value() == typed


def test_part_of_the_page_is_the_answer_alone(client, three_cafes):
    assert words_of(client, postcode="BS1 4DJ", part="1") == "Yes. Early Loaf delivers to BS1 4DJ."
    assert words_of(client, postcode="BS1", part="1").startswith("This is neither a postcode nor an Eircode.")
    assert words_of(client, part="1") == ""


@pytest.mark.django_db
def test_an_answer_changes_nothing_and_is_only_read(client):
    assert client.post(AREA, {"postcode": "BS1 4DJ"}).status_code == 405


def test_the_answer_takes_few_statements(client, three_cafes):
    client.get(AREA, {"postcode": "BS1 4DJ"})
    with CaptureQueriesContext(connection) as asked:
        client.get(AREA, {"postcode": "BS1 4DJ"})
    assert len(asked) <= 8, [query["sql"] for query in asked]

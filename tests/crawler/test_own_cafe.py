"""No page and no export that staff of one café can open tells of another café: its name, its people, its prices."""

import pytest
from django.urls import reverse

from tests.testbed.another_cafe import THEIRS, another_cafe, marks_in
from tests.testbed.crawl import Visitor

pytestmark = pytest.mark.one_engine

# Shows what the shop shows to everybody: another café's goods may be recommended beside one's own.
PUBLIC = {"dashboard:catalogue-product-lookup"}
# The beginning of the word finds it as well, and a page that repeats what was asked for tells nothing by that.
WORD = THEIRS[:4]
ASKED = (
    "",
    "?response_format=csv",
    "?export=csv",
    f"?number={WORD}&upc={WORD}&title={WORD}&name={WORD}&email={WORD}&q={WORD}",
)


@pytest.fixture(scope="module", autouse=True)
def planted(every_address):
    another_cafe()


def test_nothing_that_staff_of_one_cafe_can_open_tells_of_another(every_address):
    visitor = Visitor("café staff")
    opened, told = set(), []
    for address in every_address:
        for asked in ASKED if address.part == "dashboard" and address.name not in PUBLIC else ():
            response = visitor.ask("GET", address.path + asked)
            if response.status_code == 200:
                opened.add(address.name)
                if marks := marks_in(response):
                    told.append(f"{address.path}{asked}: {sorted(marks)}")
    assert {"dashboard:index", "dashboard:order-list", "dashboard:order-stats", "dashboard:cafe-list"} <= opened
    assert not told, "\n".join(told)


LISTS = ["order-list", "catalogue-product-list", "cafe-list", "partner-list", "users-index", "account-list"]


@pytest.mark.parametrize("name", [*LISTS, "application-list"])
def test_who_sees_all_cafes_would_see_what_is_planted(name):
    assert marks_in(Visitor("administrator").ask("GET", reverse(f"dashboard:{name}")))


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("order-list", {"response_format": "csv"}),
        ("account-list", {"export": "csv"}),
        ("application-list", {"export": "csv"}),
    ],
)
def test_the_export_of_who_sees_all_cafes_has_what_is_planted(name, asked):
    assert marks_in(Visitor("administrator").ask("GET", reverse(f"dashboard:{name}"), **asked))

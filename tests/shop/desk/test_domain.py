"""Which two accounts may be one company."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from shop.desk.domain import Company, is_fresh, likenesses
from shop.names import bare

NOW = datetime(2026, 6, 5, 9, tzinfo=UTC)


def company(pk: int, name: str = "", **known) -> Company:
    return Company(**{"pk": pk, "name": name or f"{pk}", "vat_number": "", "email": "", "postcode": ""} | known)


def pairs(*companies: Company) -> list[tuple]:
    return [(each.first, each.second, each.why) for each in likenesses(companies)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Corner Deli Ltd.", "corner-deli"),
        ("Café Früh & Co", "Cafe Fruh"),
        ("Hartley's Kitchen", "Hartleys Kitchen Limited"),
        ("Quayside Offices", "Quayside Office"),
    ],
)
def test_names_that_people_write_in_two_ways_are_one(one, other):
    assert pairs(company(1, one), company(2, other)) == [(1, 2, ("Similar name",))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Corner Deli 1", "Corner Deli 2"),
        ("Corner Deli", "Corner Bakery"),
        ("The Pantry Hotel", "The Anchor Hotel"),
        ("Ltd", "Limited"),
        ("面包店", "咖啡馆"),
    ],
)
def test_names_that_only_begin_alike_are_two(one, other):
    assert pairs(company(1, one), company(2, other)) == []


def test_the_same_vat_number_says_more_than_a_name_and_all_reasons_are_named():
    known = {"vat_number": "GB980780684", "email": "ada@deli.example", "postcode": "BS1 4DJ"}
    assert pairs(company(3, "Deli", **known), company(1, "Deli", **known), company(2, "Dely", postcode="BS1 4DJ")) == [
        (1, 3, ("Same VAT number", "Same postcode and e-mail domain", "Similar name")),
    ]


def test_neighbours_with_a_large_post_office_are_not_one_company():
    neighbours = [company(pk, email=f"{pk}@gmail.com", postcode="BS1 4DJ") for pk in (1, 2)]
    assert pairs(*neighbours) == []


def test_nothing_known_is_nothing_in_common():
    assert pairs(company(1), company(2)) == []
    assert bare("🥐") == "🥐"


def test_a_slip_is_fresh_for_a_quarter_of_an_hour():
    assert is_fresh(NOW, now=NOW + timedelta(minutes=14, seconds=59))
    assert not is_fresh(NOW, now=NOW + timedelta(minutes=15))


def test_a_long_list_is_compared_in_a_moment():
    alike = [
        company(pk, f"Cafe {'abcdefghij'[pk % 10]}{pk * 7919 % 5000:x}", email="a@chain.example") for pk in range(3000)
    ]
    shared = [company(each.pk, each.name, email=each.email, postcode="BS1 4DJ") for each in alike]
    started = time.perf_counter()
    assert len(likenesses(shared)) < 40_000
    assert time.perf_counter() - started < 10

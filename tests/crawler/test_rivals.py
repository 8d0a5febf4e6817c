"""What belongs to somebody does not exist for anybody else, by whatever address and method it is asked for.

An address that is new tomorrow is asked tomorrow; one of a kind that is not known yet fails until it is classified.
"""

import pytest

from tests.testbed.belonging import Whose, names_a_row, whose
from tests.testbed.crawl import Address, Visitor, in_a_word

pytestmark = pytest.mark.one_engine

METHODS = ("GET", "POST")
OTHERS = {"cms", "django-admin", "_util"}
# 405: no address of this kind takes this method, whoever asks.
MISSING = {"404", "405"}
# 401: an interface for machines, asked without its key.
CLOSED = MISSING | {"401", "403", "door"}
# What a bookkeeper may see of the account: details and money, and none of them has a row in its address yet.
FOR_BOOKKEEPERS: set[str] = set()


def ours(addresses: list[Address], kind: Whose) -> list[Address]:
    mine = [address for address in addresses if address.part not in OTHERS and names_a_row(address)]
    return [address for address in mine if whose(address) is kind]


def expect(role: str, addresses: list[Address], answers: set[str]) -> None:
    visitor = Visitor(role)
    told = {
        f"{method} {address.name}: {word}"
        for address in addresses
        for method in METHODS
        if (word := in_a_word(visitor.ask(method, address.path))) not in answers
    }
    assert not told, "\n".join([f"For {role} these exist:", *sorted(told)])


def exist(addresses: list[Address], *roles: str) -> set[str]:
    """Those that somebody finds."""
    found = set()
    for visitor in map(Visitor, roles):
        for address in addresses:
            if any(in_a_word(visitor.ask(method, address.path)) not in CLOSED for method in METHODS):
                found.add(address.name)
    return found


def test_of_every_address_it_is_known_whose_the_row_in_it_is(every_address):
    rows = [each for each in every_address if each.part not in OTHERS and names_a_row(each)]
    unknown = [each.name for each in rows if whose(each) is None and not each.name.startswith("wagtail")]
    assert not unknown, "\n".join(["Say in tests/testbed/belonging.py whose these are:", *unknown])


def test_what_is_an_accounts_is_missing_for_a_rival_and_behind_the_door_for_a_visitor(every_address):
    rows = ours(every_address, Whose.ACCOUNT)
    expect("rival", rows, MISSING)
    expect("visitor", rows, {"door", *MISSING})
    for staff in ("café staff of another café", "marketing"):
        expect(staff, rows, MISSING)


def test_what_a_role_may_not_see_of_its_own_account_is_closed_to_it(every_address):
    rows = [each for each in ours(every_address, Whose.ACCOUNT) if each.name not in FOR_BOOKKEEPERS]
    expect("bookkeeper", rows, CLOSED)


def test_what_is_asked_for_in_vain_is_there_for_its_own_people(every_address):
    """The control: where nobody finds anything, a missing row proves nothing."""
    rows = ours(every_address, Whose.ACCOUNT)
    assert {each.name for each in rows} == exist(rows, "buyer", "owner")


def test_what_is_a_cafes_is_missing_for_the_staff_of_another_and_closed_to_customers(every_address):
    rows = ours(every_address, Whose.CAFE)
    for role in ("café staff of another café", "rival", "buyer", "visitor"):
        expect(role, rows, CLOSED)


def test_what_is_a_cafes_is_there_for_its_own_staff_or_for_who_sees_all(every_address):
    rows = ours(every_address, Whose.CAFE)
    assert {each.name for each in rows} == exist(rows, "café staff", "administrator")
    assert {each.name for each in rows if each.name.startswith("dashboard:order-")} <= exist(rows, "café staff")


def test_what_is_the_houses_is_closed_to_customers_and_to_the_staff_of_one_cafe(every_address):
    rows = [each for each in ours(every_address, Whose.HOUSE) if not each.name.startswith("outbox:")]
    product_types = {"dashboard:catalogue-product-create(product_class_slug)"}
    for role in ("buyer", "rival", "visitor"):
        expect(role, rows, CLOSED | {"away"} if role == "visitor" else CLOSED)
    expect("café staff", [each for each in rows if each.name not in product_types], CLOSED)

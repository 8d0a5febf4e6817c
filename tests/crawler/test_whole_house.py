"""The whole resolver, Wagtail's and Django's admin included. It also writes the file (see its head)."""

import os

import pytest

from tests.crawler.comparing import FILE, METHODS, answers, expect_as_written
from tests.crawler.known import KNOWN_FAILURES
from tests.testbed import allowed
from tests.testbed.people import ROLES

pytestmark = [pytest.mark.heavy, pytest.mark.timeout(900)]


if os.environ.get("CRAWL") == "write":

    def test_write_what_every_address_answers(every_address):
        by_role = {role: answers(role, every_address) for role in ROLES}
        names = [address.name for address in every_address]
        allowed.write(FILE, {name: {role: by_role[role][name] for role in ROLES} for name in names})


# Customers of one kind are one to the CMS and the tables, and so are two cafés' staff.
ALIKE = {"approver", "bookkeeper", "owner", "rival", "café staff of another café"}
OTHERS = {"cms", "django-admin"}
# Who opens everything is asked on both engines; what the others may not open has nothing to do with the database.
AS = [role if role == "administrator" else pytest.param(role, marks=pytest.mark.one_engine) for role in ROLES]


@pytest.mark.parametrize("role", AS)
def test_every_address_answers_each_role_as_the_file_says(every_address, role):
    expect_as_written(role, [each for each in every_address if role not in ALIKE or each.part not in OTHERS])


def test_what_is_known_to_fail_still_does():
    """A failure that was mended upstream leaves the list."""
    table = allowed.read(FILE)
    failing = {(method, name) for method, name in KNOWN_FAILURES if "500" in answers_to(method, table[name])}
    assert failing == set(KNOWN_FAILURES)


def answers_to(method, row):
    return {words[METHODS.index(method)] for words in row.values()}

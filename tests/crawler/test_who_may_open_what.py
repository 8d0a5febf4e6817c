"""Every address that is ours, as every role, by GET and by an empty POST. Wagtail's and Django's: test_whole_house."""

import pytest

from tests.crawler.comparing import FILE, expect_as_written
from tests.testbed import allowed
from tests.testbed.crawl import Visitor, addresses, in_a_word

# Who may open what has nothing to do with the database; the heavy one asks the other, as who opens everything.
pytestmark = pytest.mark.one_engine
OTHERS = {"cms", "django-admin"}


# Asked by every run; the heavy one asks as all, and everything.
EVERY_TIME = ["visitor", "buyer", "café staff"]


@pytest.mark.parametrize("role", EVERY_TIME)
def test_every_address_answers_each_role_as_the_file_says(every_address, role):
    expect_as_written(role, [address for address in every_address if address.part not in OTHERS])


@pytest.mark.parametrize("role", ["visitor", "buyer", "operations"])
def test_the_cms_and_the_tables_are_closed_to_who_has_no_business_there(every_address, role):
    closed = [address for address in every_address if address.part in OTHERS]
    visitor = Visitor(role)
    opened = {address.name for address in closed if in_a_word(visitor.ask("GET", address.path)) == "ok"}
    assert opened <= {"wagtailadmin_sprite", "wagtailadmin_javascript_catalog", "admin:javascript-catalog"}


def test_the_file_names_every_address_and_no_other(every_address):
    assert set(allowed.read(FILE)) == {address.name for address in addresses()}


def test_asking_for_the_head_answers_as_asking_for_the_page(every_address):
    visitor = Visitor("visitor")
    ours = [address for address in every_address if address.part not in OTHERS]
    for address in ours:
        assert visitor.ask("HEAD", address.path).status_code == visitor.ask("GET", address.path).status_code, address

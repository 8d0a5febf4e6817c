from collections.abc import Iterator

import pytest

from tests.testbed.bank import Bank, open_bank


@pytest.fixture(scope="module")
def open_till(django_db_setup, django_db_blocker) -> Iterator[Bank]:
    with django_db_blocker.unblock(), open_bank() as bank:
        yield bank


@pytest.fixture
def bank(open_till, django_db_blocker) -> Iterator[Bank]:
    with django_db_blocker.unblock():
        yield open_till

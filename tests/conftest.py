"""What every test may use."""

import pytest

from tests.testbed.database import fresh_database


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    with django_db_blocker.unblock(), fresh_database():
        yield

"""What every test may use."""

import pytest

from tests.testbed.browser import chromium, house, pytest_runtest_makereport, visit  # noqa: F401
from tests.testbed.database import fresh_database
from tests.testbed.served import careless, served, served_carelessly, site  # noqa: F401


def pytest_collection_modifyitems(items):
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction"):
            raise pytest.UsageError(f"{item.nodeid}: this empties the tables for all; use fresh_database.")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    with django_db_blocker.unblock(), fresh_database():
        yield

"""What every test may use."""

import pytest

from tests.testbed.browser import chromium, house, pytest_runtest_makereport, visit  # noqa: F401
from tests.testbed.database import fresh_database
from tests.testbed.served import careless, served, served_carelessly, site  # noqa: F401
from tests.testbed.stripes import open_till, stripe  # noqa: F401

# Their small counts run on both engines every day.
FULL_ON_POSTGRES = (
    "tests/shop/goods/test_growth.py",
    "tests/shop/ordering/test_bank_outages.py",
    "tests/shop/ordering/test_changes_meanwhile.py",
    "tests/shop/ordering/test_offer_races.py",
    "tests/shop/payments/",
    "tests/shop/stock/",
)
# Screens on plain questions, that the rooms below them ask on both engines.
DAILY_ON_SQLITE = (
    "tests/blog/",
    "tests/demo/",
    "tests/home/",
    "tests/oscar_forks/dashboard/",
    "tests/shop/accounts/",
    "tests/shop/applying/",
    "tests/shop/cafes/",
)


def pytest_collection_modifyitems(items):
    for item in items:
        is_heavy = item.get_closest_marker("heavy")
        if item.nodeid.startswith(FULL_ON_POSTGRES) and is_heavy:
            item.add_marker("on_postgres")
        if item.nodeid.startswith(DAILY_ON_SQLITE) and not is_heavy:
            item.add_marker("one_engine")
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction"):
            raise pytest.UsageError(f"{item.nodeid}: this empties the tables for all; use fresh_database.")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    with django_db_blocker.unblock(), fresh_database():
        yield

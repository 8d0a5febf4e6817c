import pytest

from tests.testbed.crawl import addresses
from tests.testbed.house import no_log, seeded_database


@pytest.fixture(scope="module")
def every_address(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), seeded_database(), no_log():
        yield addresses()

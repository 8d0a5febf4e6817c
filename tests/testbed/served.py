"""Fixtures: `site` is the house on a real server, with a database that only the tests of this process use.

Tests that ask for it commit to that database: each makes its own people and goods.
"""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from django.db import connection

from tests.testbed.database import fresh_database, use
from tests.testbed.server import Served, running_site


@pytest.fixture(scope="session")
def served(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Served]:
    tests_own = connection.settings_dict["NAME"]
    database = ExitStack()
    with django_db_blocker.unblock():
        name = database.enter_context(fresh_database("served"))
        use(tests_own)
    try:
        with running_site(name, log=tmp_path_factory.mktemp("server") / "log.txt") as site:
            yield site
    finally:
        with django_db_blocker.unblock():
            database.close()
            use(tests_own)


@pytest.fixture
def site(served: Served, django_db_blocker) -> Iterator[Served]:
    """The served house; the test's own queries go to its database. A failed test shows what the server logged."""
    tests_own = connection.settings_dict["NAME"]
    logged_before = served.log.stat().st_size
    with django_db_blocker.unblock():
        use(served.database)
        try:
            yield served
        finally:
            use(tests_own)
            print(served.log.read_bytes()[logged_before:].decode(errors="replace"))

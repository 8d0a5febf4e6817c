"""Fixtures: `site` is the house on a real server, with a database that only the tests of this process use; `careless`
is another one, for controls, that can leave out its precautions (tests/testbed/precautions.py).

Tests that ask for one commit to its database: each makes its own people and goods.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import pytest
from django.db import connection

from tests.testbed import precautions
from tests.testbed.database import fresh_database, use
from tests.testbed.server import Served, running_site

Careless = Callable[..., AbstractContextManager[Served]]


@contextmanager
def serving(name: str, folder: Path, blocker, **about) -> Iterator[Served]:
    tests_own = connection.settings_dict["NAME"]
    database = ExitStack()
    with blocker.unblock():
        own = database.enter_context(fresh_database(name))
        use(tests_own)
    try:
        with running_site(own, log=folder / "log.txt", **about) as site:
            yield site
    finally:
        with blocker.unblock():
            database.close()
            use(tests_own)


@contextmanager
def at(served: Served, blocker) -> Iterator[Served]:
    """The test's own queries go to its database. A failed test shows what the server logged."""
    tests_own = connection.settings_dict["NAME"]
    logged_before = served.log.stat().st_size
    with blocker.unblock():
        use(served.database)
        try:
            yield served
        finally:
            use(tests_own)
            print(served.log.read_bytes()[logged_before:].decode(errors="replace"))


@pytest.fixture(scope="session")
def served(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Served]:
    with serving("served", tmp_path_factory.mktemp("server"), django_db_blocker) as site:
        yield site


@pytest.fixture
def site(served: Served, django_db_blocker) -> Iterator[Served]:
    """The served house."""
    with at(served, django_db_blocker):
        yield served


@pytest.fixture(scope="session")
def served_carelessly(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[tuple[Served, Path]]:
    folder = tmp_path_factory.mktemp("careless")
    left_out = folder / "left out"
    left_out.write_text("")
    about = {"threads": 8, precautions.FILE: str(left_out)}  # it stands beside `site`, and connections are few
    with serving("careless", folder, django_db_blocker, **about) as site:
        yield site, left_out


@pytest.fixture
def careless(served_carelessly: tuple[Served, Path], django_db_blocker) -> Iterator[Careless]:
    """with careless(precautions.ROW_LOCKS) as site: …"""
    served, left_out = served_carelessly

    @contextmanager
    def without(*what: str) -> Iterator[Served]:
        left_out.write_text("\n".join(what))
        try:
            yield served
        finally:
            left_out.write_text("")

    with at(served, django_db_blocker):
        yield without

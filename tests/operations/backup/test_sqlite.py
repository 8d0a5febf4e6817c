"""What only SQLite's one file can suffer."""

import sqlite3
from contextlib import closing

import pytest

from operations.backup.manifest import Refused
from operations.backup.sqlite import SQLite

pytestmark = pytest.mark.one_engine


@pytest.fixture
def bakery(tmp_path):
    with closing(sqlite3.connect(tmp_path / "live.sqlite3")) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE loaves (name text)")
        database.execute("INSERT INTO loaves VALUES ('rye')")
        database.commit()
    return SQLite(tmp_path / "live.sqlite3")


def loaves(bakery):
    with closing(sqlite3.connect(bakery.file)) as database:
        return [name for (name,) in database.execute("SELECT name FROM loaves")]


def test_a_broken_file_is_put_aside_and_replaced(bakery, tmp_path):
    snapshot = bakery.snapshot(tmp_path / "copy.sqlite3")
    bakery.file.write_bytes(b"flour" * 10_000)
    assert not bakery.is_empty()
    with pytest.raises(Refused, match="can't be read"):
        bakery.snapshot(tmp_path / "another.sqlite3")
    assert bakery.restore(tmp_path / "copy.sqlite3", snapshot) == []
    assert loaves(bakery) == ["rye"]
    assert (tmp_path / "live.sqlite3.broken").read_bytes().startswith(b"flour")


def test_who_keeps_writing_for_too_long_is_named_as_the_reason(bakery, tmp_path):
    snapshot = bakery.snapshot(tmp_path / "copy.sqlite3")
    with closing(sqlite3.connect(bakery.file, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO loaves VALUES ('wheat')")
        with pytest.raises(Refused, match=r"keeps writing|is locked"):
            SQLite(bakery.file, patience=0.2).restore(tmp_path / "copy.sqlite3", snapshot)
        writer.execute("COMMIT")
    assert loaves(bakery) == ["rye", "wheat"]

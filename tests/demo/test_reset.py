import sqlite3
from contextlib import closing

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from demo.reset import wipe_files, wipe_sqlite

pytestmark = pytest.mark.one_engine


def test_a_database_is_emptied_in_place_even_while_a_server_has_it_open(tmp_path):
    file = tmp_path / "db.sqlite3"
    with closing(sqlite3.connect(file)) as server:
        server.execute("PRAGMA journal_mode=WAL")
        server.execute("CREATE TABLE loaf (name)")
        server.commit()
        wipe_sqlite(file)
        assert server.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
        server.execute("CREATE TABLE loaf (name)")


def test_a_file_that_is_no_database_any_more_is_put_aside(tmp_path):
    file = tmp_path / "db.sqlite3"
    file.write_bytes(b"crumbs" * 1000)
    wipe_sqlite(file)
    assert not file.exists()
    assert (tmp_path / "unusable-db.sqlite3").read_bytes() == b"crumbs" * 1000


def test_a_missing_folder_is_no_obstacle(tmp_path):
    wipe_sqlite(tmp_path / "var" / "db.sqlite3")
    assert (tmp_path / "var").is_dir()


def test_a_database_that_somebody_is_writing_is_not_put_aside(tmp_path):
    file = tmp_path / "db.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("CREATE TABLE loaf (name)")
        writer.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError):
            wipe_sqlite(file, patience=0.1)
    assert file.exists()


def test_pictures_and_private_files_go_with_the_rows(settings, tmp_path):
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    for alias in ("default", "private"):
        storages[alias].save("ab/loaf", ContentFile(b"crumbs"))
    wipe_files()
    assert list(tmp_path.rglob("*loaf*")) == []
    wipe_files()

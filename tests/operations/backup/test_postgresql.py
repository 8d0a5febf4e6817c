"""What only a database with programs of its own needs."""

import pytest
from django.core.management import CommandError
from django.db import connection


def test_a_missing_or_old_pg_dump_is_named_with_debians_package(house, monkeypatch):
    monkeypatch.setenv("PATH", str(house.folder))
    if connection.vendor == "sqlite":
        assert house.back_up().exists(), "SQLite needs none"
        return
    with pytest.raises(CommandError, match=r"^pg_dump is missing\. On Debian: apt install postgresql-client-\d+$"):
        house.back_up()
    old = house.folder / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.1'\n")
    old.chmod(0o755)
    with pytest.raises(CommandError, match=r"^pg_dump is of version 9, .*apt install postgresql-client-\d+$"):
        house.back_up()

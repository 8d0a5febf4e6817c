"""Test databases: migrated once into a template, then copied for each process that runs tests.

The template's name carries a hash of all migrations, ours and the packages', so a changed one is never reused.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection


def fingerprint() -> str:
    digest = hashlib.sha256()
    for app in apps.get_app_configs():
        for file in sorted((Path(app.path) / "migrations").glob("*.py")):
            digest.update(f"{app.label}/{file.name}".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def use(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


@contextmanager
def fresh_database(purpose: str = "run") -> Iterator[str]:
    """A migrated database of this process's own; afterwards it is gone, and the one in use before is in use again."""
    before = connection.settings_dict["NAME"]
    folder = settings.STATE_DIR / "test"
    folder.mkdir(parents=True, exist_ok=True)
    engine = SQLite(folder) if connection.vendor == "sqlite" else PostgreSQL()
    template = engine.name(f"template_{fingerprint()}")
    with (folder / f"{connection.vendor}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not engine.exists(template):
            half_made = engine.name("half_made")
            engine.drop(half_made)
            engine.create(half_made)
            use(half_made)
            call_command("migrate", verbosity=0)
            connection.close()
            engine.rename(half_made, template)
        mine = engine.name(f"{purpose}_{os.getpid()}")
        engine.drop(mine)
        engine.copy(template, mine)
    use(mine)
    try:
        yield mine
    finally:
        connection.close()
        engine.drop(mine)
        use(before)


class SQLite:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def name(self, name: str) -> str:
        return str(self.folder / f"{name}.sqlite3")

    def exists(self, name: str) -> bool:
        return Path(name).exists()

    def create(self, name: str) -> None:
        """The first connection makes the file."""

    def drop(self, name: str) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(name + ending).unlink(missing_ok=True)

    def rename(self, old: str, new: str) -> None:
        Path(old).rename(new)

    def copy(self, template: str, new: str) -> None:
        shutil.copyfile(template, new)


class PostgreSQL:
    def name(self, name: str) -> str:
        return f"cafedjango_{name}"

    def run(self, statement: str, *parameters: str) -> list:
        use("postgres")
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return cursor.fetchall() if cursor.description else []

    def exists(self, name: str) -> bool:
        return bool(self.run("SELECT 1 FROM pg_database WHERE datname = %s", name))

    def create(self, name: str) -> None:
        self.run(f'CREATE DATABASE "{name}"')

    def drop(self, name: str) -> None:
        self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def rename(self, old: str, new: str) -> None:
        self.run(f'ALTER DATABASE "{old}" RENAME TO "{new}"')

    def copy(self, template: str, new: str) -> None:
        self.run(f'CREATE DATABASE "{new}" TEMPLATE "{template}"')

"""An empty database where the demo's was, with all migrations run."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.core.management import call_command
from django.db import connection


def empty_house() -> None:
    if connection.vendor == "sqlite":
        connection.close()
        wipe_sqlite(Path(connection.settings_dict["NAME"]))
    else:
        wipe_tables()
    wipe_files()
    call_command("migrate", verbosity=0)


def wipe_files() -> None:
    for alias, folder in (("default", settings.MEDIA_ROOT), ("private", settings.PRIVATE_ROOT)):
        if isinstance(storages[alias], FileSystemStorage):
            shutil.rmtree(folder, ignore_errors=True)


def wipe_sqlite(file: Path, *, patience: float = 20) -> None:
    """Emptied in place, for a server may have it open. A file that is no database any more is put aside."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with (
            closing(sqlite3.connect(":memory:")) as nothing,
            closing(sqlite3.connect(file, timeout=patience)) as database,
        ):
            database.execute("BEGIN EXCLUSIVE").execute("ROLLBACK")  # the copying itself would wait for ever
            nothing.backup(database)
    except sqlite3.OperationalError:
        raise  # busy, or a full disk: nothing that another file would mend
    except sqlite3.DatabaseError:
        for part in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
            if part.exists():
                part.replace(part.with_name(f"unusable-{part.name}"))


def wipe_tables() -> None:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")

"""SQLite: a copy by its own backup interface, which waits for no writer and is always one moment's state."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from .manifest import Refused, Snapshot, differing, tally

PATIENCE = 20


class SQLite:
    name = "sqlite"
    file_name = "database.sqlite3"

    def __init__(self, file: Path, *, patience: float = PATIENCE) -> None:
        self.file = file
        self.patience = patience

    def is_empty(self) -> bool:
        try:
            return not self.file.exists() or not read(self.file).tables
        except sqlite3.DatabaseError:
            return False

    def snapshot(self, target: Path) -> Snapshot:
        if not self.file.exists():
            raise Refused(f"There is no database at {self.file}.")
        try:
            with closing(connect(self.file)) as live, closing(connect(target)) as copy:
                live.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")
            return read(target)
        except sqlite3.DatabaseError as error:
            raise Refused(f"The database {self.file} can't be read: {error}.") from error

    def restore(self, file: Path, expected: Snapshot) -> list[str]:
        """Overwrite the database in one transaction of its own; name the tables that differ afterwards."""
        try:
            wrong = differing(read(file).tables, expected.tables)
        except sqlite3.DatabaseError as error:
            raise Refused(f"Nothing was restored: the backup's database can't be read ({error}).") from error
        if wrong:
            raise Refused(f"Nothing was restored: the tables would differ from the backup's: {', '.join(wrong)}.")
        self.put_aside_if_unreadable()
        with closing(connect(file)) as copy, closing(connect(self.file, self.patience)) as live:
            try:
                copy.backup(live, progress=give_up_after(self.patience))
            except sqlite3.DatabaseError as error:
                raise Refused(f"The database {self.file} can't be written: {error}.") from error
        return differing(read(self.file).tables, expected.tables)

    def put_aside_if_unreadable(self) -> None:
        """A file that is no database can't be overwritten by transaction; it stays for whoever wants to look."""
        try:
            if self.file.exists():
                read(self.file)
        except sqlite3.DatabaseError:
            for ending in ("", "-wal", "-shm"):
                broken = Path(f"{self.file}{ending}")
                if broken.exists():
                    broken.rename(f"{self.file}.broken{ending}")


def connect(file: Path, patience: float = PATIENCE) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=patience, isolation_level=None)
    connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    return connection


def read(file: Path) -> Snapshot:
    """Virtual tables are left out: what they hold is in tables of their own, which are counted."""
    with closing(connect(file)) as database:
        database.execute("BEGIN")
        tables = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
        ).fetchall()
        names = [name for (name,) in tables]
        applied = database.execute("SELECT app, name FROM django_migrations") if "django_migrations" in names else ()
        return Snapshot(
            tables={name: tally(rows(database, name)) for name in names},
            migrations=sorted(f"{app}.{migration}" for app, migration in applied),
        )


def rows(database: sqlite3.Connection, table: str) -> Iterator[bytes]:
    quoted = table.replace('"', '""')
    for row in database.execute(f'SELECT * FROM "{quoted}"'):  # noqa: S608  (a name can't be a parameter)
        yield repr(row).encode()


def give_up_after(patience: float) -> Callable[[int, int, int], None]:
    until = time.monotonic() + patience

    def wait(status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise Refused("Somebody keeps writing to the database: stop the site and try again.")

    return wait

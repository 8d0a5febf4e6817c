"""The database of this site, as the backup sees it."""

from pathlib import Path
from typing import Protocol

from django.db import DatabaseError, connection

from .manifest import Refused, Snapshot
from .postgresql import PostgreSQL
from .sqlite import SQLite


class Engine(Protocol):
    name: str
    file_name: str

    def is_empty(self) -> bool: ...

    def snapshot(self, target: Path) -> Snapshot: ...

    def restore(self, file: Path, expected: Snapshot) -> list[str]: ...


def ours() -> Engine:
    if connection.vendor == "sqlite":
        connection.close()
        return SQLite(Path(connection.settings_dict["NAME"]))
    if connection.vendor == "postgresql":
        try:
            return PostgreSQL(connection)
        except DatabaseError as error:
            raise Refused(f"The database can't be reached: {str(error).splitlines()[0]}") from error
    raise Refused(f"Backups are made of SQLite and PostgreSQL, not of {connection.vendor}.")

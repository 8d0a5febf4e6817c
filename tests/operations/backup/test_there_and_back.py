"""Backup, wipe, restore: all as it was."""

import io
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pyrage
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection

from config import ROOT
from operations.backup import encryption
from shop.accounts.models import User
from shop.files.actions import keep
from shop.files.models import PrivateFile


def test_after_the_machine_is_lost_every_row_and_every_file_comes_back(house):
    rows, files = house.rows(), house.files()
    backup = house.back_up()
    house.wipe()
    assert house.files() == {}
    said = house.restore(backup)
    assert "all as they were" in said
    assert house.rows() == rows
    assert house.files() == files
    assert len(files) == 2
    assert len(rows["Oddities"]) == 3


def test_the_restored_site_goes_on_from_where_it_was(house):
    last = User.objects.create_user("last@example.com").pk
    backup = house.back_up()
    house.wipe()
    house.restore(backup)
    assert User.objects.create_user("next@example.com").pk > last
    assert User.objects.get(email="zoë@example.com").check_password("secret-crumbs")


def test_restoring_takes_away_what_came_after_the_backup(house):
    rows, files = house.rows(), house.files()
    backup = house.back_up()
    User.objects.create_user("later@example.com")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE later (id integer)")
        cursor.execute("CREATE VIEW later_still AS SELECT * FROM later")
        cursor.execute('DELETE FROM "Oddities" WHERE id = 2')
    default_storage.save("documents/later.txt", ContentFile(b"later"))
    default_storage.delete("documents/Prices – été.txt")
    default_storage.save("documents/Prices – été.txt", ContentFile(b"croissant 9.99"))
    house.restore(backup, yes=True)
    assert house.rows() == rows
    assert house.files() == files


@pytest.mark.one_engine
def test_a_folder_gives_way_to_the_file_that_was_in_its_place(house):
    files = house.files()
    backup = house.back_up()
    default_storage.delete("documents/Prices – été.txt")
    default_storage.save("documents/Prices – été.txt/in the way.txt", ContentFile(b"in the way"))
    house.restore(backup, yes=True)
    assert house.files() == files


@pytest.mark.heavy
def test_an_encrypted_backup_comes_back_and_shows_nothing(house):
    house.settings.BACKUP_PASSPHRASE = "flour water salt"
    rows, files = house.rows(), house.files()
    backup = house.back_up(encrypt=True)
    content = backup.read_bytes()
    for secret in (
        b"zo\xc3\xab@example.com",
        b"croissant 2.40",
        b"documents/",
        b"manifest",
        b"SQLite format",
        b"PGDMP",
    ):
        assert secret not in content
    assert b"croissant 2.40" in house.back_up(to=house.folder / "plain.tar").read_bytes()
    with tarfile.open(fileobj=io.BytesIO(opened_by_age_alone(backup, "flour water salt"))) as tar:
        assert tar.extractfile("media/default/documents/Prices – été.txt").read() == b"croissant 2.40"
    house.wipe()
    house.restore(backup)
    assert (house.rows(), house.files()) == (rows, files)


def opened_by_age_alone(backup: Path, passphrase: str) -> bytes:
    """The steps that a person with tar and age would take."""
    with tarfile.open(backup) as parts:
        locked_key, payload = (parts.extractfile(name).read() for name in ("key.age", "backup.tar.age"))
    key = pyrage.passphrase.decrypt(locked_key, passphrase).decode().strip()
    return pyrage.decrypt(payload, [pyrage.x25519.Identity.from_str(key)])


def test_a_private_file_comes_back_with_its_row_and_stays_private(house):
    licence = keep(upload=SimpleUploadedFile("licence.txt", b"No 7"), by=None)
    assert f"private/{licence.file.name}" in house.files()
    backup = house.back_up()
    house.wipe()
    house.restore(backup)
    restored = PrivateFile.objects.get(name="licence.txt")
    assert restored.file.read() == b"No 7"
    assert Path(restored.file.path).is_relative_to(house.folder / "private")


@pytest.mark.one_engine
def test_files_in_a_bucket_come_back_too(house):
    elsewhere = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    house.settings.STORAGES = {**house.settings.STORAGES, "default": elsewhere, "private": elsewhere}
    storages["default"].save("pictures/bun.png", ContentFile(b"bun"))
    storages["private"].save("invoices/2026/1.pdf", ContentFile(b"invoice"))
    files = house.files()
    assert set(files) == {"default/pictures/bun.png", "private/invoices/2026/1.pdf"}
    backup = house.back_up()
    house.wipe()
    house.restore(backup)
    assert house.files() == files


def test_a_site_that_runs_sees_the_restored_rows_at_once(house):
    backup = house.back_up()
    User.objects.create_user("later@example.com")
    running = connection.copy()
    with running.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_user")
        before = cursor.fetchone()[0]
        house.restore(backup, yes=True)
        cursor.execute("SELECT count(*) FROM accounts_user")
        assert cursor.fetchone()[0] == before - 1
    running.close()


@pytest.mark.heavy
def test_a_backup_from_before_the_latest_migrations_says_so_and_can_catch_up(house):
    call_command("migrate", "blog", "zero", verbosity=0)
    backup = house.back_up()
    assert "The code is newer than the backup" in house.restore(backup, yes=True)
    assert "blog_newspage" not in house.rows()
    assert "that are newer than the backup" in house.restore(backup, yes=True, migrate=True)
    assert "blog_newspage" in house.rows()


@pytest.mark.one_engine
def test_only_the_owner_can_read_a_backup_and_none_is_overwritten(house):
    backup = house.back_up(to=house.folder / "mine.tar")
    assert backup.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="exists already"):
        house.back_up(to=backup)
    assert sorted(path.name for path in house.folder.iterdir()) == ["media", "mine.tar"]


@pytest.mark.heavy
def test_both_commands_work_from_a_terminal(house):
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        url = f"sqlite:///{name}"
    else:
        parameters = connection.get_connection_params()
        url = f"postgresql://{parameters['user']}@/{name}?host={parameters['host']}"
    connection.close()
    environment = {**os.environ, "DATABASE_URL": url, "STATE_DIR": str(house.folder)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)

    def manage(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    made = manage("backup", "--to", str(house.folder / "one.tar"))
    assert made.returncode == 0, made.stderr
    restored = manage("restore", str(house.folder / "one.tar"), "--yes")
    assert restored.returncode == 0, restored.stderr


@pytest.mark.one_engine
def test_encryption_takes_no_more_memory_for_a_large_backup(tmp_path):
    key = pyrage.x25519.Identity.generate()
    large = tmp_path / "large.age"
    resident = peak()
    with large.open("wb") as file, encryption.encrypting(file, key.to_public()) as plain:
        for _ in range(64):
            plain.write(os.urandom(1024 * 1024))
    with large.open("rb") as file, encryption.decrypting(file, key) as plain:
        assert sum(len(piece) for piece in iter(lambda: plain.read(65536), b"")) == 64 * 1024 * 1024
    assert peak() - resident < 16 * 1024


def peak() -> int:
    """The most memory this process ever held, in kB."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0])

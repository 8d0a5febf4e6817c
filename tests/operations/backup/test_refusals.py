"""A backup that is damaged, hostile or does not fit is refused in one line, and the site stays as it is."""

import hashlib
import io
import json
import random
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError

from operations.backup import archive
from shop.accounts.models import User

from .conftest import flip


def rewritten(backup: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The backup with other contents, and a seal that is right for them."""
    with tarfile.open(backup) as tar:
        contents = {member.name: tar.extractfile(member).read() for member in tar if member.name != archive.SEAL}
    change(contents)
    target = backup.with_name("rewritten.tar")
    with target.open("wb") as file, archive.writing(file, sealed=True) as tar:
        for name, content in contents.items():
            archive.add_bytes(tar, name, content)
    return target


def with_manifest(**facts) -> Callable[[dict[str, bytes]], None]:
    def change(contents: dict[str, bytes]) -> None:
        contents["manifest.json"] = json.dumps(json.loads(contents["manifest.json"]) | facts).encode()

    return change


@pytest.fixture
def refused(house):
    """Restoring is refused for this reason, in one line, and nothing has changed."""

    def check(backup: Path, reason: str) -> None:
        before = house.rows(), house.files()
        with pytest.raises(CommandError, match=reason) as refusal:
            house.restore(backup, yes=True)
        assert "\n" not in str(refusal.value)
        assert (house.rows(), house.files()) == before
        assert not list(house.folder.glob("restore-*"))

    return check


@pytest.mark.one_engine
def test_one_bit_turned_over_anywhere_is_noticed(house):
    backup = house.back_up()
    size = backup.stat().st_size
    chosen = random.Random(15)
    for position in [0, 600, size - 1, size - 10240, *(chosen.randrange(size) for _ in range(60))]:
        with pytest.raises(CommandError, match="damaged"):
            house.restore(flip(backup, position), yes=True)
    house.restore(backup, yes=True)


@pytest.mark.one_engine
@pytest.mark.heavy
def test_a_damaged_encrypted_backup_is_told_from_a_wrong_passphrase(house, refused):
    house.settings.BACKUP_PASSPHRASE = "flour water salt"
    backup = house.back_up(encrypt=True)

    def alter(contents):
        payload = bytearray(contents["backup.tar.age"])
        payload[-1000] ^= 1
        contents["backup.tar.age"] = bytes(payload)

    refused(rewritten(backup, alter), "can't be decrypted")
    house.settings.BACKUP_PASSPHRASE = "flour water sugar"
    refused(backup, "not the passphrase")
    house.settings.BACKUP_PASSPHRASE = ""
    refused(flip(backup, backup.stat().st_size // 2), "damaged")
    refused(backup, "This backup is encrypted: set BACKUP_PASSPHRASE")


@pytest.mark.one_engine
def test_a_backup_that_was_cut_short_is_refused(house, refused):
    whole = house.back_up().read_bytes()
    cut = house.folder / "cut.tar"
    for length in (0, 1, 511, 10240, 1_000_000):
        cut.write_bytes(whole[:length])
        refused(cut, "cut short")


@pytest.mark.one_engine
def test_a_file_that_is_no_backup_or_not_there_is_refused(house, refused):
    refused(house.folder / "nothing.tar", "There is no file")
    noise = house.folder / "noise.tar"
    noise.write_bytes(random.Random(1).randbytes(50_000))
    refused(noise, "not a backup of this site")


def test_a_site_that_is_there_is_overwritten_only_on_demand(house):
    backup = house.back_up()
    User.objects.create_user("later@example.com")
    with pytest.raises(CommandError, match="restore --yes"):
        house.restore(backup)
    assert User.objects.filter(email="later@example.com").exists()
    house.wipe()
    default_storage.save("documents/lonely.txt", ContentFile(b"lonely"))
    with pytest.raises(CommandError, match="restore --yes"):
        house.restore(backup)


MISFITS = [
    ({"format": 2}, "of format 2; this CafeDjango reads up to 1"),
    ({"version": "99.0.0"}, "made by CafeDjango 99.0.0"),
    ({"engine": "oracle"}, "backup is of oracle"),
    ({"migrations": ["accounts.9999_from_the_future"]}, "newer code: it has the migration accounts.9999"),
    ({"tables": 7}, "manifest can't be read"),
    ({"database": "0" * 64}, "damaged: database/"),
    ({"files": {"default/ghost.txt": "0" * 64}}, "damaged: media/default/"),
]


@pytest.mark.one_engine
def test_a_backup_that_does_not_fit_is_refused(house, refused):
    backup = house.back_up()
    for facts, reason in MISFITS:
        refused(rewritten(backup, with_manifest(**facts)), reason)


def test_a_database_that_does_not_hold_what_the_manifest_says_is_refused(house, refused):
    refused(rewritten(house.back_up(), with_manifest(tables={})), "Nothing was restored: the tables would differ")


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "name", ["media/default/../../escaped.txt", "/tmp/escaped.txt", "../escaped.txt", "media/elsewhere/x.txt"]
)
def test_a_name_that_leads_out_of_the_house_is_refused(house, refused, name):
    content = b"escaped"

    def smuggle(contents):
        manifest = json.loads(contents["manifest.json"])
        manifest["files"][name.removeprefix("media/")] = hashlib.sha256(content).hexdigest()
        contents["manifest.json"] = json.dumps(manifest).encode()
        contents[name] = content

    refused(rewritten(house.back_up(), smuggle), "which no backup of ours does|which is not set up here")
    assert not list(house.folder.parent.rglob("escaped.txt"))


@pytest.mark.one_engine
def test_a_link_in_a_backup_is_refused(house, refused):
    backup = house.back_up()
    target = house.folder / "linked.tar"
    link = tarfile.TarInfo("media/default/link.txt")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    with target.open("wb") as file, archive.writing(file, sealed=True) as tar:
        tar.addfile(link, io.BytesIO())
        archive.add_file(tar, "manifest.json", backup)
    refused(target, "which no backup of ours does")


def test_a_database_that_breaks_off_half_way_leaves_rows_and_files_as_they_were(house, refused):
    backup = house.back_up()
    User.objects.create_user("later@example.com")
    default_storage.delete("documents/Prices – été.txt")
    default_storage.save("documents/later.txt", ContentFile(b"later"))

    def break_off(contents):
        name = next(name for name in contents if name.startswith("database/"))
        contents[name] = contents[name][: len(contents[name]) * 2 // 3]
        with_manifest(database=hashlib.sha256(contents[name]).hexdigest())(contents)

    refused(rewritten(backup, break_off), "Nothing was restored")


def test_what_a_backup_needs_and_lacks_is_said_in_one_line(house):
    with pytest.raises(CommandError, match="set BACKUP_PASSPHRASE"):
        house.back_up(encrypt=True)
    house.wipe()
    with pytest.raises(CommandError, match=r"There is no database|The database is empty"):
        house.back_up()
    assert not list((house.folder / "backups").iterdir())

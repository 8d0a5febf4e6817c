"""Make a backup while the site runs."""

import hashlib
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from django.conf import settings

from . import archive, encryption, engines, media
from .manifest import FORMAT, Manifest, Refused, this_version

DATABASE = "database/"
MEDIA = "media/"
MANIFEST = "manifest.json"


def back_up(*, to: Path | None, passphrase: str, now: datetime) -> tuple[Path, Manifest]:
    """Write the archive; with a passphrase, encrypted. It has its name only once it is whole."""
    settings.STATE_DIR.mkdir(parents=True, exist_ok=True)
    target = file_for(to or settings.STATE_DIR / "backups", now, encrypted=bool(passphrase))
    with TemporaryDirectory(prefix="backup-", dir=settings.STATE_DIR) as room, growing(target) as file:
        work = Path(room)
        if not passphrase:
            with archive.writing(file, sealed=True) as tar:
                return target, fill(tar, work, now)
        recipient, locked_key = encryption.new_key(passphrase)
        payload = work / encryption.PAYLOAD
        with (
            payload.open("wb") as encrypted,
            encryption.encrypting(encrypted, recipient) as plain,
            archive.writing(plain, sealed=False) as tar,
        ):
            manifest = fill(tar, work, now)
        with archive.writing(file, sealed=True) as tar:
            archive.add_bytes(tar, encryption.KEY, locked_key)
            archive.add_file(tar, encryption.PAYLOAD, payload)
        return target, manifest


def fill(tar: tarfile.TarFile, work: Path, now: datetime) -> Manifest:
    """The database first: a file that its rows name is then older than the copy of the files."""
    engine = engines.ours()
    dump = work / engine.file_name
    snapshot = engine.snapshot(dump)
    if not snapshot.tables:
        raise Refused("The database is empty: there is nothing to back up.")
    archive.add_file(tar, DATABASE + engine.file_name, dump)
    with dump.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    dump.unlink()
    manifest = Manifest(
        format=FORMAT,
        version=this_version(),
        created_at=now.astimezone(UTC).isoformat(timespec="seconds"),
        engine=engine.name,
        migrations=snapshot.migrations,
        tables=snapshot.tables,
        database=digest,
        files=add_media(tar, work / "file"),
    )
    archive.add_bytes(tar, MANIFEST, manifest.to_json())
    return manifest


def add_media(tar: tarfile.TarFile, spool: Path) -> dict[str, str]:
    """Each file goes by way of a copy, because a tar names a file's size before its content."""
    files = {}
    for name in media.names():
        digest = media.fetch(name, spool)
        if digest is not None:
            archive.add_file(tar, MEDIA + name, spool)
            files[name] = digest
    return files


def file_for(to: Path, now: datetime, *, encrypted: bool) -> Path:
    """A name that ends in .tar is the file; any other is the folder that it goes into."""
    if to.suffix != ".tar":
        to = to / f"cafedjango-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}{'-encrypted' if encrypted else ''}.tar"
    if to.exists():
        raise Refused(f"{to} exists already: choose another name.")
    return to


@contextmanager
def growing(target: Path) -> Iterator[IO[bytes]]:
    """A file for its owner's eyes only, that appears under its name when it is whole and on the disk."""
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        raise Refused(f"The backup can't be written: {error}") from error
    finally:
        part.unlink(missing_ok=True)

"""Put a backup back: everything is checked before anything is touched, and a failure leaves the old state."""

import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from . import archive, encryption, engines, media
from .making import DATABASE, MANIFEST, MEDIA
from .manifest import Manifest, Refused, Snapshot, is_newer, this_version


@dataclass(frozen=True)
class Unpacked:
    manifest: Manifest
    database: Path
    files: dict[str, Path]


def restore(*, backup: Path, overwrite: bool, passphrase: str) -> tuple[Manifest, list[str]]:
    """Return what was restored, and the tables that differ from it (none, unless somebody wrote meanwhile)."""
    if not backup.is_file():
        raise Refused(f"There is no file {backup}.")
    archive.check_seal(backup)
    engine = engines.ours()
    if not overwrite and not (engine.is_empty() and next(media.names(), None) is None):
        raise Refused("There is a site here already. To overwrite its database and files: restore --yes")
    settings.STATE_DIR.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="restore-", dir=settings.STATE_DIR) as room:
        work = Path(room)
        with opened(backup, passphrase) as tar:
            unpacked = unpack(tar, work)
        check_that_it_fits(unpacked.manifest, engine)
        aside = work / "aside"
        aside.mkdir()
        return unpacked.manifest, exchange_all(unpacked, engine, aside)


@contextmanager
def opened(backup: Path, passphrase: str) -> Iterator[tarfile.TarFile]:
    with tarfile.open(backup, "r:") as outer:
        if outer.getnames()[0] != encryption.KEY:
            yield outer
            return
        parts = archive.members(outer)
        _, locked_key = next(parts)
        key = encryption.unlock(locked_key.read(), passphrase)
        _, payload = next(parts)
        with encryption.decrypting(payload, key) as plain, tarfile.open(fileobj=plain, mode="r|") as tar:
            yield tar


def unpack(tar: tarfile.TarFile, work: Path) -> Unpacked:
    """Under numbers instead of names, and only what the manifest vouches for."""
    found: dict[str, tuple[Path, str]] = {}
    for number, (name, content) in enumerate(archive.members(tar)):
        file = work / str(number)
        found[name] = (file, archive.copy(content, file))
    if MANIFEST not in found:
        raise Refused("The backup has no manifest: it is damaged or not ours.")
    manifest = Manifest.from_json(found.pop(MANIFEST)[0].read_bytes())
    database = next((name for name in found if name.startswith(DATABASE)), "")
    promised = {MEDIA + name: digest for name, digest in manifest.files.items()} | {database: manifest.database}
    if wrong := sorted(promised.items() ^ {(name, digest) for name, (_, digest) in found.items()}):
        raise Refused(f"The backup is damaged: {wrong[0][0] or 'its database'} is not what its manifest says.")
    files = {name: found[MEDIA + name][0] for name in manifest.files}
    return Unpacked(manifest, found[database][0], files)


def check_that_it_fits(manifest: Manifest, engine: engines.Engine) -> None:
    if manifest.engine != engine.name:
        raise Refused(
            f"This backup is of {manifest.engine}; the site runs on {engine.name}. Set DATABASE_URL to match."
        )
    here = this_version()
    if is_newer(manifest.version, here):
        raise Refused(f"This backup was made by CafeDjango {manifest.version}; this is {here}, which is older.")
    if unknown := unknown_migrations(manifest):
        raise Refused(f"This backup was made by newer code: it has the migration {unknown[0]}, this code has not.")
    for name in manifest.files:
        media.find(name)


def unknown_migrations(manifest: Manifest) -> list[str]:
    """Of apps that are here. An app that is gone leaves its rows behind, and they do no harm."""
    loader = MigrationLoader(None)
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known.update(migration.replaces)
    recorded = [tuple(name.split(".", 1)) for name in manifest.migrations]
    return [f"{app}.{name}" for app, name in recorded if app in loader.migrated_apps and (app, name) not in known]


def exchange_all(unpacked: Unpacked, engine: engines.Engine, aside: Path) -> list[str]:
    """Files first, because they can be put back one by one; the database, which changes at a stroke, last."""
    manifest = unpacked.manifest
    exchange = media.Exchange(aside)
    try:
        for name in list(media.names()):
            if name not in manifest.files:
                exchange.take(name)
        for name, digest in manifest.files.items():
            exchange.put(name, unpacked.files[name], digest)
            if media.digest(name) != digest:
                raise Refused(f"The file {name} did not arrive as it was; nothing was restored.")
        return engine.restore(unpacked.database, Snapshot(manifest.tables, manifest.migrations))
    except BaseException:
        exchange.undo()
        raise

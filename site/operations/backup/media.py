"""Stored files, wherever they are: a folder or a bucket, by Django's storage interface alone."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages

from . import archive
from .manifest import Refused


def places() -> dict[str, Storage]:
    """Every storage but the static files', which a build makes anew."""
    return {alias: storages[alias] for alias in sorted(settings.STORAGES) if alias != "staticfiles"}


def names() -> Iterator[str]:
    """alias/path of each stored file."""
    for alias, storage in places().items():
        for path in walk(storage, ""):
            yield f"{alias}/{path}"


def walk(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield folder + name
    for name in sorted(folders):
        yield from walk(storage, f"{folder}{name}/")


def find(name: str) -> tuple[Storage, str]:
    alias, _, path = name.partition("/")
    storage = places().get(alias)
    if storage is None or not path:
        raise Refused(f"The backup has a file for the storage {alias!r}, which is not set up here.")
    return storage, path


def fetch(name: str, target: Path) -> str | None:
    """Copy a stored file and return its SHA-256; None if it is gone meanwhile."""
    storage, path = find(name)
    try:
        with storage.open(path) as content:
            return archive.copy(content, target)
    except (FileNotFoundError, IsADirectoryError):
        return None


def digest(name: str) -> str | None:
    storage, path = find(name)
    try:
        with storage.open(path) as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except (FileNotFoundError, IsADirectoryError):
        return None


class Exchange:
    """Puts files in place and takes others away. What it displaces is kept, until it is certain that it may go."""

    def __init__(self, aside: Path) -> None:
        self.aside = aside
        self.done: list[tuple[str, Path | None]] = []

    def put(self, name: str, file: Path, expected: str) -> None:
        if digest(name) == expected:
            return
        self.take(name)
        self.done.append((name, None))
        remove(name)
        store(name, file)

    def take(self, name: str) -> None:
        kept = self.aside / str(len(self.done))
        if fetch(name, kept) is not None:
            self.done.append((name, kept))
            remove(name)

    def undo(self) -> None:
        for name, kept in reversed(self.done):
            remove(name)
            if kept:
                store(name, kept)
        self.done.clear()


def store(name: str, file: Path) -> None:
    storage, path = find(name)
    with file.open("rb") as content:
        stored = storage.save(path, File(content))
    if stored != path:
        storage.delete(stored)
        raise Refused(f"The file {path} can't be stored under its own name.")


def remove(name: str) -> None:
    storage, path = find(name)
    storage.delete(path)

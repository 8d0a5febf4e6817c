"""Encryption in the age format, in pieces of constant size.

A passphrase alone would need the whole archive in memory (pyrage's limit). So each archive has a key of its own, and
the passphrase encrypts that: the age tool opens both (age --decrypt --identity key.age backup.tar.age).
"""

import os
import tarfile
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import IO

import pyrage

from .manifest import Refused

KEY = "key.age"
PAYLOAD = "backup.tar.age"


def new_key(passphrase: str) -> tuple[pyrage.x25519.Recipient, bytes]:
    """A key to encrypt to, and its other half, locked with the passphrase."""
    key = pyrage.x25519.Identity.generate()
    return key.to_public(), pyrage.passphrase.encrypt(f"{key}\n".encode(), passphrase)


def unlock(locked: bytes, passphrase: str) -> pyrage.x25519.Identity:
    if not passphrase:
        raise Refused("This backup is encrypted: set BACKUP_PASSPHRASE to the passphrase it was made with.")
    try:
        return pyrage.x25519.Identity.from_str(pyrage.passphrase.decrypt(locked, passphrase).decode().strip())
    except pyrage.DecryptError as error:
        raise Refused(f"BACKUP_PASSPHRASE is not the passphrase that this backup was made with ({error}).") from error


@contextmanager
def encrypting(target: IO[bytes], recipient: pyrage.x25519.Recipient) -> Iterator[IO[bytes]]:
    """What is written here arrives encrypted in the target."""
    outlet, inlet = os.pipe()

    def encrypt() -> None:
        with os.fdopen(outlet, "rb") as source:
            pyrage.encrypt_io(source, target, [recipient])

    with ThreadPoolExecutor(1) as beside:
        work = beside.submit(encrypt)
        try:
            with os.fdopen(inlet, "wb") as sink:
                yield sink
        except BrokenPipeError:
            work.result()
            raise
        work.result()


@contextmanager
def decrypting(source: IO[bytes], key: pyrage.x25519.Identity) -> Iterator[IO[bytes]]:
    """What is read here is the source, decrypted."""
    outlet, inlet = os.pipe()

    def decrypt() -> None:
        with os.fdopen(inlet, "wb") as sink:
            pyrage.decrypt_io(source, sink, [key])

    with ThreadPoolExecutor(1) as beside:
        work = beside.submit(decrypt)
        try:
            with os.fdopen(outlet, "rb") as plain:
                yield plain
                # To the end: only there is the last piece known to be genuine.
                deque(iter(lambda: plain.read(tarfile.RECORDSIZE), b""), maxlen=0)
        except tarfile.TarError as error:
            raise Refused("The backup can't be decrypted: it is damaged.") from error
        try:
            work.result()
        except (pyrage.DecryptError, OSError) as error:
            raise Refused("The backup can't be decrypted: it is damaged.") from error

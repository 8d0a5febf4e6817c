"""One tar file, sealed: its last member is the SHA-256 of every byte before it, so that damage shows before anything
is unpacked, even where the passphrase is not at hand."""

import hashlib
import io
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from .manifest import Refused

SEAL = "seal.sha256"
CHUNK = 1024 * 1024


class Sink(Protocol):
    def write(self, data: bytes, /) -> int: ...


class Appended:
    """A file that only grows, and knows the digest of what it holds. All that tarfile asks of what it writes to."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.size = 0
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.sink.write(data)
        self.digest.update(data)
        self.size += len(data)
        return len(data)

    def tell(self) -> int:
        return self.size


@contextmanager
def writing(sink: Sink, *, sealed: bool) -> Iterator[tarfile.TarFile]:
    appended = Appended(sink)
    with tarfile.open(fileobj=appended, mode="w:") as tar:  # type: ignore[call-overload]  # write and tell suffice
        yield tar
        if sealed:
            add_bytes(tar, SEAL, seal(appended.digest.hexdigest()))


def seal(digest: str) -> bytes:
    return f"{digest}\n".encode()


def add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    tar.addfile(member, io.BytesIO(content))


def add_file(tar: tarfile.TarFile, name: str, file: Path) -> None:
    member = tarfile.TarInfo(name)
    member.size = file.stat().st_size
    with file.open("rb") as content:
        tar.addfile(member, content)


def check_seal(path: Path) -> None:
    """Refuse the file unless it ends with the seal of all that comes before."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 4 * tarfile.RECORDSIZE))
        base, tail = file.tell(), file.read()
        last_byte = base + len(tail.rstrip(b"\0")) - 1
        start = last_byte // tarfile.BLOCKSIZE * tarfile.BLOCKSIZE - tarfile.BLOCKSIZE
        if start >= base:
            file.seek(0)
            expected = io.BytesIO()
            with tarfile.open(fileobj=expected, mode="w:") as tar:
                add_bytes(tar, SEAL, seal(digest_of(file, start)))
            if tail[start - base :].rstrip(b"\0") == expected.getvalue().rstrip(b"\0"):
                return
    raise Refused(f"{path.name} is damaged, cut short or not a backup of this site.")


def digest_of(file: IO[bytes], size: int) -> str:
    digest = hashlib.sha256()
    while size and (chunk := file.read(min(CHUNK, size))):
        digest.update(chunk)
        size -= len(chunk)
    return digest.hexdigest()


def members(tar: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    """The archive's files. Their names are where they will be put, so a name that leads elsewhere ends it."""
    seen: set[str] = set()
    for member in tar:
        path = PurePosixPath(member.name)
        honest = member.isreg() and not path.is_absolute() and ".." not in path.parts and str(path) == member.name
        if not honest or member.name in seen:
            raise Refused(f"The backup holds {member.name!r}, which no backup of ours does.")
        seen.add(member.name)
        content = tar.extractfile(member)
        if content and member.name != SEAL:
            yield member.name, content


def copy(source: IO[bytes], target: Path) -> str:
    """Copy in pieces, and say what was copied by its SHA-256."""
    digest = hashlib.sha256()
    with target.open("wb") as file:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()

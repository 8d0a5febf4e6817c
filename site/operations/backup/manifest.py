"""What an archive says about itself, so that a restore can tell whether it is whole and whether it fits here."""

import hashlib
import json
import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

FORMAT = 1
ROOT = Path(__file__).resolve().parents[3]


class Refused(Exception):
    """Why there is no backup, or no restore, in one line for the operator. Nothing was changed."""


@dataclass(frozen=True)
class Table:
    rows: int
    checksum: str


@dataclass(frozen=True)
class Snapshot:
    tables: dict[str, Table]
    migrations: list[str]


@dataclass(frozen=True)
class Manifest:
    format: int
    version: str
    created_at: str
    engine: str
    migrations: list[str]
    tables: dict[str, Table]
    database: str
    files: dict[str, str]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    @classmethod
    def from_json(cls, raw: bytes) -> "Manifest":
        try:
            facts = json.loads(raw)
            if facts["format"] > FORMAT:
                raise Refused(f"This backup is of format {facts['format']}; this CafeDjango reads up to {FORMAT}.")
            facts["tables"] = {name: Table(**table) for name, table in facts["tables"].items()}
            return cls(**facts)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise Refused("The backup's manifest can't be read: it is damaged or not ours.") from error


def tally(rows: Iterable[bytes]) -> Table:
    """Count and checksum; a sum of the rows' digests, because a table has no order and may have no key."""
    count = total = 0
    for row in rows:
        count += 1
        total += int.from_bytes(hashlib.sha256(row).digest())
    return Table(count, f"{total % 2**256:064x}")


def differing(one: dict[str, Table], other: dict[str, Table]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def this_version() -> str:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


def is_newer(version: str, than: str) -> bool:
    try:
        return [int(part) for part in version.split(".")] > [int(part) for part in than.split(".")]
    except ValueError:
        return True

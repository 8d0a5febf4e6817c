"""Where private files lie when there is no bucket: a folder of the house's own, with no address on the web."""

import os
import secrets
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages


class PrivateFolder(FileSystemStorage):
    def __init__(self, **options: Any) -> None:
        super().__init__(**{"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700} | options)

    @property
    def base_location(self) -> str:
        return os.fspath(settings.PRIVATE_ROOT)

    @property
    def location(self) -> str:
        return os.path.abspath(self.base_location)  # noqa: PTH100  as FileSystemStorage does: links are not followed

    def url(self, name: str | None) -> str:
        raise ValueError("A private file has no address: a view hands it out to whom it may concern.")


def random_place(instance: object, filename: str) -> str:
    """Nothing of the sender's in it."""
    token = secrets.token_hex(20)
    return f"{token[:2]}/{token[2:]}"


def private() -> Storage:
    return storages["private"]

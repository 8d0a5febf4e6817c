"""What a stylesheet imports is written into it where the files are collected: the browser asks once, not file by file.

On one's own machine the files are served as they are written.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

MAPS = ("css/app.css", "css/dashboard.css")
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
IMPORT = re.compile(r'^@import url\("(?P<file>[\w/-]+\.css)"\)(?: layer\((?P<layer>\w+)\))?;$', re.MULTILINE)


class OneRoundTrip(CompressedManifestStaticFilesStorage):
    def post_process(self, paths: dict[str, Any], *args: Any, **options: Any) -> Iterator[Any]:
        whole = InMemoryStorage()
        maps = [name for name in MAPS if name in paths]
        for name in maps:
            whole.save(name, ContentFile(with_imports(name, paths)))
        yield from super().post_process(paths | {name: (whole, name) for name in maps}, *args, **options)


def with_imports(name: str, paths: dict[str, Any]) -> str:
    """The sheet with its parts in place, without comments: they are a tenth of it, and readers have these files.

    A part may not name a file itself: from here its address would be another.
    """
    storage, path = paths[name]
    with storage.open(path) as sheet:
        text = sheet.read().decode()
    folder = name.rpartition("/")[0]

    def part(found: re.Match[str]) -> str:
        storage, path = paths[f"{folder}/{found['file']}"]
        with storage.open(path) as sheet:
            text = sheet.read().decode()
        if "url(" in text:
            raise ValueError(f"{path} is imported, so it may name no file")
        return f"@layer {found['layer']} {{\n{text}}}" if found["layer"] else text

    return COMMENT.sub("", IMPORT.sub(part, text))

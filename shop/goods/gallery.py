"""The pictures of one product, each large and as a small one to choose it by."""

from dataclasses import dataclass
from typing import Any

from shop.goods import pictures


@dataclass(frozen=True)
class Shot:
    large: Any
    small: Any
    words: str


def shots(product: Any) -> list[Shot]:
    """Those that can be shown; a caption, where there is one, says what is on it."""
    rows = list(product.get_all_images())
    found = []
    for number, row in enumerate(rows, start=1):
        large, small = (pictures.rendition(row.original, size) for size in ("page", "line"))
        if large and small:
            numbered = f", picture {number} of {len(rows)}" if len(rows) > 1 else ""
            found.append(Shot(large, small, row.caption or f"{product.get_title()}{numbered}"))
    return found

"""Editorial pictures: the sizes that pages show, each with a small one for telephones."""

from collections.abc import Iterable
from typing import Any

from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, SourceImageIOError

from shop.goods.pictures import SHARED_SIZE

SIZES = {
    "hero": ("fill-720x540|format-webp", "fill-1280x960|format-webp"),
    "lead": ("fill-720x360|format-webp", "fill-1440x720|format-webp"),
    "tile": ("fill-480x320|format-webp", "fill-960x640|format-webp"),
    "whole": ("width-720|format-webp", "width-1440|format-webp"),
}
SPECS = {SHARED_SIZE, *(spec for pair in SIZES.values() for spec in pair)}


def found(keys: Iterable[int | None]) -> dict[int, Any]:
    """Pictures with all their sizes in one statement; a second for those of which none has been drawn yet."""
    wanted = {key for key in keys if key}
    images: dict[int, Any] = {}
    rows = get_image_model().get_rendition_model().objects.filter(image__in=wanted, filter_spec__in=SPECS)
    for row in rows.select_related("image") if wanted else ():
        image = images.setdefault(row.image_id, row.image)
        image.__dict__.setdefault("prefetched_renditions", []).append(row)
        row.image = image
    bare = wanted - images.keys()
    return images | (get_image_model().objects.in_bulk(bare) if bare else {})


def give_pictures(pages: Iterable[Any]) -> None:
    """To pages of a list, their lead pictures."""
    pages = list(pages)
    images = found(page.lead_picture_id for page in pages)
    for page in pages:
        page.lead_picture = images.get(page.lead_picture_id)


def in_size(image: AbstractImage | None, size: str) -> tuple[Any, ...]:
    """The small and the large one; nothing where the file is gone."""
    if image is None:
        return ()
    try:
        drawn = image.get_renditions(*SIZES[size])
        return tuple(drawn[spec] for spec in SIZES[size])
    except (SourceImageIOError, OSError):
        return ()

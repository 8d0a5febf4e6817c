"""Pictures of goods: from Wagtail's one library, in the few sizes that pages show."""

from typing import Any

from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, SourceImageIOError
from wagtail.models import Collection

SIZES = {
    "line": "fill-160x120|format-webp",
    "card": "fill-480x360|format-webp",
    "page": "fill-960x720|format-webp",
}
# As those who share a page cut its picture: drawn when a page first names it.
SHARED_SIZE = "fill-1200x630|format-jpeg"
COLLECTION = "Goods"


def collection() -> Collection:
    found = Collection.objects.filter(name=COLLECTION, depth=2).first()
    return found or Collection.get_first_root_node().add_child(name=COLLECTION)


def keep(*, file: Any, title: str, by: Any = None) -> AbstractImage:
    """Put an uploaded, validated picture into the library."""
    return get_image_model().objects.create(title=title, file=file, collection=collection(), uploaded_by_user=by)


def prepare(image: AbstractImage) -> None:
    """Draw the sizes before the first customer asks for them."""
    try:
        image.get_renditions(*SIZES.values())
    except (SourceImageIOError, OSError):
        return


def rendition(image: AbstractImage | None, size: str) -> Any:
    """The picture in this size, or None where there is none to show."""
    if image is None:
        return None
    try:
        return image.get_rendition(SIZES[size])
    except (SourceImageIOError, OSError):
        return None

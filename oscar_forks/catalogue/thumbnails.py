"""Oscar's thumbnail tag, answered by Wagtail's renditions; where there is no picture, by a drawn stand-in."""

from dataclasses import dataclass

from django.templatetags.static import static
from oscar.core.thumbnails import AbstractThumbnailer
from wagtail.images.models import SourceImageIOError


@dataclass(frozen=True)
class StandIn:
    width: int = 480
    height: int = 360

    @property
    def url(self) -> str:
        return static("img/no-picture.svg")


class WagtailThumbnailer(AbstractThumbnailer):
    def generate_thumbnail(self, source, *, size, crop=None, **opts):
        if not source:
            return StandIn()
        width, _, height = size.partition("x")
        if not height:
            spec = f"width-{width}"
        elif not width:
            spec = f"height-{height}"
        else:
            spec = f"{'fill' if crop else 'max'}-{width}x{height}"
        try:
            return source.get_rendition(f"{spec}|format-webp")
        except (SourceImageIOError, OSError):
            return StandIn()

    def delete_thumbnails(self, source):
        """The library deletes an image's renditions with the image."""

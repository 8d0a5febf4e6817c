"""Oscar's thumbnail tag, answered by Wagtail's renditions."""

from oscar.core.thumbnails import AbstractThumbnailer


class WagtailThumbnailer(AbstractThumbnailer):
    def generate_thumbnail(self, source, *, size, crop=None, **opts):
        width, _, height = size.partition("x")
        if not height:
            spec = f"width-{width}"
        elif not width:
            spec = f"height-{height}"
        else:
            spec = f"{'fill' if crop else 'max'}-{width}x{height}"
        return source.get_rendition(f"{spec}|format-webp")

    def delete_thumbnails(self, source):
        """The library deletes an image's renditions with the image."""

"""Pictures that marketing uploads."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class WholeImageField(WagtailImageField):
    def check_image_pixel_size(self, f: Any) -> None:
        """Wagtail knows a picture by its first bytes, and fails to measure it where the rest is missing."""
        try:
            super().check_image_pixel_size(f)
        except OSError as fault:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from fault


class PictureForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if plain := self.fields.get("file"):
            self.fields["file"] = WholeImageField(label=plain.label, required=plain.required, widget=plain.widget)

"""A field for a file in any form: a refusal is told beside it, and the rest of the form stays filled in."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from shop.files.actions import accept
from shop.files.domain import ACCEPTED, ENDINGS, LARGEST, NotKept

OFFERED = ",".join(ending for endings in ENDINGS.values() for ending in endings)


class UploadField(forms.FileField):
    """Its cleaned value is a domain.Document for actions.keep, or None."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", f"{ACCEPTED[0].upper()}{ACCEPTED[1:]}, up to {LARGEST // 1024 // 1024} MB.")
        super().__init__(**{"allow_empty_file": True} | options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"accept": OFFERED}

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return upload or None
        try:
            return accept(upload)
        except NotKept as refusal:
            raise forms.ValidationError(str(refusal), code="refused") from refusal

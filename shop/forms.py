from typing import Any

from django import forms

from shop.plain import one_line


class OneLine(forms.CharField):
    """A line of text, whatever was pasted: breaks, and signs that steer a screen, are not text."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")

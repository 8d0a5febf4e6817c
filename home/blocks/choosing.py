"""Blocks that remember what was chosen by its number alone, so that a page can ask for all of it at once."""

from typing import Any

from django import forms
from django.db import router
from wagtail import blocks
from wagtail.admin.compare import BlockComparison
from wagtail.images.blocks import ImageChooserBlock

from home.choosers import product_chooser_viewset


class ByNumber(blocks.ChooserBlock):
    """Its value is an instance that holds nothing but its key, and would load the rest only when asked."""

    def to_python(self, value: Any) -> Any:
        if value is None:
            return None
        model = self.model_class
        return model.from_db(router.db_for_read(model), [model._meta.pk.attname], [value])

    def bulk_to_python(self, values: list[Any]) -> list[Any]:
        return [self.to_python(value) for value in values]

    def found(self, value: Any) -> Any:
        return self.model_class.objects.filter(pk=value.pk).first() if value else None

    def get_form_state(self, value: Any) -> Any:
        return super().get_form_state(self.found(value))

    def render_basic(self, value: Any, context: Any = None) -> str:
        return str(self.found(value) or "") if value else ""

    def get_comparison_class(self) -> type[BlockComparison]:
        return BlockComparison


class Picture(ByNumber, ImageChooserBlock):
    pass


class Product(ByNumber):
    target_model = "catalogue.Product"
    widget = product_chooser_viewset.widget_class()

    class Meta:
        icon = "tag"


class FromList(ByNumber):
    """For models of which there are few enough for a plain list."""

    widget = forms.Select()

    def value_from_form(self, value: Any) -> Any:
        """An empty choice of a list is no key."""
        return super().value_from_form(value or None)

    def get_form_state(self, value: Any) -> Any:
        return self.field.widget.format_value(value.pk if value else None)


class Category(FromList):
    target_model = "catalogue.Category"

    class Meta:
        icon = "list-ul"


class Cafe(FromList):
    target_model = "cafes.Cafe"

    class Meta:
        icon = "home"

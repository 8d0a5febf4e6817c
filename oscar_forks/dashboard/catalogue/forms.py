"""Staff's picture fields: a file goes, checked, into Wagtail's library; the product or category points to it there."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from oscar.apps.dashboard.catalogue import forms as oscar
from wagtail.images.fields import WagtailImageField

from oscar_forks.dashboard.catalogue.product_form import ProductForm
from oscar_forks.dashboard.catalogue.stock_form import StockRecordForm
from shop.goods import pictures
from shop.goods.staff_forms import dress

__all__ = ["CategoryForm", "PictureField", "ProductForm", "ProductImageForm", "StockRecordForm"]


class PictureInput(forms.FileInput):
    """Shows the present picture beside the way to replace it."""

    template_name = "goods/picture_input.html"

    def get_context(self, name, value, attrs):
        present = None if isinstance(value, UploadedFile) else value
        return super().get_context(name, value, attrs) | {"picture": pictures.rendition(present or None, "line")}


class PictureField(WagtailImageField):
    """An upload, or what is there already. What was uploaded is checked by its content, not by its name."""

    widget = PictureInput

    def to_python(self, data):
        try:
            return super().to_python(data)
        except forms.ValidationError:
            raise
        except Exception as unreadable:
            raise forms.ValidationError(self.error_messages["invalid_image"], code="invalid_image") from unreadable


class ProductImageForm(oscar.ProductImageForm):
    original = PictureField(label="Picture")

    class Meta(oscar.ProductImageForm.Meta):
        fields = ["product", "caption", "display_order"]
        help_texts = {"display_order": ""}
        labels = {"caption": "What it shows", "display_order": "Place"}
        widgets = {"display_order": forms.NumberInput(attrs={"min": 0})}

    field_order = ["product", "original", "caption", "display_order"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)
        if self.instance.original_id:
            self.initial["original"] = self.instance.original

    def save(self, commit=True):
        given = self.cleaned_data["original"]
        if isinstance(given, UploadedFile):
            title = self.cleaned_data.get("caption") or self.instance.product.get_title()
            self.instance.original = pictures.keep(file=given, title=title)
        return super().save(commit)


class CategoryForm(oscar.CategoryForm):
    image = PictureField(label="Picture", required=False)
    without_image = forms.BooleanField(label="Without a picture", required=False)

    class Meta(oscar.CategoryForm.Meta):
        fields = [name for name in oscar.CategoryForm.Meta.fields if name != "image"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.image_id:
            self.initial["image"] = self.instance.image
        else:
            del self.fields["without_image"]

    def save(self, commit=True):
        given = self.cleaned_data["image"]
        if isinstance(given, UploadedFile):
            self.instance.image = pictures.keep(file=given, title=self.cleaned_data["name"])
        elif self.cleaned_data.get("without_image"):
            self.instance.image = None
        return super().save(commit)

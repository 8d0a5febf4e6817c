"""Goods and their categories: found by Wagtail's search, pictured from Wagtail's one image library."""

from django.db import models
from django.urls import reverse
from oscar.apps.catalogue.abstract_models import AbstractCategory, AbstractProduct, AbstractProductImage
from wagtail.images import get_image_model_string
from wagtail.search import index


class Category(AbstractCategory):
    image = models.ForeignKey(
        get_image_model_string(), verbose_name="image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta(AbstractCategory.Meta):
        abstract = False

    def _get_absolute_url(self, parent_slug=None):
        return reverse("catalogue:category", kwargs={"category_slug": self.get_full_slug(parent_slug=parent_slug)})


class Product(index.Indexed, AbstractProduct):
    search_fields = [
        index.SearchField("title", boost=5),
        index.AutocompleteField("title"),
        index.SearchField("upc", boost=5),
        index.AutocompleteField("upc"),
        index.SearchField("description"),
        index.FilterField("is_public"),
        index.FilterField("structure"),
        index.FilterField("product_class_id"),
        index.FilterField("date_created"),
    ]

    class Meta(AbstractProduct.Meta):
        abstract = False

    def get_missing_image(self):
        return None


class ProductImage(AbstractProductImage):
    original = models.ForeignKey(
        get_image_model_string(), verbose_name="picture", on_delete=models.CASCADE, related_name="+"
    )

    class Meta(AbstractProductImage.Meta):
        abstract = False


from oscar.apps.catalogue.models import *  # noqa: E402, F403

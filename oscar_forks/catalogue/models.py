"""Goods and their categories: found by Wagtail's search, pictured from Wagtail's one image library."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.html import strip_tags
from oscar.apps.catalogue.abstract_models import AbstractCategory, AbstractProduct, AbstractProductImage
from wagtail.images import get_image_model_string

from shop.finding.goods import FindableGoods
from shop.goods import pictures
from shop.goods.models import Goods


class Category(AbstractCategory):
    image = models.ForeignKey(
        get_image_model_string(),
        verbose_name="image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta(AbstractCategory.Meta):
        abstract = False

    def get_full_slug(self, parent_slug=None):
        """From the tree, not from Oscar's cache: that keeps the old address of what was renamed or moved."""
        return self._slug_separator.join(category.slug for category in self.get_ancestors_and_self())

    @property
    def plain_description(self):
        return strip_tags(self.description)

    def _get_absolute_url(self, parent_slug=None):
        return reverse("catalogue:category", kwargs={"category_slug": self.full_slug})


class Product(FindableGoods, Goods, AbstractProduct):  # type: ignore[django-manager-missing]
    objects: Any

    class Meta(AbstractProduct.Meta):
        abstract = False
        constraints = [*Goods.CONSTRAINTS]

    @property
    def plain_description(self):
        return strip_tags(self.description)

    @property
    def attribute_summary(self):
        """A variant's own facts: what it shares with its siblings tells none of them apart."""
        if not self.is_child:
            return super().attribute_summary
        return ", ".join(value.summary() for value in self.attribute_values.select_related("attribute"))

    def primary_image(self):
        """Oscar's own fails without the file of a stand-in picture; ours is drawn by the page."""
        first = next(iter(self.get_all_images()), None)
        return first or {"original": None, "caption": "", "is_missing": True}


class ProductImage(AbstractProductImage):
    original = models.ForeignKey(
        get_image_model_string(), verbose_name="picture", on_delete=models.CASCADE, related_name="+"
    )

    class Meta(AbstractProductImage.Meta):
        abstract = False

    def save(self, **kwargs):
        super().save(**kwargs)
        pictures.prepare(self.original)


from oscar.apps.catalogue.models import *

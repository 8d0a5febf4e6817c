"""What of the goods a search finds: name, article numbers, description, ingredients, diets, categories, cafés.

Allergens are not among it: who searches for "nuts" may want what has some, or what has none.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils.html import strip_tags
from oscar.core.loading import get_model
from wagtail.search import index

from shop.finding.domain import END_OF_CODE, code_of
from shop.goods import food


class FindableGoods(index.Indexed):
    """To be mixed into Oscar's product. Variants are found by the product that they are variants of."""

    search_fields = [
        index.SearchField("title", boost=5),
        index.AutocompleteField("title"),
        index.SearchField("codes_to_find", boost=5),
        index.AutocompleteField("codes_to_find"),
        index.SearchField("words_to_find"),
        index.FilterField("is_public"),
        index.FilterField("parent_id"),
        index.FilterField("archived_at"),
    ]
    # shop.finding.watching does it, with more in sight than the product alone.
    search_auto_update = False

    shelf_names: Sequence[str]

    @classmethod
    def get_indexed_objects(cls) -> QuerySet:
        return cls.objects.filter(parent=None)

    @classmethod
    def prepare_to_be_found(cls, goods: list[Any]) -> None:
        """All that they are found by, in a handful of statements."""
        categories = dict(get_model("catalogue", "Category").objects.browsable().values_list("path", "name"))
        records = get_model("partner", "StockRecord").objects.select_related("partner")
        variants = cls.objects.filter(is_public=True).prefetch_related(Prefetch("stockrecords", queryset=records))
        for product in goods:
            getattr(product, "_prefetched_objects_cache", {}).clear()
        prefetch_related_objects(
            goods,
            "categories",
            Prefetch("stockrecords", queryset=records),
            Prefetch("children", queryset=variants),
        )
        for product in goods:
            product.shelf_names = [
                categories[category.path[:end]]
                for category in product.categories.all()
                for end in range(category.steplen, len(category.path) + 1, category.steplen)
                if category.path[:end] in categories
            ]

    @property
    def is_found_by_everybody(self: Any) -> bool:
        return self.is_public and self.parent_id is None and self.archived_at is None

    @property
    def codes_to_find(self: Any) -> list[str]:
        kinds = [self, *self.children.all()]
        codes = [code for kind in kinds for code in (kind.upc, *(each.partner_sku for each in kind.stockrecords.all()))]
        known = dict.fromkeys(code for code in codes if code)
        return [*known, *(code_of(code) + END_OF_CODE for code in known)]

    @property
    def words_to_find(self: Any) -> list[str]:
        kinds = [self, *self.children.all()]
        cafes = [record.partner.display_name for kind in kinds for record in kind.stockrecords.all()]
        return [
            strip_tags(self.description),
            self.ingredients,
            *food.diet_names(self.diets or ()),
            *dict.fromkeys(self.shelf_names),
            *dict.fromkeys(cafes),
            *(kind.title for kind in kinds if kind is not self),
        ]

"""Goods as a search lists them: all that their rows show, in two statements."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, Q, Subquery, prefetch_related_objects
from oscar.core.loading import get_model
from wagtail.images import get_image_model

from shop.goods import queries
from shop.goods.pictures import SIZES


def rows(keys: Sequence[int]) -> list[Any]:
    """In this order; with `picture_url`, "" where none is drawn. Their variants come in the same statement."""
    if not keys:
        return []
    product = get_model("catalogue", "Product")
    wanted = product.objects.filter(Q(pk__in=keys) | Q(parent__in=keys, is_public=True))
    found = list(queries.products(wanted).prefetch_related(None).annotate(drawn=picture()))
    by_key = {each.pk: each for each in found if each.parent_id is None}
    variants = defaultdict(list)
    for each in found:
        if parent := by_key.get(each.parent_id):
            each.parent = parent
            variants[parent.pk].append(each)
    prefetch_related_objects(found, queries.stocked("stockrecords"))
    storage = get_image_model().get_rendition_model()._meta.get_field("file").storage
    for each in by_key.values():
        each._prefetched_public_children = variants[each.pk]
        each.picture_url = storage.url(each.drawn) if each.drawn else ""
    return [by_key[key] for key in keys if key in by_key]


def picture() -> Subquery:
    pictures = get_model("catalogue", "ProductImage").objects.filter(
        product=OuterRef("pk"), original__renditions__filter_spec=SIZES["card"]
    )
    return Subquery(pictures.order_by("display_order").values("original__renditions__file")[:1])

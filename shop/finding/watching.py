"""Oscar's and Wagtail's forms save goods piece by piece and tell nobody but by signals: product, shelves, records."""

from typing import Any

from django.apps import apps
from django.db.models import Model, Q
from django.db.models.signals import m2m_changed, post_delete, post_save
from modelsearch.index import remove_object

from shop.finding.actions import index_goods


def start() -> None:
    watch(apps.get_model("catalogue", "Product"), product_saved, product_deleted)
    watch(apps.get_model("catalogue", "ProductCategory"), part_changed, part_changed)
    watch(apps.get_model("partner", "StockRecord"), record_saved, part_changed)
    watch(apps.get_model("catalogue", "Category"), category_saved)
    watch(apps.get_model("partner", "Partner"), partner_saved)
    through = apps.get_model("catalogue", "Product").categories.through
    m2m_changed.connect(shelves_changed, sender=through, dispatch_uid="finding m2m")


def watch(model: type[Model], saved: Any, deleted: Any = None) -> None:
    post_save.connect(saved, sender=model, dispatch_uid=f"finding {model.__name__} saved")
    if deleted:
        post_delete.connect(deleted, sender=model, dispatch_uid=f"finding {model.__name__} deleted")


def product_saved(instance: Any, raw: bool = False, **_: Any) -> None:
    if not raw:
        index_goods([instance.parent_id or instance.pk])


def product_deleted(instance: Any, **_: Any) -> None:
    if instance.parent_id is None:
        remove_object(instance)
    else:
        index_goods([instance.parent_id])


def part_changed(instance: Any, raw: bool = False, **_: Any) -> None:
    if not raw:
        index_goods([instance.product_id])


def record_saved(instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """A new price or level is no new word."""
    if update_fields is None or {"partner", "partner_id", "partner_sku", "product"} & set(update_fields):
        part_changed(instance, **kwargs)


def shelves_changed(instance: Any, action: str, **_: Any) -> None:
    if action.startswith("post_") and instance._meta.model_name == "product":
        index_goods([instance.pk])


def category_saved(instance: Any, raw: bool = False, created: bool = False, **_: Any) -> None:
    if not (raw or created):
        inside = apps.get_model("catalogue", "ProductCategory").objects.filter(category__path__startswith=instance.path)
        index_goods(inside.values_list("product_id", flat=True))


def partner_saved(instance: Any, raw: bool = False, created: bool = False, **_: Any) -> None:
    if not (raw or created):
        sold = apps.get_model("catalogue", "Product").objects.filter(Q(stockrecords__partner=instance))
        index_goods(sold.values_list("pk", flat=True))

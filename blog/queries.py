"""News for lists: the newest first, each with its picture, in two statements."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count
from taggit.models import Tag
from wagtail.models import Page, ReferenceIndex

from home import pictures
from home.routing import for_everybody


def news(parent: Page | None = None, *, tag: Tag | None = None) -> Any:
    pages = for_everybody(apps.get_model("blog", "NewsPage").objects.order_by("-date", "-pk"))
    pages = pages.child_of(parent) if parent else pages
    return pages.filter(tagged_items__tag=tag) if tag else pages


def pictured(pages: Iterable[Any]) -> list[Any]:
    listed = list(pages)
    pictures.give_pictures(listed)
    return listed


def tags(parent: Page) -> list[Tag]:
    """Those of published news, the most used first."""
    used = Tag.objects.filter(blog_newstag_items__content_object__in=news(parent).order_by().values("pk"))
    return list(used.annotate(times=Count("pk")).order_by("-times", "name"))


def mentioning(product: Any) -> Any:
    """Published news that chose it, in a block or as what they release."""
    found = ReferenceIndex.get_references_to(product).filter(base_content_type=ContentType.objects.get_for_model(Page))
    return news().filter(pk__in=[int(key) for key in found.values_list("object_id", flat=True)])

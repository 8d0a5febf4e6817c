"""What there is to buy, for lists and searches: each page of them in a handful of statements."""

from django.db.models import Prefetch
from oscar.core.loading import get_model
from wagtail.images import get_image_model
from wagtail.search.backends import get_search_backend


def products():
    """Goods as a list shows them, with all that a card needs."""
    pictures = get_model("catalogue", "ProductImage").objects.prefetch_related(
        Prefetch("original", queryset=get_image_model().objects.prefetch_renditions("fill-400x400|format-webp"))
    )
    return (
        visible()
        .select_related("product_class")
        .prefetch_related(Prefetch("images", queryset=pictures), "stockrecords__partner", "categories")
    )


def visible():
    return get_model("catalogue", "Product").objects.filter(is_public=True).exclude(structure="child")


def listing(*, category=None):
    goods = products()
    if category is not None:
        goods = goods.filter(categories__path__startswith=category.path).distinct()
    return goods.order_by("title", "pk")


def categories():
    return get_model("catalogue", "Category").objects.browsable().filter(depth=1)


def category_at(path: str):
    """The category whose address is this chain of slugs, or None."""
    slugs = path.split("/")
    candidates = get_model("catalogue", "Category").objects.browsable().filter(slug=slugs[-1], depth=len(slugs))
    return next((category for category in candidates if category.get_full_slug() == path), None)


def search(text: str):
    if not text:
        return products().none()
    return get_search_backend().search(text, products().filter(structure__in=["standalone", "parent"]))


def suggestions(text: str):
    if len(text) < 2:
        return visible().none()
    return get_search_backend().autocomplete(text, visible())[:8]

"""What there is to buy, for lists and pages: each page of them in a handful of statements."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from oscar.core.loading import get_model
from wagtail.images import get_image_model

from shop.goods.pictures import SHARED_SIZE, SIZES
from shop.goods.supply import STOCKED

SORTS = {"title": "Name", "newest": "Newest first", "price": "Lowest price", "-price": "Highest price"}


def visible() -> QuerySet:
    """Goods that have a page of their own: published, and no variant of another."""
    return get_model("catalogue", "Product").objects.browsable()


def products(goods: QuerySet | None = None, *, size: str = "card") -> QuerySet:
    """Goods with all that a card needs: picture, price, stock, café, variants."""
    goods = visible() if goods is None else goods
    option = get_model("catalogue", "Option").objects
    return (
        goods.select_related("product_class")
        .annotate(
            has_product_class_options=Exists(option.filter(productclass=OuterRef("product_class"))),
            has_product_options=Exists(option.filter(product=OuterRef("pk"))),
        )
        .prefetch_related(pictured("images", size), stocked("stockrecords"))
        .prefetch_public_children(variants())
    )


def pictured(lookup: str, size: str) -> Prefetch:
    sizes = {SIZES[size], *((SHARED_SIZE,) if size == "page" else ())}
    renditions = get_image_model().get_rendition_model().objects.filter(filter_spec__in=sizes)
    drawn = Prefetch("original__renditions", queryset=renditions, to_attr="prefetched_renditions")
    pictures = get_model("catalogue", "ProductImage").objects.select_related("original")
    return Prefetch(lookup, queryset=pictures.prefetch_related(drawn))


def stocked(lookup: str) -> Prefetch:
    records = get_model("partner", "StockRecord").objects.select_related("partner__cafe")
    return Prefetch(lookup, queryset=records.order_by("pk"))


def variants() -> QuerySet:
    goods = get_model("catalogue", "Product").objects.public().select_related("parent__product_class")
    return goods.prefetch_related(stocked("stockrecords"))


def records() -> QuerySet:
    """The stock records of a product in an outer query, its variants' included."""
    own = Q(product=OuterRef("pk")) | Q(product__parent=OuterRef("pk"), product__is_public=True)
    return get_model("partner", "StockRecord").objects.filter(own, price__isnull=False)


def in_stock() -> QuerySet:
    counted = Q(product__parent=None, product__supply=STOCKED) | Q(product__parent__supply=STOCKED)
    return records().filter(~counted | Q(num_in_stock__gt=Coalesce("num_allocated", 0)))


def listing(*, category: Any = None, cafe: Any = None, only_in_stock: bool = False, sort: str = "") -> QuerySet:
    goods = visible()
    if category is not None:
        inside = get_model("catalogue", "ProductCategory").objects.filter(
            product=OuterRef("pk"), category__path__startswith=category.path
        )
        goods = goods.filter(Exists(inside))
    if cafe is not None:
        goods = goods.filter(Exists(records().filter(partner=cafe)))
    if only_in_stock:
        goods = goods.filter(Exists(in_stock()))
    return products(ordered(goods, sort))


def ordered(goods: QuerySet, sort: str) -> QuerySet:
    if sort == "newest":
        return goods.order_by("-date_created", "-pk")
    if sort in ("price", "-price"):
        price = F("lowest_price")
        direction = price.desc(nulls_last=True) if sort == "-price" else price.asc(nulls_last=True)
        lowest = Subquery(records().order_by("price").values("price")[:1])
        return goods.annotate(lowest_price=lowest).order_by(direction, "title", "pk")
    return goods.order_by("title", "pk")


def for_page() -> QuerySet:
    """Any product with what its own page shows; whether it may be seen is the page's question."""
    goods: Any = products(get_model("catalogue", "Product").objects.all(), size="page")
    return goods.select_related("parent").prefetch_browsable_categories().prefetch_attribute_values()


def akin(product: Any, *, count: int = 4) -> QuerySet:
    """Other goods of the same categories."""
    shared = get_model("catalogue", "ProductCategory").objects.filter(
        product=OuterRef("pk"), category__in=[category.pk for category in product.get_categories()]
    )
    return listing().filter(Exists(shared)).exclude(pk=product.pk)[:count]


def categories(parent: Any = None) -> QuerySet:
    """What the shop's menu names: the first level, and what is directly below a category."""
    wanted = Q(depth=1)
    if parent is not None:
        wanted |= Q(depth=parent.depth + 1, path__startswith=parent.path)
    return get_model("catalogue", "Category").objects.browsable().filter(wanted, exclude_from_menu=False)


def category_at(path: str) -> Any:
    """The category whose address is this chain of slugs, or None."""
    slugs = path.split("/")
    candidates = get_model("catalogue", "Category").objects.browsable().filter(slug=slugs[-1], depth=len(slugs))
    return next((category for category in candidates if chain(category) == slugs), None)


def chain(category: Any) -> list[str]:
    return [ancestor.slug for ancestor in category.get_ancestors_and_self()]


def cafes_selling() -> QuerySet:
    sold = get_model("partner", "StockRecord").objects.filter(partner=OuterRef("pk"), product__is_public=True)
    return get_model("partner", "Partner").objects.filter(Exists(sold)).order_by("name")

"""What there is to buy, for lists and pages: each page of them in a handful of statements."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, ExtractDay, ExtractMonth
from oscar.core.loading import get_model
from wagtail.images import get_image_model

from shop.goods.fields import naming
from shop.goods.pictures import SHARED_SIZE, SIZES
from shop.goods.quantities import BY_WEIGHT
from shop.goods.season import day_of_year
from shop.goods.supply import STOCKED


def visible() -> QuerySet:
    """Goods that have a page of their own: published, not put away, and no variant of another."""
    return get_model("catalogue", "Product").objects.browsable().filter(archived_at=None)


def products(goods: QuerySet | None = None, *, size: str = "card") -> QuerySet:
    """Goods with all that a card needs: picture, price, stock, café, variants."""
    goods = visible() if goods is None else goods
    return (
        knowing_whether_they_ask(goods.select_related("product_class"))
        .prefetch_related(pictured("images", size), stocked("stockrecords"))
        .prefetch_public_children(variants())
    )


def knowing_whether_they_ask(goods: Any) -> Any:
    """Whether something has to be answered before they are added: Oscar's options, of the goods or of their class."""
    option = get_model("catalogue", "Option").objects
    return goods.annotate(
        has_product_class_options=Exists(option.filter(productclass=OuterRef("product_class"))),
        has_product_options=Exists(option.filter(product=OuterRef("pk"))),
    )


def to_be_added() -> QuerySet:
    """For a basket: what decides whether they can be had, and what they cost."""
    goods = get_model("catalogue", "Product").objects.select_related("product_class")
    return knowing_whether_they_ask(goods).prefetch_related(stocked("stockrecords"))


def pictured(lookup: str, size: str) -> Prefetch:
    sizes = {SIZES[size], *((SHARED_SIZE, SIZES["line"]) if size == "page" else ())}
    renditions = get_image_model().get_rendition_model().objects.filter(filter_spec__in=sizes)
    drawn = Prefetch("original__renditions", queryset=renditions, to_attr="prefetched_renditions")
    pictures = get_model("catalogue", "ProductImage").objects.select_related("original")
    return Prefetch(lookup, queryset=pictures.prefetch_related(drawn))


def stocked(lookup: str) -> Prefetch:
    records = get_model("partner", "StockRecord").objects.select_related("partner__cafe")
    return Prefetch(lookup, queryset=records.order_by("pk"))


def variants() -> QuerySet:
    goods = get_model("catalogue", "Product").objects.public().select_related("parent__product_class", "deposit")
    return goods.order_by("position", "pk").prefetch_related(stocked("stockrecords"))


def priced(of: str) -> QuerySet:
    """The stock records with a price of a product in an outer query: its own by "product", or those of its variants
    by "product__parent". Never both in one condition: no index serves that."""
    return get_model("partner", "StockRecord").objects.filter(
        **{of: OuterRef("pk")}, product__is_public=True, price__isnull=False
    )


def offered(*conditions: Any, **more: Any) -> Any:
    own, variants = (Exists(priced(of).filter(*conditions, **more)) for of in ("product", "product__parent"))
    return Q(own) | Q(variants)


def at_hand(day: date) -> Any:
    """Goods that can be had: in season, and there, or not counted."""
    left = Q(num_in_stock__gt=Coalesce("num_allocated", 0))
    return in_season(day) & (offered(left) | ~Q(supply=STOCKED) & offered())


def in_season(day: date) -> Any:
    """As shop.goods.season says it."""
    begun, not_ended = Q(first_of_year__lte=day_of_year(day)), Q(last_of_year__gte=day_of_year(day))
    each_year = Q(first_of_year__lte=F("last_of_year")) & begun & not_ended
    over_new_year = Q(first_of_year__gt=F("last_of_year")) & (begun | not_ended)
    once = Q(season_first=None) | Q(season_first__lte=day)
    once &= Q(season_last=None) | Q(season_last__gte=day)
    yearly = Q(season_yearly=True, season_first__isnull=False, season_last__isnull=False)
    return yearly & (each_year | over_new_year) | ~yearly & once


def listing(
    *,
    category: Any = None,
    cafes: Iterable[str] = (),
    diets: Iterable[str] = (),
    without: Iterable[str] = (),
    at_hand_on: date | None = None,
    in_time: Mapping[str, int] | None = None,
    sort: str = "",
) -> QuerySet:
    """in_time: by a café's code, how many days ahead what it sells may have to be ordered."""
    goods = chosen(category, cafes, diets, without, at_hand_on)
    if in_time is not None:
        ways = (Q(offered(partner__code=cafe), lead_days__lte=days) for cafe, days in in_time.items())
        goods = goods.filter(reduce(or_, ways, Q(pk__in=[])))
    return products(ordered(goods, sort))


def chosen(
    category: Any, cafes: Iterable[str], diets: Iterable[str], without: Iterable[str], at_hand_on: date | None
) -> QuerySet:
    goods = visible()
    if category is not None:
        inside = get_model("catalogue", "ProductCategory").objects.filter(
            product=OuterRef("pk"), category__path__startswith=category.path
        )
        goods = goods.filter(Exists(inside))
    if cafes:
        goods = goods.filter(offered(partner__code__in=cafes))
    for diet in diets:
        goods = goods.filter(diets__contains=naming(diet))
    for allergen in without:
        goods = goods.filter(allergens__isnull=False)
        goods = goods.exclude(allergens__contains=naming(allergen)).exclude(may_contain__contains=naming(allergen))
    if at_hand_on is not None:
        goods = goods.annotate(
            first_of_year=ExtractMonth("season_first") * 100 + ExtractDay("season_first"),
            last_of_year=ExtractMonth("season_last") * 100 + ExtractDay("season_last"),
        ).filter(at_hand(at_hand_on))
    return goods


def ordered(goods: QuerySet, sort: str) -> QuerySet:
    if sort == "newest":
        return goods.order_by("-date_created", "-pk")
    if sort in ("price", "-price"):
        price = F("lowest_price")
        direction = price.desc(nulls_last=True) if sort == "-price" else price.asc(nulls_last=True)
        return goods.annotate(lowest_price=lowest_price()).order_by(direction, "title", "pk")
    return goods.order_by("title", "pk")


def lowest_price() -> Any:
    """The list price of one; of what is weighed, of one of the usual weight."""
    of_one = Case(When(product__priced_by=BY_WEIGHT, then=F("price") * F("product__net_content")), default=F("price"))
    own, variants = (
        Subquery(priced(of).annotate(of_one=of_one).order_by("of_one").values("of_one")[:1])
        for of in ("product", "product__parent")
    )
    return Coalesce(own, variants)


def for_page() -> QuerySet:
    """Any product with what its own page shows; whether it may be seen is the page's question."""
    goods: Any = products(get_model("catalogue", "Product").objects.all(), size="page")
    return goods.select_related("parent", "deposit").prefetch_browsable_categories().prefetch_attribute_values()


def akin(product: Any, *, count: int = 4) -> QuerySet:
    """Other goods of the same categories."""
    shared = get_model("catalogue", "ProductCategory").objects.filter(
        product=OuterRef("pk"), category__in=[category.pk for category in product.get_categories()]
    )
    return listing().filter(Exists(shared)).exclude(pk=product.pk)[:count]


def category_at(path: str) -> Any:
    """The category whose address is this chain of slugs, or None."""
    slugs = path.split("/")
    candidates = get_model("catalogue", "Category").objects.browsable().filter(slug=slugs[-1], depth=len(slugs))
    return next((category for category in candidates if chain(category) == slugs), None)


def chain(category: Any) -> list[str]:
    return [ancestor.slug for ancestor in category.get_ancestors_and_self()]

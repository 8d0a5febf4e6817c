"""What staff see of the goods, and may do with them. People of one café: their own café's, and no other's."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Lower
from oscar.core.loading import get_model

from shop.accounts.roles import DASHBOARD
from shop.goods.models import Deposit, GoodsChange
from shop.goods.queries import pictured
from shop.goods.supply import STOCKED

VIEW, ADD = "catalogue.view_product", "catalogue.add_product"
CHANGE, DELETE = "catalogue.change_product", "catalogue.delete_product"


def may(user: Any, right: str) -> bool:
    """People of one café have no rights of staff; what they may, they may with their own goods."""
    return user.has_perm(right) if user.is_staff else user.has_perm(DASHBOARD)


def records(user: Any) -> QuerySet:
    found = get_model("partner", "StockRecord").objects.all()
    return found if user.is_staff else found.filter(partner__in=user.partners.all())


def cafes(user: Any) -> QuerySet:
    found = get_model("partner", "Partner").objects.select_related("cafe").order_by("name")
    return found if user.is_staff else found.filter(users=user)


def goods(user: Any) -> QuerySet:
    """Products and variants. A café's own are those that it sells, and what its variants belong to."""
    found = get_model("catalogue", "Product").objects.all()
    if user.is_staff:
        return found
    sold = records(user).filter(Q(product=OuterRef("pk")) | Q(product__parent=OuterRef("pk")))
    return found.filter(Exists(sold))


def sold_elsewhere_too(product: Any, user: Any) -> bool:
    """Whether a café that is not this person's sells it, or one of its variants."""
    if user.is_staff:
        return False
    sold = get_model("partner", "StockRecord").objects.filter(Q(product=product) | Q(product__parent=product))
    return sold.exclude(partner__in=user.partners.all()).exists()


def shared_among(products: Iterable[Any], user: Any) -> set[int]:
    """Which of these somebody else sells too, so that this person alone doesn't say who sees them."""
    if user.is_staff:
        return set()
    sold = get_model("partner", "StockRecord").objects.exclude(partner__in=user.partners.all())
    keys = [product.pk for product in products]
    found = sold.filter(Q(product__in=keys) | Q(product__parent__in=keys)).values_list("product", "product__parent")
    return {key for pair in found for key in pair if key}


def was_ordered(product: Any) -> bool:
    lines = get_model("order", "Line").objects.filter(Q(product=product) | Q(product__parent=product))
    return lines.exists()


def history_of(product: Any, user: Any) -> QuerySet[GoodsChange]:
    """Its own and its variants'. What another café asks for its goods is that café's."""
    changes = GoodsChange.objects.filter(Q(product=product) | Q(product__parent=product))
    if not user.is_staff:
        changes = changes.filter(Q(is_of_one_cafe=False) | Q(partner__in=user.partners.all()))
    return changes.select_related("by", "product__parent", "partner").order_by("-at", "-pk")


def variants_of(product: Any, user: Any) -> QuerySet:
    return with_records(product.children.order_by("position", "pk"), user).prefetch_related(
        "attribute_values__attribute", "attribute_values__value_option"
    )


def with_records(found: QuerySet, user: Any, lookup: str = "stockrecords") -> QuerySet:
    own = records(user).select_related("partner__cafe").order_by("partner__name", "pk")
    return found.prefetch_related(Prefetch(lookup, queryset=own))


def families(user: Any) -> QuerySet:
    """The list's rows: products, each with its variants under it."""
    return goods(user).filter(parent=None)


def with_all_shown(found: QuerySet, user: Any) -> QuerySet:
    """With what a row of the list shows: picture, categories, cafés, prices and stock, the variants' too."""
    variants = with_records(goods(user).filter(parent__isnull=False).order_by("position", "pk"), user)
    return with_records(found, user).prefetch_related(
        Prefetch("children", queryset=variants), pictured("images", "line"), "categories"
    )


def sellable(user: Any) -> QuerySet:
    """The table's rows: products, each followed by its variants."""
    family = Coalesce("parent__title", "title")
    found = goods(user).select_related("parent", "product_class", "parent__product_class")
    return with_records(
        found.order_by(Lower(family), Coalesce("parent_id", "pk"), F("parent_id").asc(nulls_first=True), "position"),
        user,
    )


SORTS = {
    "title": "Name",
    "-date_updated": "Latest changed first",
    "-date_created": "Newest first",
    "price": "Lowest price",
    "stock": "Least in stock",
}


def narrowed(found: QuerySet, wanted: dict[str, Any], user: Any) -> QuerySet:
    """By what was asked of the list or the table. A row fits where it, its product or one of its variants does."""
    found = found.filter(_archived(wanted))
    if text := wanted.get("q"):
        found = found.filter(
            Q(title__icontains=text)
            | Q(upc__icontains=text)
            | Q(parent__title__icontains=text)
            | Exists(_children().filter(Q(title__icontains=text) | Q(upc__icontains=text)))
        )
    if cafe := wanted.get("cafe"):
        found = found.filter(Exists(_own_and_variants(user).filter(partner=cafe)))
    if category := wanted.get("category"):
        inside = get_model("catalogue", "ProductCategory").objects.filter(category__path__startswith=category.path)
        found = found.filter(
            Q(Exists(inside.filter(product=OuterRef("pk")))) | Q(Exists(inside.filter(product=OuterRef("parent"))))
        )
    if shown := wanted.get("shown"):
        found = found.filter(is_public=shown == "yes")
    if supply := wanted.get("supply"):
        found = found.filter(Q(parent=None, supply=supply) | Q(parent__supply=supply))
    if wanted.get("low"):
        found = found.filter(Exists(low(_own_and_variants(user))))
    if wanted.get("unsaid"):
        found = found.filter(Q(parent=None, allergens=None) | Q(parent__isnull=False, parent__allergens=None))
    return found


def _archived(wanted: dict[str, Any]) -> Q:
    gone = Q(archived_at__isnull=False) | Q(parent__archived_at__isnull=False)
    return gone if wanted.get("archived") else ~gone


def _children() -> QuerySet:
    return get_model("catalogue", "Product").objects.filter(parent=OuterRef("pk"))


def _own_and_variants(user: Any) -> QuerySet:
    return records(user).filter(Q(product=OuterRef("pk")) | Q(product__parent=OuterRef("pk")))


def low(found: QuerySet) -> QuerySet:
    """Counted, and sold out or below its mark."""
    free = F("num_in_stock") - Coalesce("num_allocated", 0)
    counted = Q(product__parent=None, product__supply=STOCKED) | Q(product__parent__supply=STOCKED)
    few = Q(num_in_stock=None) | Q(free__lte=0) | Q(free__lt=F("low_stock_threshold"))
    return found.annotate(free=free).filter(counted, few)


def ordered(found: QuerySet, sort: str, user: Any) -> QuerySet:
    """The list in the order that was asked for."""
    first = {"price": "price", "stock": "num_in_stock"}.get(sort)
    if first:
        least = _own_and_variants(user).order_by().values(dummy=OuterRef("pk")).annotate(least=Min(first))
        return found.annotate(least=Subquery(least.values("least"))).order_by(
            F("least").asc(nulls_last=True), Lower("title"), "pk"
        )
    return found.order_by(*([sort] if sort in SORTS and sort != "title" else []), Lower("title"), "pk")


def deposits() -> QuerySet[Any]:
    """Each with whether any product bears it."""
    bearing = get_model("catalogue", "Product").objects.filter(deposit=OuterRef("pk"))
    return Deposit.objects.annotate(is_used=Exists(bearing)).order_by("name")

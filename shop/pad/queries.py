"""What stands on a pad: goods that can be ordered by a number alone, what the account usually orders, its lists."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, time
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When
from django.db.models.functions import Lower
from django.utils import timezone
from oscar.core.loading import get_model

from shop.goods.queries import priced, stocked
from shop.pad.domain.usuals import LOOKS_BACK, Bought, Usual, usuals
from shop.pad.models import ListChange, SavedList
from shop.plain import wanted_words
from shop.pricing.queries import of_goods
from shop.rounds.domain.choosing import HOLDS_NO_PLACE
from shop.trade.models import Member, TradeAccount
from shop.trade.queries import ids_of

MOST_ROWS = 1_500
MOST_HISTORY = 5_000


def sold(currency: str) -> QuerySet:
    """What can be ordered by a number alone."""
    return shown(currency).filter(asks=False)


def shown(currency: str) -> QuerySet:
    """Published goods and variants, with what a price and an availability need. asks: whether something has to be
    answered before they are added, as Oscar's options have it; they have a page for that."""
    option = get_model("catalogue", "Option").objects
    asking: Any = Q()
    for of in ("product_class", "parent__product_class"):
        asking |= Exists(option.filter(productclass=OuterRef(of)))
    for of in ("pk", "parent"):
        asking |= Exists(option.filter(product=OuterRef(of)))
    shown = Q(parent=None) | Q(parent__is_public=True, parent__archived_at=None)
    goods = get_model("catalogue", "Product").objects.exclude(structure="parent")
    return (
        goods.filter(shown, is_public=True, archived_at=None)
        .filter(Exists(priced("product").filter(price_currency=currency)))
        .annotate(asks=asking)
        .select_related("product_class", "parent__product_class", "deposit")
        .prefetch_related(stocked("stockrecords"))
    )


def rows(*, currency: str, always: Collection[int], text: str = "", shelf: str = "") -> list[Any]:
    """Those that must be there, and as many more as fit; one more than that tells that there are more."""
    narrowed = Q()
    if shelf:
        link = get_model("catalogue", "ProductCategory").objects.filter(category__path__startswith=shelf)
        inside = Exists(link.filter(product=OuterRef("pk"))) | Exists(link.filter(product=OuterRef("parent")))
        narrowed &= Q(inside)
    if text:
        narrowed &= Q(pk__in=found(text).values("product"))
    goods = shown(currency)
    first = Case(When(pk__in=list(always), then=0), default=1) if always else None
    if narrowed:
        goods = goods.filter(narrowed | Q(pk__in=list(always)) if always else narrowed)
    return list(goods.order_by(*([first] if first else []), "title", "pk")[: MOST_ROWS + len(always) + 1])


def found(text: str) -> QuerySet:
    return of_goods(get_model("partner", "StockRecord").objects.order_by(), " ".join(wanted_words(text)))


def these(*, currency: str, products: Collection[int]) -> list[Any]:
    return list(shown(currency).filter(pk__in=list(products)).order_by("title", "pk")) if products else []


def titles(products: Iterable[int]) -> dict[int, str]:
    goods = get_model("catalogue", "Product").objects.filter(pk__in=list(products)).select_related("parent")
    return {each.pk: str(each.get_title()) for each in goods}


def names(currency: str) -> list[tuple[int, str, str, str, str, str]]:
    """All that can be meant by a pasted line: goods, code, name, the name of what it is a variant of, café and unit."""
    records = get_model("partner", "StockRecord").objects.filter(
        product__in=shown(currency).order_by().values("pk"), price__isnull=False, price_currency=currency
    )
    columns = ("product_id", "partner_sku", "product__title", "product__parent__title", "partner__name")
    return list(records.order_by("partner_sku", "pk").values_list(*columns, "product__sold_by"))


def abroad(currency: str) -> dict[str, tuple[str, int]]:
    """Cafés that sell in another currency: by name which one, and how many of their goods."""
    records = _published().exclude(price_currency=currency).order_by("partner__name")
    counted = records.values_list("partner__name", "price_currency").annotate(goods=Count("product"))
    return {cafe: (theirs, goods) for cafe, theirs, goods in counted}


def names_abroad(currency: str) -> list[tuple[int, str, str, str, str, str, str]]:
    """As `names`, and in which currency."""
    records = _published().exclude(price_currency=currency).order_by("partner_sku", "pk")
    columns = ("product_id", "partner_sku", "product__title", "product__parent__title", "partner__name")
    return list(records.values_list(*columns, "product__sold_by", "price_currency"))


def _published() -> QuerySet:
    goods = {"product__is_public": True, "product__archived_at": None, "price__isnull": False}
    records = get_model("partner", "StockRecord").objects.filter(**goods).exclude(product__structure="parent")
    return records.filter(
        Q(product__parent=None) | Q(product__parent__is_public=True, product__parent__archived_at=None)
    )


def shelves_of(products: Iterable[Any]) -> dict[int, str]:
    """Of each its first category, by the path; those of a variant are its family's."""
    families = {product.parent_id or product.pk for product in products}
    link = get_model("catalogue", "ProductCategory").objects.filter(product__in=families)
    found: dict[int, str] = {}
    for pk, path in link.order_by("category__path").values_list("product_id", "category__path"):
        found.setdefault(pk, path)
    return found


def usuals_of(account: TradeAccount, *, today: date) -> list[Usual]:
    """From the newest lines of the account's orders that came about."""
    since = timezone.make_aware(datetime.combine(today - LOOKS_BACK, time()))
    lines = get_model("order", "Line").objects.filter(
        order__account__in=ids_of(account), order__date_placed__gte=since, product__isnull=False
    )
    columns = ("product_id", "order_id", "order__date_placed", "quantity")
    newest = lines.exclude(order__status__in=HOLDS_NO_PLACE).order_by("-order__date_placed", "-pk")
    bought = (
        Bought(product, order, timezone.localdate(placed), quantity)
        for product, order, placed, quantity in newest.values_list(*columns)[:MOST_HISTORY]
    )
    return usuals(bought, today=today)


def in_basket(user: Any) -> dict[int, int]:
    """How many of what, without all that an order would need of it."""
    lines = get_model("basket", "Line").objects.filter(basket__owner=user, basket__status="Open")
    held: dict[int, int] = defaultdict(int)
    for product, quantity in lines.order_by("pk").values_list("product_id", "quantity"):
        held[product] += quantity
    return dict(held)


def lists(member: Member) -> QuerySet[SavedList]:
    """The account's shared ones, and one's own; those of accounts that were merged into it too."""
    mine = Q(is_shared=True) | Q(owner=member.user_id)
    found = SavedList.objects.filter(mine, account__in=ids_of(member.account))
    return found.select_related("owner", "changed_by")


def found_lists(member: Member, *, text: str = "", whose: str = "") -> QuerySet[SavedList]:
    rows = lists(member).annotate(line_count=Count("lines")).order_by(Lower("name"), "pk")
    for word in wanted_words(text):
        rows = rows.filter(name__icontains=word)
    if whose:
        rows = rows.filter(is_shared=whose == "shared")
    return rows


def history(saved: SavedList) -> QuerySet[ListChange]:
    return saved.changes.select_related("by")

"""Who waits for what, and whether it can be had by now."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Count, Exists, Min, OuterRef, Prefetch, Q, QuerySet
from oscar.core.loading import get_class, get_model

from shop.accounts.models import User
from shop.goods.queries import stocked
from shop.plain import wanted_words
from shop.updates.models import Wish

OPEN = Q(told_at=None, confirmed_at__isnull=False)


def strategy() -> Any:
    """The shop's rules about what can be had, asked on nobody's behalf."""
    return get_class("partner.strategy", "Selector")().strategy()


def goods() -> QuerySet:
    """What somebody can wait for: published, and sold itself. A product with variants is one of these each."""
    products = get_model("catalogue", "Product").objects.public()
    return (
        products.exclude(structure="parent")
        .exclude(parent__is_public=False)
        .select_related("parent", "product_class", "parent__product_class")
        .prefetch_related(stocked("stockrecords"))
    )


def awaited() -> QuerySet:
    """Also what is not published at present: it is asked about again later."""
    products = get_model("catalogue", "Product").objects.filter(
        Exists(Wish.objects.filter(OPEN, product=OuterRef("pk")))
    )
    return products.select_related("parent", "product_class").prefetch_related(stocked("stockrecords")).order_by("pk")


def can_be_had(rules: Any, product: Any) -> bool:
    """As many as one has to order at least: one left of what is sold by six is none."""
    availability = rules.fetch_for_product(product).availability
    return bool(availability.is_purchase_permitted(product.quantities.first)[0])


def open_wishes(user: User) -> QuerySet[Wish]:
    """By the person, and by an address that they have confirmed."""
    return _of(user).filter(OPEN).select_related("product__parent")


def told_wishes(user: User) -> QuerySet[Wish]:
    return _of(user).filter(told_at__isnull=False).select_related("product__parent").order_by("-told_at", "-pk")


def _of(user: User) -> QuerySet[Wish]:
    addresses = EmailAddress.objects.filter(user=user, verified=True).values("email")
    return Wish.objects.filter(Q(user=user) | Q(user=None, email__in=[each["email"].lower() for each in addresses]))


def waits_for(user: Any, products: list[Any]) -> dict[int, int]:
    """Of these goods those that the person waits for, each with the number of the wish."""
    if not user.is_authenticated or not products:
        return {}
    return dict(Wish.objects.filter(OPEN, user=user, product__in=products).values_list("product_id", "pk"))


def for_staff(user: User, *, text: str = "", cafe: Any = None) -> QuerySet:
    """Goods that are waited for, most wanted first; of people of a café, its own."""
    waiting = Q(wishes__told_at=None, wishes__confirmed_at__isnull=False)
    products = get_model("catalogue", "Product").objects.annotate(
        waiting=Count("wishes", filter=waiting), since=Min("wishes__asked_at", filter=waiting)
    )
    records = get_model("partner", "StockRecord").objects.filter(product=OuterRef("pk"))
    if not user.is_staff:
        products = products.filter(Exists(records.filter(partner__users=user)))
    if cafe:
        products = products.filter(Exists(records.filter(partner=cafe)))
    for word in wanted_words(text):
        products = products.filter(Q(title__icontains=word) | Q(parent__title__icontains=word) | Q(upc__icontains=word))
    partners = get_model("partner", "StockRecord").objects.select_related("partner__cafe").order_by("pk")
    return (
        products.filter(waiting__gt=0)
        .select_related("parent", "product_class")
        .prefetch_related(Prefetch("stockrecords", queryset=partners))
        .order_by("-waiting", "since", "pk")
    )


def cafes_for(user: User) -> QuerySet:
    partners = get_model("partner", "Partner").objects.order_by("name")
    return partners if user.is_staff else partners.filter(users=user)

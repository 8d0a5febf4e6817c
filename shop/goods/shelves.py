"""What the shop's lists are made of, for every page of them: the tree of categories, the cafés, the kinds of goods.

All of it is the same for whoever asks; at_hand alone depends on the day.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Q, TextField
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from oscar.core.loading import get_model

from shop.goods.facets import Kind
from shop.goods.queries import visible
from shop.goods.season import Season
from shop.goods.supply import STOCKED


@dataclass(frozen=True)
class Shelf:
    """A category in the shop's menu."""

    name: str
    path: str
    depth: int
    address: str


def shelves() -> list[Shelf]:
    """Those of the menu, each before what is below it."""
    category = get_model("catalogue", "Category")
    slugs: dict[str, str] = {}
    found = []
    for each in category.objects.browsable().order_by("path"):
        above = each.path[: -category.steplen]
        if above and above not in slugs:
            continue
        slugs[each.path] = "/".join(filter(None, [slugs.get(above), each.slug]))
        if not each.exclude_from_menu:
            address = reverse("catalogue:category", kwargs={"category_slug": slugs[each.path]})
            found.append(Shelf(each.name, each.path, each.depth, address))
    return found


def cafes() -> dict[str, str]:
    """Code and name of those that sell anything, by name."""
    sold = get_model("partner", "StockRecord").objects.filter(product__is_public=True)
    partners = get_model("partner", "Partner").objects.filter(pk__in=sold.values("partner"))
    return {each.code: each.display_name for each in partners.order_by("name")}


def kinds(day: date) -> Counter[Kind]:
    """In three plain statements, for joining them in one would count goods of two categories or cafés twice."""
    sold_by, there, with_price = offers()
    above = categories()
    found: Counter[tuple[Any, ...]] = Counter()
    for pk, allergens, may_contain, diets, supply, lead, first, last, yearly in goods():
        can_be_had = (pk in there if supply == STOCKED else pk in with_price) and (
            (first is None and last is None) or Season(first, last, yearly).includes(day)
        )
        found[frozenset(sold_by[pk]), frozenset(above[pk]), allergens, may_contain, diets, can_be_had, lead] += 1
    return merged(found)


def goods() -> Iterable[Any]:
    plain = {f"its_{name}": Cast(name, TextField()) for name in ("allergens", "may_contain", "diets")}
    season = ("season_first", "season_last", "season_yearly")
    return visible().annotate(**plain).order_by().values_list("pk", *plain, "supply", "lead_days", *season)


def offers() -> tuple[dict[int, set[str]], set[int], set[int]]:
    """By product, its variants' counted as its own: which cafés sell it, whether some are left, whether it has a
    price."""
    left = ExpressionWrapper(Q(num_in_stock__gt=Coalesce("num_allocated", 0)), output_field=BooleanField())
    records = get_model("partner", "StockRecord").objects.filter(product__is_public=True, price__isnull=False)
    sold_by: dict[int, set[str]] = defaultdict(set)
    there = set()
    rows = records.annotate(of=Coalesce(F("product__parent_id"), F("product_id")), is_left=left)
    for pk, cafe, is_left in rows.order_by().values_list("of", "partner__code", "is_left"):
        sold_by[pk].add(cafe)
        if is_left:
            there.add(pk)
    return sold_by, there, set(sold_by)


def categories() -> dict[int, set[str]]:
    """By product, the paths of its categories and of all above them."""
    link, step = get_model("catalogue", "ProductCategory"), get_model("catalogue", "Category").steplen
    found: dict[int, set[str]] = defaultdict(set)
    for pk, path in link.objects.order_by().values_list("product_id", "category__path"):
        found[pk].update(path[:end] for end in range(step, len(path) + 1, step))
    return found


def merged(found: Counter[tuple[Any, ...]]) -> Counter[Kind]:
    kinds: Counter[Kind] = Counter()
    for (cafes, above, allergens, may_contain, diets, can_be_had, lead), number in found.items():
        concerns = None if allergens is None else frozenset(codes(allergens, may_contain))
        kinds[Kind(cafes, above, concerns, frozenset(codes(diets)), can_be_had, lead)] += number
    return kinds


def codes(*columns: str) -> Iterator[str]:
    """As shop.goods.fields.Codes writes them."""
    for column in columns:
        yield from filter(None, column.split(","))

"""Which of some goods are in which of some ranges: one statement, for however many of both."""

from django.db.models import Q, Value
from oscar.core.loading import get_class, get_model

downwards = get_class("catalogue.expressions", "ExpandDownwardsCategoryQueryset")


def ask(ranges, products):
    """ranges: the same row may be there several times. Those with a class of their own answer for themselves."""
    ours = [each for each in ranges if not each.proxy_class]
    wanted = {pk for each in ours for pk in products if pk not in (each.known or {})}
    if not wanted:
        return
    apart = {each.pk: each for each in ours}.values()
    asked = [inside(each).filter(pk__in=wanted).order_by().values_list(Value(each.pk), "pk") for each in apart]
    found = set(asked[0].union(*asked[1:], all=True))
    for each in ours:
        each.known = (each.known or {}) | {pk: (each.pk, pk) in found for pk in wanted}


def inside(of):
    """The goods of a range, as in Oscar's `product_queryset`, which looks first what kinds of entries there are."""
    goods = get_model("catalogue", "Product").objects
    if of.includes_all_products:
        named = of.excluded_products.through.objects.filter(range=of).values("product")
        return goods.exclude(Q(pk__in=named) | shelved(of.excluded_categories))
    named = of.included_products.through.objects.filter(range=of).values("product")
    classes = of.classes.through.objects.filter(range=of).values("productclass")
    taken_out = of.excluded_products.through.objects.filter(range=of).values("product")
    within = Q(pk__in=named) | Q(parent__in=named)
    within |= Q(product_class__in=classes) | Q(parent__product_class__in=classes)
    within |= shelved(of.included_categories)
    return goods.filter(within).exclude(pk__in=taken_out).exclude(parent__in=taken_out)


def shelved(categories):
    below = downwards(categories.order_by().values("id"))
    there = get_model("catalogue", "ProductCategory").objects.filter(category__in=below).order_by().values("product")
    return Q(pk__in=there) | Q(parent__in=there)

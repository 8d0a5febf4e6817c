"""A product is deleted at the instant in which somebody orders it. Beside it a control, without the order of locks."""

from functools import partial

from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from oscar.core.loading import get_model

from tests.factories import ProductFactory, UserFactory
from tests.shop.ordering.shoppers import Shopper, landed_on, member, open_cafe
from tests.testbed.race import race
from tests.testbed.visitor import Visitor

Product = get_model("catalogue", "Product")
VARIANTS = 3


def a_family(cafe):
    parent = ProductFactory(cafe=cafe, structure="parent")
    parent.stockrecords.all().delete()
    of = {"structure": "child", "parent": parent, "product_class": None, "num_in_stock": 9}
    return parent, ProductFactory.create_batch(VARIANTS, cafe=cafe, **of)


def ordering(site, variants):
    return Shopper.ready(site, member(*[(each, 1) for each in reversed(variants)])).click


def test_what_is_deleted_while_it_is_ordered_is_either_ordered_or_gone(site):
    cafe, colleague = open_cafe(), Visitor.signed_in(site, UserFactory(is_staff=True, is_superuser=True))
    for _ in range(12):
        parent, variants = a_family(cafe)
        delete = partial(colleague.post, reverse("dashboard:catalogue-product-delete", args=[parent.pk]))
        ordered, deleted = race([ordering(site, variants), delete])
        assert (ordered.status in (302, 422), deleted.status) == (True, 302)
        assert Product.objects.filter(pk=parent.pk).exists() == bool(landed_on(ordered))


def deleted_product_first(pk):
    try:
        with transaction.atomic():
            Product.objects.select_for_update(of=("self",)).get(pk=pk).delete()
    except DatabaseError:
        return 500
    finally:
        connection.close()
    return 302


def test_control_deleting_without_the_locks_of_its_stock_goes_wrong(site):
    """SQLite has one writer at a time: there, nobody is in between."""
    can_go_wrong = connection.vendor == "postgresql"
    cafe = open_cafe()
    statuses = set()
    for _ in range(30 if can_go_wrong else 2):
        parent, variants = a_family(cafe)
        ordered, deleted = race([ordering(site, variants), partial(deleted_product_first, parent.pk)])
        statuses |= {ordered.status, deleted}
        if 500 in statuses:
            break
    assert (500 in statuses) == can_go_wrong

"""What a range holds is asked once for all goods, and is what Oscar would say of each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from oscar.apps.offer.abstract_models import AbstractRange
from oscar.core.loading import get_class, get_model

from oscar_forks.offer import ranges
from tests.factories import BasketFactory, ProductClassFactory, ProductFactory
from tests.oscar_forks.basket.offers import an_offer

pytestmark = pytest.mark.django_db

Range, Category = get_model("offer", "Range"), get_model("catalogue", "Category")


@pytest.fixture
def goods():
    bread = Category.add_root(name="Bread", slug="bread")
    rye = bread.add_child(name="Rye", slug="rye")
    tins = ProductClassFactory(name="Tins")
    found = [ProductFactory() for _ in range(3)] + [ProductFactory(product_class=tins)]
    family = ProductFactory(structure="parent", product_class=tins)
    found += [ProductFactory(structure="child", parent=family, product_class=None), family]
    found[0].categories.add(rye)
    found[1].categories.add(bread)
    family.categories.add(rye)
    return {"goods": found, "bread": bread, "rye": rye, "tins": tins, "family": family}


@pytest.fixture
def kinds(goods):
    """A range of each kind, and of some kinds at once."""
    first, second, *_ = goods["goods"]
    made = [Range.objects.create(name=f"Range {number}", includes_all_products=number < 4) for number in range(12)]
    made[1].excluded_products.add(first)
    made[2].excluded_categories.add(goods["rye"])
    made[3].excluded_products.add(goods["family"])
    made[5].add_product(second)
    made[6].add_product(goods["family"])
    made[7].classes.add(goods["tins"])
    made[8].included_categories.add(goods["bread"])
    made[9].included_categories.add(goods["rye"])
    made[9].excluded_products.add(first)
    made[10].classes.add(goods["tins"])
    made[10].excluded_products.add(goods["family"])
    made[11].add_product(second)
    made[11].included_categories.add(goods["rye"])
    return list(Range.objects.order_by("pk"))


def test_every_kind_of_range_holds_what_oscar_says_it_holds(goods, kinds):
    with CaptureQueriesContext(connection) as asked:
        ranges.ask(kinds, {each.pk for each in goods["goods"]})
        said = [[each.contains_product(product) for product in goods["goods"]] for each in kinds]
    assert len(asked) == 1
    anew = Range.objects.order_by("pk")
    assert said == [[AbstractRange.contains_product(each, product) for product in goods["goods"]] for each in anew]
    assert any(map(any, said)) and not all(map(all, said))


def given(basket):
    basket.forget_offers()
    get_class("offer.applicator", "Applicator")().apply(basket, basket.owner)
    return {each.name: each.amount for each in basket.sums.given}


@pytest.mark.parametrize(
    ("exclusive", "partners", "names"),
    [
        ([True, True], False, {"First"}),
        ([False, True], False, {"First"}),
        ([False, False], False, {"First", "Second"}),
        ([False, False], True, {"First", "Second"}),
    ],
)
def test_offers_share_the_same_goods_as_staff_allow_it(exclusive, partners, names):
    basket = BasketFactory(lines=[(ProductFactory(), 2)])
    first = an_offer("First", 10, priority=2, exclusive=exclusive[0])
    second = an_offer("Second", 10, priority=1, exclusive=exclusive[1])
    if partners:
        second.combinations.add(first)
    assert given(basket).keys() == names


def test_an_offer_with_other_partners_keeps_to_them():
    basket = BasketFactory(lines=[(ProductFactory(), 2)])
    first, second, third = (an_offer(name, 10, priority=9 - n, exclusive=False) for n, name in enumerate("ABC"))
    first.combinations.add(third)
    assert given(basket).keys() == {"A", "C"}
    assert second.pk

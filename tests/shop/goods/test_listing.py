from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from shop.goods import queries
from tests.factories import CafeFactory, ProductClassFactory, ProductFactory

pytestmark = pytest.mark.django_db


def titles(**asked):
    return [product.title for product in queries.listing(**asked)]


def test_only_published_goods_are_listed_and_variants_only_with_their_product():
    ProductFactory(title="Rye")
    ProductFactory(title="Secret", is_public=False)
    tin = get_model("catalogue", "Product").objects.create(
        title="Tea", structure="parent", product_class=ProductClassFactory()
    )
    ProductFactory(title="Tea, large", structure="child", parent=tin, product_class=None)
    assert titles() == ["Rye", "Tea"]


def test_a_category_shows_what_is_in_it_and_below_it_each_once():
    category = get_model("catalogue", "Category")
    bread = category.add_root(name="Bread")
    dark = bread.add_child(name="Dark")
    category.add_root(name="Cake")
    loaf, rye = ProductFactory(title="Loaf"), ProductFactory(title="Rye")
    ProductFactory(title="Sponge")
    loaf.categories.add(bread)
    rye.categories.add(bread, dark)
    assert titles(category=bread) == ["Loaf", "Rye"]
    assert titles(category=dark) == ["Rye"]


def test_goods_can_be_sorted_by_name_age_and_price_and_what_has_no_price_comes_last():
    now = timezone.now()
    for title, price, age in (
        ("Brie", D("9.00"), 1),
        ("Apple", D("12.00"), 3),
        ("Cheddar", None, 2),
        ("Date", D("1.50"), 4),
    ):
        product = ProductFactory(title=title, price=price)
        get_model("catalogue", "Product").objects.filter(pk=product.pk).update(date_created=now - timedelta(days=age))
    assert titles(sort="title") == ["Apple", "Brie", "Cheddar", "Date"]
    assert titles(sort="newest") == ["Brie", "Cheddar", "Apple", "Date"]
    assert titles(sort="price") == ["Date", "Brie", "Apple", "Cheddar"]
    assert titles(sort="-price") == ["Apple", "Brie", "Date", "Cheddar"]


def test_in_stock_leaves_out_what_is_sold_out_or_promised_and_keeps_what_is_not_counted():
    ProductFactory(title="There", num_in_stock=1)
    ProductFactory(title="Gone", num_in_stock=0)
    promised = ProductFactory(title="Promised", num_in_stock=2)
    promised.stockrecords.update(num_allocated=2)
    uncounted = ProductClassFactory(name="Made to order", track_stock=False)
    ProductFactory(title="Uncounted", num_in_stock=None, product_class=uncounted)
    ProductFactory(title="Priceless", price=None)
    assert titles(only_in_stock=True) == ["There", "Uncounted"]


def test_a_buyer_can_look_at_one_cafe():
    early, late = CafeFactory(name="Early Loaf"), CafeFactory(name="Late Cup")
    ProductFactory(title="Rye", cafe=early)
    ProductFactory(title="Mocha", cafe=late)
    assert titles(cafe=early.partner) == ["Rye"]
    assert [cafe.name for cafe in queries.cafes_selling()] == ["Early Loaf", "Late Cup"]


def test_a_category_is_found_by_its_whole_chain_of_names_only():
    category = get_model("catalogue", "Category")
    bread = category.add_root(name="Bread")
    dark = bread.add_child(name="Dark")
    hidden = category.add_root(name="Hidden", is_public=False)
    assert queries.category_at("bread/dark") == dark
    assert queries.category_at("dark") is None
    assert queries.category_at("cake/dark") is None
    assert queries.category_at(hidden.slug) is None


def test_a_renamed_category_has_its_new_address_at_once():
    bread = get_model("catalogue", "Category").add_root(name="Bread")
    dark = bread.add_child(name="Dark")
    assert dark.get_absolute_url() == "/shop/bread/dark/"
    bread.slug = "loaves"
    bread.save()
    assert type(dark).objects.get(pk=dark.pk).get_absolute_url() == "/shop/loaves/dark/"

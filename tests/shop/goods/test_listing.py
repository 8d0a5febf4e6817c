from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from shop.goods import queries, shelves
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
    assert titles() == ["Apple", "Brie", "Cheddar", "Date"]
    assert titles(sort="newest") == ["Brie", "Cheddar", "Apple", "Date"]
    assert titles(sort="price") == ["Date", "Brie", "Apple", "Cheddar"]
    assert titles(sort="-price") == ["Apple", "Brie", "Date", "Cheddar"]


def test_what_can_be_had_is_in_season_and_there_or_not_counted():
    today = date(2026, 11, 21)
    ProductFactory(title="There", num_in_stock=1)
    ProductFactory(title="Gone", num_in_stock=0)
    promised = ProductFactory(title="Promised", num_in_stock=2)
    promised.stockrecords.update(num_allocated=2)
    ProductFactory(title="Uncounted", num_in_stock=None, supply="to_order")
    ProductFactory(title="Priceless", price=None)
    spring = {"season_first": date(2020, 3, 1), "season_last": date(2020, 5, 31), "season_yearly": True}
    winter = {"season_first": date(2020, 11, 1), "season_last": date(2020, 2, 28), "season_yearly": True}
    ProductFactory(title="Asparagus", **spring)
    ProductFactory(title="Stollen", **winter)
    ProductFactory(title="Yesterday", season_last=date(2026, 11, 20))
    ProductFactory(title="Tomorrow", season_first=date(2026, 11, 22))
    assert titles(at_hand_on=today) == ["Stollen", "There", "Uncounted"]


def test_variants_count_as_their_product():
    early = CafeFactory(name="Early Loaf")
    tin = ProductFactory(title="Tea", structure="parent", price=None, num_in_stock=0)
    ProductFactory(title="Small", structure="child", parent=tin, product_class=None, cafe=early, price=D("4.00"))
    ProductFactory(title="Rye", price=D("5.00"))
    assert titles(at_hand_on=date(2026, 11, 21)) == ["Rye", "Tea"]
    assert titles(cafes=["early-loaf"]) == ["Tea"]
    assert titles(sort="price") == ["Tea", "Rye"]


def test_what_is_weighed_is_sorted_by_what_one_costs():
    ProductFactory(title="Cheddar", price=D("18.00"), priced_by="weight", net_content=D("2.4"))
    ProductFactory(title="Cake", price=D("26.00"))
    assert titles(sort="price") == ["Cake", "Cheddar"]


def test_a_buyer_can_look_at_one_cafe():
    early, late = CafeFactory(name="Early Loaf"), CafeFactory(name="Late Cup")
    ProductFactory(title="Rye", cafe=early)
    ProductFactory(title="Mocha", cafe=late)
    assert titles(cafes=["early-loaf"]) == ["Rye"]
    assert shelves.cafes() == {"early-loaf": "Early Loaf", "late-cup": "Late Cup"}


def test_without_an_allergen_leaves_out_what_has_it_what_may_and_what_nobody_has_said_it_of():
    ProductFactory(title="Rice cake", allergens=[])
    ProductFactory(title="Loaf", allergens=["gluten"])
    ProductFactory(title="Brittle", allergens=["nuts"], may_contain=["gluten"])
    ProductFactory(title="New", allergens=None)
    assert titles(without=["gluten"]) == ["Rice cake"]
    assert titles(without=["milk"]) == ["Brittle", "Loaf", "Rice cake"]


def test_two_diets_must_both_be_met():
    ProductFactory(title="Apple", diets=["vegan", "organic"])
    ProductFactory(title="Pear", diets=["vegan"])
    assert titles(diets=["vegan"]) == ["Apple", "Pear"]
    assert titles(diets=["vegan", "organic"]) == ["Apple"]


def test_what_is_put_away_is_listed_no_more():
    ProductFactory(title="Rye")
    ProductFactory(title="Rye of old", archived_at=timezone.now())
    assert titles() == ["Rye"]


def test_the_menu_names_categories_that_are_shown_under_their_whole_address():
    category = get_model("catalogue", "Category")
    bread = category.add_root(name="Bread")
    bread.add_child(name="Dark")
    hidden = category.add_root(name="Hidden", is_public=False)
    hidden.add_child(name="Below", ancestors_are_public=False)
    category.add_root(name="Unlisted", exclude_from_menu=True).add_child(name="Deep")
    assert [(shelf.name, shelf.address) for shelf in shelves.shelves()] == [
        ("Bread", "/shop/bread/"),
        ("Dark", "/shop/bread/dark/"),
        ("Deep", "/shop/unlisted/deep/"),
    ]


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

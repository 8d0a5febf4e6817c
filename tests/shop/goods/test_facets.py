"""The counts beside the filters, and the addresses that filters make."""

from collections import Counter
from datetime import date
from itertools import product as combinations

import pytest
from django.http import QueryDict
from django.utils import timezone
from oscar.core.loading import get_model

from shop.goods import facets, queries, shelves
from shop.goods.sieve import Sieve
from tests.factories import CafeFactory, ProductFactory

TODAY = date(2026, 11, 21)


def asked(address: str) -> Sieve:
    return Sieve.asked(QueryDict(address), cafes=["early-loaf", "late-cup"])


def test_an_address_is_read_and_written_back_in_one_order_whatever_was_typed_first():
    sieve = asked("sort=price&without=milk&cafe=late-cup&without=gluten&cafe=early-loaf&stock=on&page=3")
    assert sieve.query == "?stock=on&without=gluten&without=milk&cafe=early-loaf&cafe=late-cup&sort=price"
    assert asked(sieve.query[1:]) == sieve


@pytest.mark.parametrize("nonsense", ["sort=up", "cafe=nobody", "diet=%00", "without=grass", "look=map", "stock=1", ""])
def test_nonsense_asks_for_nothing(nonsense):
    assert asked(nonsense).query == ""


def test_a_filter_can_be_taken_off_alone_and_all_together_and_the_look_stays():
    sieve = asked("diet=vegan&without=milk&look=rows")
    assert sieve.dropping("diet", "vegan").query == "?without=milk&look=rows"
    assert sieve.cleared().query == "?look=rows"


def test_the_first_page_has_no_number():
    assert asked("").page(1) == ""
    assert asked("").page(2) == "?page=2"
    assert asked("stock=on").page(2) == "?stock=on&page=2"


@pytest.fixture
def goods(db):
    """Goods of many kinds: each that no filter tells apart from another is there once at least."""
    category = get_model("catalogue", "Category")
    bread = category.add_root(name="Bread")
    dark, cake = bread.add_child(name="Dark"), category.add_root(name="Cake")
    early, late = CafeFactory(name="Early Loaf"), CafeFactory(name="Late Cup")
    food = [
        {"allergens": None},
        {"allergens": [], "diets": ["vegan", "vegetarian"]},
        {"allergens": ["gluten"], "may_contain": ["milk"], "diets": ["vegetarian"]},
    ]
    stock = [{"num_in_stock": 0}, {}, {"supply": "unlimited", "num_in_stock": None}, {"season_last": date(2026, 1, 1)}]
    for facts, there, cafe in combinations(food, stock, [early, late]):
        made = ProductFactory(cafe=cafe, **facts, **there)
        made.categories.add(*[[dark], [bread, dark], [cake], []][made.pk % 4])
    both = ProductFactory(cafe=early, **food[1])
    other = {"partner": late.partner, "partner_sku": "x", "price": 2, "price_currency": "GBP", "num_in_stock": 1}
    get_model("partner", "StockRecord").objects.create(product=both, **other)
    both.categories.add(dark, cake)
    tin = ProductFactory(structure="parent", price=None, num_in_stock=None, **food[1])
    for n in (0, 3):
        ProductFactory(structure="child", parent=tin, product_class=None, cafe=late, num_in_stock=n)
    ProductFactory(archived_at=timezone.now())
    ProductFactory(is_public=False)
    return {"": None, bread.path: bread, dark.path: dark, cake.path: cake}


def left(sieve, category):
    return queries.listing(
        category=category,
        cafes=sieve.cafe,
        diets=sieve.diet,
        without=sieve.without,
        at_hand_on=TODAY if sieve.at_hand else None,
    ).count()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "stock=on",
        "cafe=early-loaf",
        "cafe=early-loaf&cafe=late-cup&diet=vegan",
        "without=milk&stock=on",
        "without=gluten&without=milk&diet=vegetarian&cafe=late-cup&stock=on",
    ],
)
def test_each_count_is_what_the_list_then_shows(goods, address):
    """Counted over kinds in Python, listed by the database: they say the same."""
    kinds, sieve = shelves.kinds(TODAY), asked(address)
    for path, category in goods.items():
        counts = facets.count(kinds, sieve, shelf=path)
        assert counts.total == left(sieve, category)
        for name, codes in (("diet", ["vegan", "vegetarian"]), ("without", ["gluten", "milk", "eggs"])):
            for code in codes:
                more = asked(f"{address}&{name}={code}")
                assert getattr(counts, name)[code] == left(more, category), (path, name, code)
        assert counts.stock["on"] == left(asked(f"{address}&stock=on"), category)
        for cafe in ("early-loaf", "late-cup"):
            alone = Sieve.asked(QueryDict(f"{address}&cafe={cafe}"), cafes=[cafe])
            assert counts.cafe[cafe] == left(alone, category)
        assert all(counts.category[other] == left(sieve, there) for other, there in goods.items())


def test_goods_of_one_kind_are_counted_together():
    kind = facets.Kind(frozenset({"a"}), frozenset({"0001"}), frozenset(), frozenset({"vegan"}), True)
    counts = facets.count({kind: 7, kind._replace(concerns=None): 2}, Sieve())
    assert (counts.total, counts.without["milk"], counts.diet) == (9, 7, Counter(vegan=9))


@pytest.mark.django_db
def test_goods_for_a_day_are_those_that_somebody_sells_and_can_make_in_time():
    early, late = CafeFactory(name="Early Loaf"), CafeFactory(name="Late Cup")
    bread, cake = ProductFactory(cafe=early), ProductFactory(cafe=early, lead_days=2)
    ProductFactory(cafe=late)
    codes = [early.partner.code, late.partner.code]
    days = {"2026-11-24": {codes[0]: 1}, "2026-11-26": {codes[0]: 3}}
    kinds = shelves.kinds(TODAY)
    for chosen, goods in (
        ("day=2026-11-24", {bread}),
        ("day=2026-11-24&day=2026-11-26", {bread, cake}),
        ("day=soon", 3),
    ):
        sieve = Sieve.asked(QueryDict(chosen), cafes=codes, days=days)
        counts = facets.count(kinds, sieve)
        listed = queries.listing(in_time=sieve.leads if sieve.day else None)
        assert counts.total == listed.count() == (goods if isinstance(goods, int) else len(goods))
        assert counts.day == {"2026-11-24": 1, "2026-11-26": 2}
        if isinstance(goods, set):
            assert set(listed) == goods

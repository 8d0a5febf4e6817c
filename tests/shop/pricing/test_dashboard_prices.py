"""Prices of a list in a table: several saved at once, each fault at its cell, nothing typed lost."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from shop.pricing.actions.prices import Write, save_prices
from shop.pricing.entries import Entry
from shop.pricing.models import ListPrice, PriceChange, PriceList
from shop.pricing.refusals import ChangedMeanwhile
from tests.factories import CafeFactory, ProductFactory
from tests.shop.pricing.screens import as_shown, at, new, rows, text_of

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def page(restaurants):
    return at("price-list-prices", pk=restaurants)


def said(price_list) -> list[tuple]:
    rows = price_list.prices.order_by("stockrecord__partner_sku", "from_quantity", "first_day")
    return list(rows.values_list("stockrecord__partner_sku", "from_quantity", "price"))


def test_several_prices_are_added_changed_and_taken_away_in_one_go(sales, restaurants, named, loaf, cafe, page):
    ProductFactory(title="Rye loaf", upc="EL-RYE", cafe=cafe, price=D("4.00"))
    kept, gone = named(1, "2.95"), named(24, "2.60")
    answer = sales.post(
        page,
        rows(
            as_shown(kept, price="2.90"),
            as_shown(gone, gone="on"),
            new("el-sour", "2.70", "10", first_day="2026-05-01"),
            new("Rye loaf", "3.50"),
            new("", "", "1"),
        ),
    )
    assert answer.url == at("price-list", pk=restaurants)
    assert said(restaurants) == [("EL-RYE", 1, D("3.50")), ("EL-SOUR", 1, D("2.90")), ("EL-SOUR", 10, D("2.70"))]
    traced = PriceChange.objects.order_by("pk").values_list("what", "old", "new", "by")
    assert list(traced) == [
        ("EL-SOUR Sourdough loaf", "2.95", "2.90", sales.person.pk),
        ("EL-SOUR Sourdough loaf", "2.60, from 24", "", sales.person.pk),
        ("EL-SOUR Sourdough loaf", "", "2.70, from 10, from 1 May 2026", sales.person.pk),
        ("EL-RYE Rye loaf", "", "3.50", sales.person.pk),
    ]
    assert ListPrice.objects.get(price=D("2.90")).pk == kept.pk


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (new("EL-NOPE", "2.70"), "No goods have this SKU or name."),
        (new("loaf", "2.70"), "Which one? EL-RYE (Rye loaf, Early Loaf), EL-SOUR (Sourdough loaf, Early Loaf)."),
        (new("", "2.70"), "Which product? Give its SKU or name."),
        (new("EL-SOUR", ""), "Give the price."),
        (new("EL-SOUR", "two"), "Write an amount, like 2.80."),
        (new("EL-SOUR", "-1"), "A price can't be below 0."),
        (new("EL-SOUR", "2.705"), "Pence are the smallest part"),
        (new("EL-SOUR", "NaN"), "Write an amount, like 2.80."),
        (new("EL-SOUR", "2.70", "0"), "1 is the least."),
        (new("EL-SOUR", "2.70", "ten"), "Write a whole number, like 10."),
        (new("EL-SOUR", "2.70", first_day="soon"), "Write the day like"),
        (new("EL-SOUR", "2.70", first_day="2026-05-02", last_day="2026-05-01"), "This is before the first day."),
        (new("EL-SOUR", "2.70", "24"), "There is a price from this quantity up"),
        (new("EL-SOUR", "0"), "With 0 it is given away. Tick “I mean it” if that is right."),
        (new("EL-SOUR", "0.32"), "This is a tenth of the list price, 3.20, or less."),
        (new("EL-SOUR", "32"), "This is ten times the list price, 3.20, or more."),
    ],
)
def test_each_fault_stands_at_its_cell_and_nothing_that_was_typed_is_lost(
    sales, restaurants, named, cafe, page, wrong, words
):
    ProductFactory(title="Rye loaf", upc="EL-RYE", cafe=cafe)
    named(24, "2.60")
    answer = text_of(sales.post(page, rows(new("EL-RYE", "3.33", "7"), wrong)))
    assert "Nothing is saved yet." in answer
    assert "1 row needs a look" in answer
    assert words in answer.replace("&#x27;", "'")
    assert 'value="3.33"' in answer
    assert 'value="7"' in answer
    assert restaurants.prices.count() == 1
    assert not PriceChange.objects.exists()


def test_an_unusual_price_is_taken_once_it_is_confirmed(sales, restaurants, loaf, page):
    asked = text_of(sales.post(page, rows(new("EL-SOUR", "0"))))
    assert "r0-sure" in asked
    sales.post(page, rows(new("EL-SOUR", "0", sure="on")))
    assert said(restaurants) == [("EL-SOUR", 1, D(0))]


def test_a_price_above_the_list_price_is_taken_and_said_to_have_no_effect(sales, restaurants, loaf, page):
    seen = text_of(sales.post(page, rows(new("EL-SOUR", "3.50")), follow=True))
    assert "1 price saved." in seen
    assert "Not below the list price: no effect" in seen


def test_the_same_price_twice_in_the_table_is_refused_and_two_may_change_places(sales, restaurants, named, loaf, page):
    twice = text_of(sales.post(page, rows(new("EL-SOUR", "2.70"), new("EL-SOUR", "2.60"))))
    assert twice.count("There is a price from this quantity up") == 2
    one, ten = named(1, "2.95"), named(10, "2.70")
    sales.post(page, rows(as_shown(one, from_quantity="10"), as_shown(ten, from_quantity="1")))
    assert said(restaurants) == [("EL-SOUR", 1, D("2.70")), ("EL-SOUR", 10, D("2.95"))]


def test_what_a_colleague_changed_or_took_away_meanwhile_is_said_at_its_row(sales, restaurants, named, page):
    one, ten = named(1, "2.95"), named(10, "2.70")
    typed = rows(as_shown(one, price="2.90"), as_shown(ten, price="2.65"))
    ListPrice.objects.filter(pk=one.pk).update(price=D("2.80"))
    ten.delete()
    answer = text_of(sales.post(page, typed))
    assert "Somebody has changed this price meanwhile: it is 2.80 now." in answer
    assert "Somebody has taken this price away meanwhile." in answer
    assert 'value="2.90"' in answer
    assert said(restaurants) == [("EL-SOUR", 1, D("2.80"))]


def test_who_saves_second_what_both_looked_at_is_refused(sales, restaurants, named, loaf):
    price = named(1, "2.95")
    record, was = loaf.stockrecords.get(), Entry(D("2.95"))
    writes = [Write(record, Entry(D("2.90")), was, price.pk)]
    about = {"price_list": restaurants, "by": sales.person, "now": timezone.now()}
    save_prices(writes=writes, **about)
    with pytest.raises(ChangedMeanwhile):
        save_prices(writes=[Write(record, Entry(D("2.85")), was, price.pk)], **about)
    with pytest.raises(ChangedMeanwhile):
        save_prices(writes=[Write(record, Entry(D("2.85")))], **about)
    assert said(restaurants) == [("EL-SOUR", 1, D("2.90"))]


def test_prices_of_another_list_are_not_touched_through_this_one(sales, named, page, restaurants):
    price = named(1, "2.95")
    other = PriceList.objects.create(name="Other")
    sales.post(at("price-list-prices", pk=other), rows(as_shown(price, price="0.50")))
    assert said(restaurants) == [("EL-SOUR", 1, D("2.95"))]


def test_more_empty_rows_come_without_anything_being_saved_or_lost(sales, restaurants, loaf, page):
    answer = text_of(sales.post(page, rows(new("EL-SOUR", "2.70", "10")) | {"more": "1"}))
    assert 'name="rows" value="6"' in answer
    assert 'value="2.70"' in answer
    assert not restaurants.prices.exists()


def test_a_sku_that_two_cafes_use_has_to_be_told_apart(sales, restaurants, loaf, page):
    ProductFactory(title="Soda loaf", upc="OTHER", cafe=CafeFactory(name="Liffey Larder"))
    loaf.stockrecords.model.objects.filter(product__upc="OTHER").update(partner_sku="EL-SOUR")
    assert "Which one?" in text_of(sales.post(page, rows(new("EL-SOUR", "2.70"))))
    sales.post(page, rows(new("Sourdough loaf", "2.70")))
    assert said(restaurants) == [("EL-SOUR", 1, D("2.70"))]


@pytest.mark.parametrize(
    "sent", [{}, {"rows": "-1"}, {"rows": "9" * 30}, {"rows": "3", "r0-pk": "x", "r1-pk": "9" * 30}]
)
def test_a_table_that_no_page_has_drawn_saves_nothing(sales, restaurants, named, page, sent):
    named(1, "2.95", first_day=date(2026, 1, 1))
    assert sales.post(page, sent).status_code in {200, 302}
    assert said(restaurants) == [("EL-SOUR", 1, D("2.95"))]

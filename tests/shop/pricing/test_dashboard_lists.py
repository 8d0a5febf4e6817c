"""Price lists through their pages: made, found, changed, copied, ended; with the trace of each write."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from openpyxl import load_workbook

from shop.pricing.actions.giving import give
from shop.pricing.models import AccountPriceList, ListPrice, PriceChange, PriceList
from tests.factories import ProductFactory, TradeAccountFactory
from tests.shop.pricing.screens import at, text_of
from tests.testbed.hostile import filled, forms, kept

pytestmark = pytest.mark.django_db


def typed(**changed) -> dict:
    return {"name": "Restaurants", "note": "", "percent_off": "0", "first_day": "", "last_day": ""} | changed


def traces() -> list[tuple]:
    return list(PriceChange.objects.order_by("pk").values_list("about", "what", "old", "new"))


def test_a_list_is_made_and_the_next_page_asks_for_its_prices(sales):
    answer = sales.post(at("price-list-new"), typed(note="Agreed in May", first_day="2026-05-01"))
    made = PriceList.objects.get()
    assert answer.url == at("price-list-prices", pk=made)
    assert (made.name, made.note, made.first_day) == ("Restaurants", "Agreed in May", date(2026, 5, 1))
    assert traces() == [("Restaurants", "Made", "", "Restaurants, from 1 May 2026")]
    assert PriceChange.objects.get().by == sales.person


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Please fill this in."),
        ({"name": "rEStaurants"}, "There is a price list called rEStaurants already."),
        ({"name": "Other", "percent_off": "100"}, "A share stays below 100 per cent."),
        ({"name": "Other", "percent_off": "-1"}, "A share is 0 or more."),
        ({"name": "Other", "percent_off": "eight"}, "Write the share as a number"),
        ({"name": "Other", "percent_off": "95"}, "95 % off everything? Tick “I mean it”"),
        ({"name": "Other", "last_day": "32/13/2026"}, "Write the day like 2027-03-01"),
        (
            {"name": "Other", "first_day": "2026-05-02", "last_day": "2026-05-01"},
            "The last day is before the first.",
        ),
    ],
)
def test_what_is_wrong_in_a_list_is_said_and_what_was_typed_stays(sales, restaurants, wrong, words):
    page = text_of(sales.post(at("price-list-new"), typed(note="Agreed in May", **wrong)))
    assert "Nothing is saved yet." in page
    assert words in page
    assert "Agreed in May" in page
    assert PriceList.objects.get() == restaurants


def test_a_share_that_looks_like_a_slip_is_taken_once_it_is_confirmed(sales):
    sales.post(at("price-list-new"), typed(percent_off="95", sure="on"))
    assert PriceList.objects.get().percent_off == 95


def test_a_change_leaves_a_line_with_who_when_from_what_and_to_what(sales, restaurants):
    shown = {f"initial-{name}": value for name, value in typed().items()}
    sales.post(at("price-list-edit", pk=restaurants), shown | typed(name="Kitchens", percent_off="5"))
    assert traces() == [
        ("Kitchens", "Name", "Restaurants", "Kitchens"),
        ("Kitchens", "Off every list price", "0 %", "5 %"),
    ]
    page = text_of(sales.get(at("price-list", pk=restaurants)))
    assert str(sales.person) in page
    assert "0 %" in page
    assert "5 %" in page


def test_what_a_colleague_changed_of_a_list_meanwhile_is_not_undone(sales, restaurants):
    shown = {f"initial-{name}": value for name, value in typed().items()}
    PriceList.objects.update(note="For kitchens")
    sales.post(at("price-list-edit", pk=restaurants), shown | typed(percent_off="5"))
    restaurants.refresh_from_db()
    assert (restaurants.note, restaurants.percent_off) == ("For kitchens", 5)


def test_a_copy_has_all_prices_and_no_accounts(sales, restaurants, named, deli):
    named(1, "2.95")
    named(10, "2.70", first_day=date(2026, 1, 1))
    give(account=deli, lists=[restaurants], by=None, now=timezone.now())
    sales.post(at("price-list-copy", pk=restaurants), typed(name="Kitchens"))
    copied = PriceList.objects.get(name="Kitchens")
    assert sorted(copied.prices.values_list("from_quantity", "price")) == sorted(
        restaurants.prices.values_list("from_quantity", "price")
    )
    assert not copied.given.exists()
    assert restaurants.prices.count() == 2


def test_a_list_that_nobody_has_can_be_deleted_and_its_trace_stays(sales, restaurants, named):
    named()
    sales.post(at("price-list-delete", pk=restaurants))
    assert not PriceList.objects.exists()
    assert not ListPrice.objects.exists()
    page = text_of(sales.get(at("price-history")))
    assert "Deleted" in page
    assert "Restaurants, always; 1 price" in page


def test_a_list_that_is_given_or_for_everybody_is_ended_instead(sales, restaurants, deli):
    give(account=deli, lists=[restaurants], by=None, now=timezone.now())
    answer = sales.post(at("price-list-delete", pk=restaurants))
    assert answer.status_code == 409
    assert "Give it a last day instead." in text_of(answer)
    AccountPriceList.objects.all().delete()
    PriceList.objects.update(is_for_everybody=True)
    assert sales.post(at("price-list-delete", pk=restaurants)).status_code == 409
    assert PriceList.objects.exists()


def test_lists_are_found_by_name_by_whom_they_are_for_and_by_day(sales, restaurants, deli, today):
    PriceList.objects.create(name="By the case", is_for_everybody=True)
    PriceList.objects.create(name="Last summer", last_day=today - timedelta(days=1))
    PriceList.objects.create(name="Next summer", first_day=today + timedelta(days=1))
    give(account=deli, lists=[restaurants], by=None, now=timezone.now())

    def names(**asked) -> set[str]:
        page = text_of(sales.get(at("price-lists"), asked))
        return {each.name for each in PriceList.objects.all() if f">{each.name}</a>" in page}

    assert len(names()) == 4
    assert names(q="summer last") == {"Last summer"}
    assert names(state="ended") == {"Last summer"}
    assert names(state="later") == {"Next summer"}
    assert names(state="now") == {"Restaurants", "By the case"}
    assert names(whom="everybody") == {"By the case"}
    assert names(whom="accounts") == {"Restaurants"}
    assert names(whom="nobody") == {"Last summer", "Next summer"}
    assert len(names(state="never", whom="x", sort="y", page="z")) == 4
    assert "No list fits" in text_of(sales.get(at("price-lists"), {"q": "nothing"}))


def test_the_history_is_found_by_list_product_and_account(sales, restaurants, deli):
    give(account=deli, lists=[restaurants], by=sales.person, now=timezone.now())
    sales.post(at("price-list-new"), typed(name="Schools"))
    assert "Corner Deli" in text_of(sales.get(at("price-history"), {"q": "corner given"}))
    found = text_of(sales.get(at("price-history"), {"q": "schools", "of": "lists"}))
    assert "1 change found" in found
    assert "Corner Deli" not in found
    assert "Nothing that changed fits." in text_of(sales.get(at("price-history"), {"of": "vat"}))


def test_prices_stand_beside_the_list_price_with_the_difference(sales, restaurants, named, loaf):
    named(1, "2.72")
    named(10, "3.50")
    page = text_of(sales.get(at("price-list", pk=restaurants)))
    assert "£2.72" in page
    assert "-15.0 %" in page
    assert "+9.4 %" in page
    assert page.count("Not below the list price: no effect") == 1


def test_prices_are_exported_as_they_are_filtered_and_no_cell_is_a_formula(sales, restaurants, named, cafe):
    named()
    named(of=ProductFactory(title="=1+1", upc="EL-BUN", cafe=cafe), amount="1.10")
    page = at("price-list", pk=restaurants)
    sheet = load_workbook(BytesIO(b"".join(sales.get(page, {"q": "el-", "export": "xlsx"})))).active
    assert [row[0].value for row in sheet.rows] == ["SKU", "EL-BUN", "EL-SOUR"]
    assert sheet["B2"].data_type == "s"
    csv = b"".join(sales.get(page, {"q": "=1", "export": "csv"})).decode()
    assert "'=1+1" in csv
    assert "EL-SOUR" not in csv


@pytest.mark.parametrize("count", [1, 60])
def test_the_pages_ask_the_database_no_more_for_long_lists(
    sales, restaurants, named, cafe, count, django_assert_max_num_queries
):
    for number in range(count):
        PriceList.objects.create(name=f"List {number}")
        named(of=ProductFactory(cafe=cafe, upc=f"EL-{number:03}"))
        account = TradeAccountFactory(cafe=cafe)
        give(account=account, lists=[restaurants], by=sales.person, now=timezone.now())
    pages = [at("price-lists"), at("price-history"), at("vat")]
    pages += [at(name, pk=restaurants) for name in ("price-list", "price-list-prices", "price-list-accounts")]
    for page in pages:
        sales.get(page)
        with django_assert_max_num_queries(20):
            answer = sales.get(page)
        if count > 25 and page != at("vat"):
            assert "page=2" in text_of(answer), page


def test_the_database_itself_refuses_to_rewrite_what_was_recorded(sales, restaurants):
    sales.post(at("price-list-edit", pk=restaurants), typed(name="Kitchens"))
    for statement in ("UPDATE pricing_pricechange SET old = 'x'", "DELETE FROM pricing_pricechange"):
        with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert PriceChange.objects.count() == 1


def test_the_page_sends_back_what_it_showed_so_that_a_tick_can_be_taken_off(sales, restaurants):
    PriceList.objects.update(is_for_everybody=True, percent_off=5)
    page = at("price-list-edit", pk=restaurants)
    [form] = [each for each in forms(page, sales.get(page).content.decode()) if "percent_off" in str(each.fields)]
    sent = filled(form, kept)
    sent.pop("is_for_everybody")
    sales.post(page, sent)
    restaurants.refresh_from_db()
    assert (restaurants.is_for_everybody, restaurants.percent_off) == (False, 5)
    assert traces() == [("Restaurants", "For everybody", "Yes", "No")]

"""Goods as they are said on the telephone, at the customer's prices and rules."""

from decimal import Decimal as D

import pytest
from django.utils import timezone

from shop.pad.models import ListLine, SavedList
from tests.factories import CafeFactory, ProductFactory
from tests.shop.ordering.orders import ordered
from tests.shop.taking.calls import begin, fields, for_account, held, say, soup, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(olive, account, ada, loaf, roll):
    return begin(olive, account=account.pk)


@pytest.mark.parametrize(
    ("goods", "count"),
    [
        ("EL-LOAF", "12"),
        ("el loaf", "12"),
        ("Country loaf", "12"),
        ("country", "12"),
        ("EL-LOAF 12", ""),
        ("country 12", ""),
    ],
)
def test_goods_are_found_by_code_or_by_part_of_the_name(olive, page, goods, count):
    answer = say(olive, page, goods=goods, count=count)
    assert held(olive) == {"EL-LOAF": 12}
    assert fields(answer)["goods"] == ""


def test_without_a_number_it_is_the_least_that_can_be_ordered(olive, page):
    say(olive, page, goods="EL-LOAF")
    assert held(olive) == {"EL-LOAF": 2}


def test_a_name_that_several_have_is_asked_about(olive, page, cafe):
    ProductFactory(cafe=cafe, upc="EL-RYE", title="Rye loaf")
    answer = say(olive, page, goods="loaf", count="4")
    assert held(olive) == {}
    buttons = {each.get_text(" ", strip=True): each["value"] for each in soup(answer).select(".take-near button")}
    [chosen] = [value for words, value in buttons.items() if words.startswith("Rye loaf")]
    say(olive, page, goods="loaf", count="4", asked=chosen)
    assert held(olive) == {"EL-RYE": 4}


@pytest.mark.parametrize(
    ("count", "why"),
    [
        ("3", "steps of 2"),
        ("1", "The least that can be ordered"),
        ("300", "only 100 left"),
        ("lots", "whole number"),
    ],
)
def test_the_rules_of_the_goods_hold_and_what_was_typed_stays(olive, page, count, why):
    answer = say(olive, page, goods="EL-LOAF", count=count)
    assert answer.status_code == 422
    assert why in text(answer)
    assert (fields(answer)["goods"], fields(answer)["count"]) == ("EL-LOAF", count)
    assert held(olive) == {}


def test_a_number_is_changed_in_its_row_and_one_that_can_t_be_had_is_named_there(olive, page, loaf):
    say(olive, page, goods="EL-LOAF", count="12")
    say(olive, page, **{f"q-{loaf.pk}": "14"})
    assert held(olive) == {"EL-LOAF": 14}
    answer = say(olive, page, **{f"q-{loaf.pk}": "15"})
    assert held(olive) == {"EL-LOAF": 14}
    assert "steps of 2" in text(answer)
    assert fields(answer)[f"q-{loaf.pk}"] == "15"
    say(olive, page, **{f"q-{loaf.pk}": "0"})
    assert held(olive) == {}


def test_many_lines_are_written_down_and_those_that_aren_t_clear_stay(olive, page):
    answer = say(olive, page, lines="EL-LOAF 12\nEL-NOTHING 3\nEL-ROLL 30")
    assert held(olive) == {"EL-LOAF": 12, "EL-ROLL": 30}
    assert fields(answer)["lines"] == "EL-NOTHING 3"
    assert "We sell nothing under “EL-NOTHING”." in text(answer)


def test_what_is_usual_is_written_down_by_one_press(olive, account, ada, loaf, roll):
    ordered(ada, now=timezone.now(), lines=[(loaf, 6), (roll, 40)])
    page = begin(olive, account=account.pk)
    assert "usually 40" in str(soup(olive.get(page)))
    say(olive, page, asked="usuals")
    assert held(olive) == {"EL-LOAF": 6, "EL-ROLL": 40}


def test_a_list_of_theirs_is_written_down_beside_what_is_there(olive, account, ada, loaf, roll):
    saved = SavedList.objects.create(account=account, owner=ada.user, name="Monday")
    for product, quantity in ((loaf, 8), (roll, 20)):
        ListLine.objects.create(list=saved, product=product, sku=product.upc, title=product.title, quantity=quantity)
    page = for_account(olive, account, EL_LOAF=2)
    say(olive, page, asked=f"list:{saved.pk}")
    assert held(olive) == {"EL-LOAF": 2, "EL-ROLL": 20}


def test_a_company_reads_net_prices_and_a_guest_gross_ones(olive, account, ada, cafe):
    ProductFactory(cafe=cafe, upc="EL-CRISPS", title="Crisps", price=D("1.00"), tax_class_id="standard")
    page = for_account(olive, account, EL_CRISPS=10)
    assert "VAT 20 % on £10.00" in text(olive.get(page))
    page = begin(olive, guest="GBP")
    say(olive, page, goods="EL-CRISPS", count="10")
    assert "of which VAT 20 %" in text(olive.get(page))
    assert "£12.00" in text(olive.get(page))


def test_people_of_a_cafe_find_and_take_their_own_goods_alone(works, account, ada, loaf, cafe):
    other = CafeFactory(name="Liffey Larder")
    ProductFactory(cafe=other, upc="LL-TART", title="Larder tart")
    cleo = works("Café staff", cafe, name="Cleo")
    page = begin(cleo, account=account.pk)
    answer = say(cleo, page, goods="LL-TART", count="2")
    assert "We sell nothing under “LL-TART”." in text(answer)
    assert "Larder tart" not in cleo.get(f"{page}goods/?q=tart").content.decode()
    say(cleo, page, goods="EL-LOAF", count="2")
    assert held(cleo) == {"EL-LOAF": 2}


def test_goods_are_offered_while_one_types_with_price_and_stock(olive, page):
    told = olive.get(f"{page}goods/?q=country").content.decode()
    assert 'value="EL-LOAF"' in told
    assert "£3.50" in told
    assert "Poppy" not in told


def test_goods_that_were_withdrawn_meanwhile_can_be_taken_out(olive, page, loaf, roll):
    say(olive, page, goods="EL-LOAF", count="12")
    say(olive, page, goods="EL-ROLL", count="5")
    loaf.is_public = False
    loaf.save()
    say(olive, page, **{f"q-{loaf.pk}": "0"})
    assert held(olive) == {"EL-ROLL": 5}


def test_what_is_half_written_stays_when_the_day_or_the_place_is_changed(olive, page, loaf):
    say(olive, page, lines="EL-LOAF 12\nEL-UNKNOWN 3")
    kept = fields(olive.get(page))["lines"]
    assert "EL-UNKNOWN" in kept
    olive.post(page, fields(olive.get(page)) | {"asked": "write", "place": "collect"}, HTTP_HX_REQUEST="true")
    assert fields(olive.get(page))["lines"] == kept

"""Pasted and sent lines: each is looked at, mended in place, and nothing is dropped in silence or kept."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from oscar.core.loading import get_model

from shop import exports
from tests.factories import CafeFactory, ProductFactory
from tests.shop.pad.page import PAD, PASTE, fields, in_basket, number, send, soup, text, written

pytestmark = pytest.mark.django_db


def paste(client, lines):
    return client.post(PASTE, {"lines": lines, "asked": "read"})


def go_on(client, answer, asked, **more):
    return client.post(PASTE, fields(answer) | {"asked": asked} | more)


def said(answer, line):
    return " ".join(soup(answer).find(id=f"line-{line}").find(class_="pasted__said").get_text(" ").split())


def test_good_lines_are_ticked_and_bad_ones_say_what_is_the_matter(client, loaf, roll):
    answer = paste(client, "EL-LOAF 4\nEL-LOFA 2\nEL-ROLL many\n\nEL-ROLL 30")
    assert "2 of 4 lines need you" in text(answer)
    assert "take-1" in fields(answer)
    assert "We sell nothing under “EL-LOFA”. Do you mean EL-LOAF" in said(answer, 2)
    assert "Say how many." in said(answer, 3) or "We sell nothing under" in said(answer, 3)
    assert said(answer, 5).startswith("Poppy roll")


def test_a_button_takes_what_was_meant_and_the_rest_stays_as_typed(client, loaf):
    answer = paste(client, "EL-LOFA 4\nNOTHING 9")
    taking = soup(answer).find("button", value=lambda value: value and "take:1:" in value)["value"]
    mended = go_on(client, answer, taking)
    assert "1 of 2 lines need you" in text(mended)
    stands = fields(mended)
    assert (stands["sku-1"], stands["sku-2"], stands["quantity-2"]) == ("EL-LOAF", "NOTHING", "9")


def test_with_a_bad_line_nothing_goes_on_until_it_is_mended_or_left_out(client, ada, loaf, roll):
    answer = paste(client, "EL-LOAF 4\nEL-LOFA 2")
    asked = go_on(client, answer, "basket")
    assert "Some lines still need you." in text(asked)
    assert in_basket(ada.user) == {}
    left = client.post(PASTE, fields(asked) | {"asked": "basket", "leave_out": "on"}, follow=True)
    assert "Left out: line 2, “EL-LOFA 2”." in text(left)
    assert in_basket(ada.user) == {"EL-LOAF": 4}


def test_mended_lines_go_along_at_once_and_one_without_its_tick_is_left_out(client, ada, loaf, roll):
    answer = paste(client, "EL-LOFA 4\nEL-ROLL 30")
    sent = fields(answer) | {"asked": "basket", "sku-1": "EL-LOAF"}
    del sent["take-2"]
    said = client.post(PASTE, sent, follow=True)
    assert in_basket(ada.user) == {"EL-LOAF": 4}
    assert "Left out: line 2, “EL-ROLL 30”." in text(said)


def test_lines_join_what_stands_on_the_pad(client, ada, loaf, roll):
    beside = send(client, path=PASTE, asked="read", lines="EL-ROLL 30", **number(loaf, 4))
    answer = go_on(client, beside, "pad")
    assert written(answer) == {loaf.pk: "4", roll.pk: "30"}
    assert in_basket(ada.user) == {}


def test_lines_that_were_pasted_and_forgotten_are_not_lost_by_the_other_button(client, loaf):
    assert "1 line, all clear" in text(send(client, asked="basket", lines="EL-LOAF 4"))


def test_the_rules_of_the_goods_hold(client, loaf, cafe):
    ProductFactory(cafe=cafe, upc="NONE-LEFT", num_in_stock=0)
    ProductFactory(cafe=cafe, upc="TWO-LEFT", num_in_stock=2)
    answer = paste(client, "EL-LOAF 3\nNONE-LEFT 1\nTWO-LEFT 1\nTWO-LEFT 2")
    assert "steps of 2" in said(answer, 1)
    assert "sold out" in said(answer, 2)
    assert "Lines 3 and 4 are the same goods: 1 + 2 = 3." in said(answer, 3)
    assert "There are only 2 left." in said(answer, 3)


def test_of_two_cafes_with_one_code_one_is_chosen(client, ada, cafe):
    ProductFactory(cafe=cafe, upc="TEA", title="Breakfast tea")
    there = ProductFactory(cafe=CafeFactory(name="Harbour Roast"), upc="TEA-2", title="Leaf tea")
    there.stockrecords.update(partner_sku="TEA")
    answer = paste(client, "TEA 2")
    chosen = soup(answer).find("button", value=lambda value: value and f":{there.pk}:" in value)["value"]
    go_on(client, go_on(client, answer, chosen), "basket")
    assert in_basket(ada.user) == {"TEA-2": 2}


def test_a_line_for_goods_of_another_currency_or_with_something_to_choose_says_where_they_are_ordered(
    client, loaf, cafe
):
    euros = CafeFactory(name="Liffey Larder", currency="EUR", country="IE")
    ProductFactory(cafe=euros, title="Soda bread", upc="LL-SODA")
    asking = ProductFactory(cafe=cafe, title="Sliced loaf", upc="EL-CUT")
    asking.product_options.add(get_model("catalogue", "Option").objects.create(name="Cut", code="cut"))
    answer = paste(client, "LL-SODA 4\nEL-CUT 2\nEL-LOAF 4")
    assert "2 of 3 lines need you" in text(answer)
    assert "Liffey Larder sells this in euros, and this pad is in British pounds. Order it in the shop" in said(
        answer, 1
    )
    assert "Something has to be chosen before this is ordered." in said(answer, 2)


def book(*rows):
    file, workbook = BytesIO(), Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("order.csv", b"SKU;Quantity\r\nEL-LOAF;4\r\nEL-ROLL;30\r\n"),
        ("order.txt", b"\xef\xbb\xbfEL-LOAF 4\n30 x EL-ROLL\n"),
        ("order.xlsx", book(["Name", "Quantity", "SKU"], ["Country loaf", 4, "EL-LOAF"], ["Roll", 30.0, "EL-ROLL"])),
    ],
)
def test_a_file_is_read_like_what_is_pasted(client, ada, loaf, roll, name, content):
    answer = client.post(PASTE, {"file": SimpleUploadedFile(name, content), "asked": "read"})
    assert "2 lines, all clear" in text(answer)
    go_on(client, answer, "basket")
    assert in_basket(ada.user) == {"EL-LOAF": 4, "EL-ROLL": 30}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty."),
        (b"%PDF-1.7 and so on", "This is a PDF, whatever its name says."),
        (b"PK\x03\x04 not really", "This workbook is damaged."),
        (b"EL-LOAF 1\n" * 501, "There are more than 500 lines."),
        (b"A" * (1024 * 1024 + 1), "This file is larger than 1 MB."),
    ],
)
def test_a_file_that_is_no_order_is_refused_in_words(client, loaf, content, words):
    answer = client.post(PASTE, {"file": SimpleUploadedFile("order.csv", content), "asked": "read"})
    assert words in text(answer)


def test_nothing_pasted_is_asked_for_and_what_was_pasted_is_never_lost(client, loaf):
    assert "Paste some lines, or choose a file, first." in text(paste(client, " \n "))
    too_many = paste(client, "EL-LOAF 1\n" * 501)
    assert fields(too_many)["lines"].count("EL-LOAF 1") == 501


def test_an_export_comes_back_unchanged(client, loaf, cafe):
    """Also a code that a spreadsheet would run."""
    formula = ProductFactory(cafe=cafe, upc="=SUM", title="Odd loaf", num_in_stock=50)
    send(client, asked="save", name="Odd", is_shared="on", **number(loaf, 4), **number(formula, 3))
    address = soup(client.get("/account/lists/")).find("a", string="Odd")["href"]
    for kind in exports.KINDS:
        file = client.get(address, {"export": kind}).getvalue()
        answer = client.post(PASTE, {"file": SimpleUploadedFile(f"odd.{kind}", file), "asked": "read"})
        assert "2 lines, all clear" in text(answer), kind
        assert written(go_on(client, answer, "pad")) == {loaf.pk: "4", formula.pk: "3"}
    assert client.get(PAD).status_code == 200

import csv
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from openpyxl import load_workbook

from shop.exports import KINDS, answer, asked_for

pytestmark = pytest.mark.one_engine
DANGEROUS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "\x00=", "\x1b@"]


def made(kind, rows, columns=("What", "Else"), name="A list"):
    return answer(name=name, columns=columns, rows=rows, kind=kind)


def read(kind, response):
    whole = response.getvalue()
    if kind == "csv":
        return list(csv.reader(StringIO(whole.decode("utf-8-sig"), newline="")))
    return [list(row) for row in load_workbook(BytesIO(whole)).active.iter_rows(values_only=True)]


@pytest.mark.parametrize("begin", DANGEROUS)
def test_no_cell_and_no_heading_of_a_csv_file_begins_like_a_formula(begin):
    evil = f"{begin}HYPERLINK(1)"
    rows = read("csv", made("csv", [[evil, "b"]], columns=(evil, "B")))
    assert [row[0][0] for row in rows] == ["'", "'"]
    assert all("HYPERLINK" in row[0] for row in rows)


@pytest.mark.parametrize("begin", DANGEROUS)
def test_no_cell_and_no_heading_of_an_excel_file_is_a_formula(begin):
    evil = f"{begin}HYPERLINK(1)"
    sheet = load_workbook(BytesIO(made("xlsx", [[evil, "b"]], columns=(evil, "B")).getvalue())).active
    cells = [row[0] for row in sheet.iter_rows()]
    assert [(cell.data_type, cell.quotePrefix) for cell in cells] == [("s", True), ("s", True)]
    assert all("HYPERLINK" in cell.value for cell in cells)


def test_an_excel_file_keeps_numbers_and_dates_to_reckon_with():
    row = [-3, Decimal("-2.50"), date(2026, 11, 21), datetime(2026, 7, 1, 11, 30, tzinfo=UTC), time(6, 30), True, None]
    cells = read("xlsx", made("xlsx", [row], columns=list("abcdefg")))[1]
    # July's half past eleven in Greenwich is half past twelve on the clock in London.
    assert cells == [-3, -2.5, datetime(2026, 11, 21), datetime(2026, 7, 1, 12, 30), time(6, 30), "yes", None]


def test_a_csv_file_keeps_numbers_and_dates_to_reckon_with():
    row = [-3, Decimal("-2.50"), date(2026, 11, 21), datetime(2026, 7, 1, 11, 30, tzinfo=UTC), time(6, 30), True, None]
    cells = read("csv", made("csv", [row], columns=list("abcdefg")))[1]
    assert cells == ["-3", "-2.50", "2026-11-21", "2026-07-01 12:30:00", "06:30:00", "yes", ""]


@pytest.mark.parametrize("kind", KINDS)
def test_names_of_every_language_survive_and_what_no_file_can_hold_does_not(kind):
    typed = ["Zoë’s Café 🥐 مخبز\x00\x08\x1f\ud83e\uffff", 'one "line",\nand another']
    assert read(kind, made(kind, [typed]))[1] == ["Zoë’s Café 🥐 مخبز", 'one "line",\nand another']


def test_a_cell_longer_than_excel_takes_is_cut_there():
    assert read("xlsx", made("xlsx", [["a" * 40_000, "b"]]))[1] == ["a" * 32_767, "b"]


def test_excel_is_told_that_a_csv_file_is_utf_8():
    assert made("csv", []).getvalue().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_without_rows_has_its_headings(kind):
    assert read(kind, made(kind, [])) == [["What", "Else"]]


@pytest.mark.parametrize("kind", KINDS)
def test_ten_thousand_rows_arrive_in_order_and_are_asked_for_one_by_one(kind):
    asked = []

    def rows():
        for number in range(10_000):
            asked.append(number)
            yield [number, f"Customer {number}"]

    back = read(kind, made(kind, rows()))
    assert len(asked) == 10_000
    assert [int(row[0]) for row in back[1:]] == asked


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_that_breaks_off_is_an_error_and_not_a_shorter_list(kind):
    def rows():
        yield [1, 2]
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        made(kind, rows())


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Trade accounts", "trade-accounts"),
        ('a"; filename="evil.exe\r\nX-Evil: 1', "a-filenameevilexe-x-evil-1"),
        ("../../etc/passwd", "etcpasswd"),
        ("مخبز", "list"),
    ],
)
def test_the_file_has_a_plain_name_and_is_never_shown_as_a_page(name, file):
    response = made("csv", [], name=name)
    assert response["Content-Disposition"] == f'attachment; filename="{file}.csv"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"].startswith("text/csv")
    assert response["Cache-Control"] == "private, no-store"
    assert "X-Evil" not in response


@pytest.mark.parametrize(
    ("address", "kind"), [("/?export=csv", "csv"), ("/?export=xlsx", "xlsx"), ("/?export=exe", None), ("/", None)]
)
def test_only_kinds_that_we_write_are_handed_out(address, kind):
    assert asked_for(RequestFactory().get(address)) == kind


def test_the_links_keep_the_filters_of_the_list_and_leave_its_page():
    request = RequestFactory().get("/", {"town": "Leeds & Bradford", "page": "3"})
    links = render_to_string("components/exports.html", {"what": "accounts"}, request=request)
    assert 'href="?town=Leeds+%26+Bradford&amp;export=csv"' in links
    assert 'href="?town=Leeds+%26+Bradford&amp;export=xlsx"' in links

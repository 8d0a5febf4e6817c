"""What comes out can be sent back as it is; what is no table is refused in words."""

import io
import os
import struct
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook
from oscar.core.loading import get_model

from shop.pricing.models import ListPrice, PriceList
from shop.shelf import sheets
from shop.shelf.actions.taking import take
from shop.shelf.sheets import NoTable, read
from tests.factories import ProductFactory
from tests.shop.shelf.furniture import checked, exported, kinds, sheet, whys

pytestmark = pytest.mark.django_db
Product = get_model("catalogue", "Product")
StockRecord = get_model("partner", "StockRecord")
ODD_TITLES = {
    "FORMULA": "=HYPERLINK(1)",
    "QUOTED": "'=2+2",
    "MINUS": "-Salt",
    "UMLAUT": "Käsestange, groß — 50 %",
    "NUMBER": "12.50",
    "DAY": "2026-01-02",
    "YES": "true",
    "QUOTES": 'The "best"; of, all\tthings',
}


@pytest.fixture
def shelf(cafe, other_cafe, bread):
    """One of each kind, with cells that spreadsheets like to spoil."""
    for sku, title in ODD_TITLES.items():
        product = ProductFactory(cafe=cafe, upc=sku, title=title, description=f"{title}\r\nand\n=more ", allergens=())
        product.categories.add(bread)
    pies = bread.add_child(name="Pies; hot > warm")
    rich = ProductFactory(
        cafe=other_cafe,
        upc="0012",
        price="1234.50",
        num_in_stock=None,
        supply="to_order",
        capacity=4,
        sold_by="kg",
        net_content="0.125",
        minimum=6,
        step=6,
        maximum=600,
        season_first="2026-01-15",
        season_last="2026-03-31",
        season_yearly=True,
        may_contain=["nuts", "milk"],
        diets=["vegan"],
        ingredients="*wheat* flour,\nwater",
        shelf_life_days=3,
        storage="chilled",
        is_public=False,
    )
    rich.categories.add(bread, pies)
    parent = Product.objects.create(
        structure="parent", title="Decaf", product_class=rich.product_class, tax_class_id="food"
    )
    child = Product.objects.create(structure="child", parent=parent, upc="DEC-B", title="")
    StockRecord.objects.create(product=child, partner=cafe.partner, partner_sku="OTHER-SKU", price=None, num_in_stock=0)
    StockRecord.objects.create(product=rich, partner=cafe.partner, partner_sku="0012", price="3", price_currency="GBP")
    return parent


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_whole_shelf_comes_back_unchanged(olive, shelf, kind):
    job = checked(exported(kind, user=olive), by=olive)
    assert whys(job) == {}
    assert [row.changes for row in job.rows.all() if row.changes] == []
    assert (job.unchanged, job.total) == (len(ODD_TITLES) + 4, len(ODD_TITLES) + 4)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_prices_come_back_unchanged(person, shelf, kind):
    ann = person("Administrator")
    listed = PriceList.objects.create(name="=Restaurants")
    for record in StockRecord.objects.all():
        ListPrice.objects.create(price_list=listed, stockrecord=record, price="2.50", first_day="2026-01-01")
        ListPrice.objects.create(
            price_list=listed, stockrecord=record, from_quantity=12, price="2", last_day="2027-01-31"
        )
    job = checked(exported(kind, table="prices", user=ann), by=ann)
    assert (whys(job), job.unchanged, job.total) == ({}, listed.prices.count(), listed.prices.count())


def test_a_cafe_can_be_had_alone(olive, shelf, cafe, other_cafe):
    job = checked(exported("csv", user=olive, cafe=other_cafe.partner), by=olive)
    assert kinds(job) == {"0012": "unchanged"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_csv_is_read_as_spreadsheets_write_it(olive, loaf, delimiter, encoding):
    upload = sheet({"Title": "Bröt; „gut“, ja", "SKU": "LOAF"}, delimiter=delimiter, encoding=encoding)
    job = checked(upload, by=olive)
    assert job.rows.get().changes == [["Title", "Sourdough", "Bröt; „gut“, ja"]]


@pytest.mark.parametrize(
    ("heading", "cell", "words"),
    [
        ("Price", "12,50", "has a comma"),
        ("Price", "£3.20", "is not a number"),
        ("Price", "-1", "is below 0"),
        ("Price", "3.205", "decimal"),
        ("Price", "9" * 25, "digits"),
        ("In stock", "1.5", "is not a whole number"),
        ("In stock", "99999999999", "larger than we can count"),
        ("Visible", "maybe", "is neither yes nor no"),
        ("VAT", "luxury", "is no VAT class of ours"),
        ("Contains", "gluten, dust", "is none of these"),
        ("Sold from", "31.2.2026", "is not a day"),
        ("Sold by", "sack", "is none of these"),
        ("Categories", "Moon", "names a category that there is not"),
        ("Café", "Nowhere", "among our cafés"),
        ("Title", "x" * 300, "255"),
        ("Description", "x" * 40_000, "longer than 32,767"),
        ("Title", "a\x00b", "can't be read"),
        ("Title", "a\x1bb", "can't be read"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_column_and_what_stands_there(olive, loaf, heading, cell, words):
    job = checked(sheet({"SKU": "LOAF", heading: cell, "Pack": "900 grams of bread, " * 3}), by=olive)
    (why,) = whys(job)[2]
    assert why.startswith(heading)
    assert words in why


@pytest.mark.parametrize("value", [3.5, "3.5", "3.50"])
def test_a_price_is_the_same_as_number_and_as_text(olive, loaf, value):
    StockRecord.objects.filter(product=loaf).update(price="3.50")
    assert kinds(checked(workbook(["SKU", "Price"], ["LOAF", value]), by=olive)) == {"LOAF": "unchanged"}


def test_rows_are_counted_as_the_spreadsheet_counts_them(olive, loaf):
    rows = [[None], ["SKU", "Price"], [None, None], ["LOAF", "x"]]
    assert list(whys(checked(workbook(*rows), by=olive))) == [4]


def workbook(*rows) -> SimpleUploadedFile:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return SimpleUploadedFile("shelf.xlsx", file.getvalue())


def packed(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def bomb() -> bytes:
    return packed(xl__workbook_xml=b"<x/>", xl__worksheets__sheet1_xml=b" " * (sheets.UNFOLDED + 1))


def lying_bomb() -> bytes:
    """Its sizes say that there is almost nothing in it."""
    whole = bytearray(packed(xl__workbook_xml=b"<x/>" + b" " * 5_000_000))
    size = struct.pack("<I", 5_000_004)
    assert whole.count(size) == 2
    return bytes(whole.replace(size, struct.pack("<I", 4)))


def far_corner() -> bytes:
    """Two cells, the second in the last corner: held as a table it would need terabytes."""
    book, file = Workbook(), io.BytesIO()
    book.active.append(["SKU"])
    book.active["XFD1048576"] = "LOAF"
    book.save(file)
    return file.getvalue()


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b"\x89PNG\r\n\x1a\n" + os.urandom(2000), "a picture"),
        (b"MZ" + os.urandom(2000), "a program"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\xd0\xcf\x11\xe0" + os.urandom(2000), "old Excel file"),
        ("SKU,Price\r\nA,1".encode("utf-16"), "UTF-16"),
        (bytes(range(256)) * 20, "no table that we can read"),
        (packed(a_xml=b"x"), "no Excel workbook"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (packed(xl__workbook_xml=b"<x/>"), "damaged"),
        (bomb(), "far larger inside"),
        (lying_bomb(), "damaged"),
        (far_corner(), "far larger inside"),
        (b"SKU,Price\n", "only a heading"),
        (b"SKU\n" + b"A\n" * (sheets.MOST_ROWS + 1), "more than 20,000 rows"),
        (b"SKU\n" + b"x" * (sheets.LARGEST + 1), "larger than 10 MB"),
        (b'SKU,Title\nA,"' + b"x" * 200_000, "can't be read"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_table_or_too_much_is_refused_in_words(data, words):
    with pytest.raises(NoTable, match=words):
        read(data, ["SKU", "Price"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"Name,Price\nLoaf,3", "No column of this file is called SKU"),
        (b"SKU,Price,price\nLoaf,3,4", "Two columns"),
        (b"SKU,Price list\nLoaf,3", "others look after"),
    ],
)
def test_a_table_of_something_else_is_refused_in_words(olive, text, words):
    with pytest.raises(NoTable, match=words):
        take(upload=SimpleUploadedFile("shelf.csv", text), by=olive, may=["goods"], now=timezone.now())

"""An import of 2,000 rows: twelve planted faults are named, no other; all else is written, quickly."""

from time import monotonic, process_time

import pytest
from oscar.core.loading import get_model

from tests.factories import ProductClassFactory
from tests.shop.shelf.furniture import checked, sheet, whys, written

pytestmark = pytest.mark.django_db
Product = get_model("catalogue", "Product")
StockRecord = get_model("partner", "StockRecord")
ROWS = 2000
FAULTS = {
    7: ("Price", "3,20", "Price: “3,20” has a comma."),
    19: ("Price", "-4", "Price: “-4” is below 0."),
    150: ("SKU", "", "SKU: it is empty"),
    151: ("SKU", "SKU-100", "SKU: “SKU-100” is in row 102 already."),
    400: ("SKU", "NOBODYS", "Categories: it is needed"),
    777: ("Title", "", "Title: it can't be empty."),
    900: ("In stock", "2", "are promised to orders"),
    901: ("In stock", "many", "In stock: “many” is not a number."),
    1200: ("VAT", "luxury", "VAT: “luxury” is no VAT class of ours."),
    1500: ("Least in an order", "4", "Least in an order: “4”. Goods in steps of 3 can't begin with 4."),
    1999: ("Café", "Nowhere", "Café: there is no “Nowhere” among our cafés."),
    2001: ("Contains", "gluten, dust", "Contains: “gluten, dust” is none of these"),
}


@pytest.fixture
def large_shelf(cafe):
    kind = ProductClassFactory()
    products = Product.objects.bulk_create(
        Product(
            upc=f"SKU-{n}",
            title=f"Loaf {n}",
            slug=f"loaf-{n}",
            product_class=kind,
            tax_class_id="food",
            step=3,
            minimum=3,
        )
        for n in range(ROWS)
    )
    StockRecord.objects.bulk_create(
        StockRecord(
            product=product,
            partner=cafe.partner,
            partner_sku=product.upc,
            price="3.00",
            num_in_stock=9,
            num_allocated=5,
        )
        for product in products
    )


def rows() -> list[dict]:
    """Numbered like the file's: the first below the heading is row 2."""
    sent = {
        n + 2: {
            "SKU": f"SKU-{n}",
            "Title": f"Loaf {n}, new",
            "Café": "Early Loaf",
            "Price": "3.10",
            "In stock": "12",
            "VAT": "bread",
            "Least in an order": "6",
            "In steps of": "3",
            "Contains": "gluten",
        }
        for n in range(ROWS)
    }
    for number, (heading, cell, _) in FAULTS.items():
        sent[number] |= {heading: cell}
    return list(sent.values())


def test_twelve_planted_faults_are_named_and_nothing_else_and_the_rest_is_written(olive, large_shelf):
    began = process_time()
    job = checked(sheet(*rows()), by=olive)
    looked = process_time() - began
    found = whys(job)
    assert found.keys() == FAULTS.keys()
    for number, (_, _, words) in FAULTS.items():
        assert any(words in why for why in found[number]), (number, found[number])
    assert (job.changed, job.refused) == (ROWS - len(FAULTS), len(FAULTS))

    began = process_time()
    written(job)
    wrote = process_time() - began
    assert (job.written, job.left_out) == (ROWS - len(FAULTS), 0)
    assert StockRecord.objects.filter(price="3.10", num_in_stock=12).count() == ROWS - len(FAULTS)
    assert Product.objects.filter(title__endswith=", new", minimum=6).count() == ROWS - len(FAULTS)
    # Our own work, whatever else the machine has to do.
    assert max(looked, wrote) < 10, (looked, wrote)


@pytest.mark.heavy
@pytest.mark.parametrize("mode", ["good", "all"])
def test_two_thousand_rows_are_checked_and_written_in_ten_seconds_each(olive, large_shelf, mode):
    faultless = [row for number, row in enumerate(rows(), start=2) if number not in FAULTS]
    began = monotonic()
    job = checked(sheet(*faultless), by=olive)
    looked = monotonic() - began
    began = monotonic()
    assert written(job, mode=mode).written == len(faultless)
    assert max(looked, monotonic() - began) < 10, (looked, monotonic() - began)

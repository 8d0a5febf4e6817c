"""A file is shown row by row before anything of it is written, and only what was shown is written."""

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from shop.finding.domain import Question
from shop.finding.queries import goods_of
from shop.goods.actions import archive
from shop.goods.models import GoodsChange
from shop.pricing.models import ListPrice, PriceChange, PriceList
from shop.shelf.models import Import
from tests.factories import CafeFactory, OrderFactory, ProductFactory
from tests.shop.shelf.furniture import NEW, changes, checked, kinds, sheet, whys, written

pytestmark = pytest.mark.django_db
Product = get_model("catalogue", "Product")
StockRecord = get_model("partner", "StockRecord")


def record_of(product):
    return StockRecord.objects.get(product=product)


def test_a_changed_price_and_count_are_shown_from_and_to_and_nothing_is_written_yet(olive, loaf):
    job = checked(sheet({"SKU": "LOAF", "Price": "3.50", "In stock": "8"}), by=olive)
    assert changes(job, "LOAF") == [["Price", "3.20", "3.50"], ["In stock", "10", "8"]]
    assert (job.state, job.changed, job.refused) == ("checked", 1, 0)
    assert (str(record_of(loaf).price), record_of(loaf).num_in_stock) == ("3.20", 10)


def test_what_was_shown_is_written(olive, loaf):
    job = written(
        checked(sheet({"SKU": "LOAF", "Title": "Big sourdough", "Price": "3.5", "Pack": "1 kg"}), by=olive), mode="all"
    )
    loaf.refresh_from_db()
    assert (job.state, job.written) == ("written", 1)
    assert (loaf.title, loaf.pack, str(record_of(loaf).price)) == ("Big sourdough", "1 kg", "3.50")


def test_an_absent_column_leaves_a_value_and_an_empty_cell_empties_it(olive, loaf):
    Product.objects.filter(pk=loaf.pk).update(pack="900 g", maximum=6, minimum=2, step=2)
    written(
        checked(sheet({"SKU": "LOAF", "Most in an order": "", "Least in an order": "", "In steps of": ""}), by=olive)
    )
    loaf.refresh_from_db()
    assert (loaf.pack, loaf.maximum, loaf.minimum, loaf.step) == ("900 g", None, 1, 1)
    job = checked(sheet({"SKU": "LOAF", "Title": ""}), by=olive)
    assert whys(job) == {2: ["Title: it can't be empty."]}


def test_unknown_columns_are_named(olive, loaf):
    job = checked(sheet({"SKU": "LOAF", "Colour": "brown", "Price": "3.20"}), by=olive)
    assert job.unread == ["Colour"]
    assert kinds(job) == {"LOAF": "unchanged"}


def test_new_goods_come_with_all_they_need(olive, cafe, bread):
    written(checked(sheet(NEW), by=olive))
    product = Product.objects.get(upc="NEW-1")
    record = record_of(product)
    assert (product.title, product.allergens, product.tax_class_id) == ("Walnut loaf", ("gluten", "nuts"), "food")
    assert (str(record.price), record.num_in_stock, record.partner) == ("4.20", 12, cafe.partner)
    assert list(product.categories.all()) == [bread]
    assert product.is_public
    assert product.get_absolute_url()


def test_new_goods_are_hidden_until_their_allergens_are_said(olive, cafe, bread):
    unsaid = {heading: cell for heading, cell in NEW.items() if heading != "Contains"}
    written(checked(sheet(unsaid), by=olive))
    assert not Product.objects.get(upc="NEW-1").is_public
    job = checked(sheet(unsaid | {"SKU": "NEW-2", "Visible": "yes"}), by=olive)
    assert "allergens" in whys(job)[2][0]


@pytest.mark.parametrize("missing", ["Title", "Café", "Price", "VAT", "Categories"])
def test_new_goods_that_lack_something_are_refused_with_its_name(olive, cafe, bread, missing):
    job = checked(sheet({heading: cell for heading, cell in NEW.items() if heading != missing}), by=olive)
    assert [words.split(":")[0] for words in whys(job)[2]] == [missing]


def test_new_goods_are_found_by_their_name_at_once(olive, cafe, bread):
    written(checked(sheet(NEW), by=olive))
    assert goods_of(Question.typed("walnut"), Product.objects.all()) == [Product.objects.get(upc="NEW-1").pk]
    written(checked(sheet({"SKU": "NEW-1", "Title": "Hazelnut plait"}), by=olive))
    assert goods_of(Question.typed("plait"), Product.objects.all())


def test_variants_come_with_their_parent_in_one_file_in_any_order(olive, cafe, bread):
    parent = {**NEW, "SKU": "DECAF", "Title": "Decaf", "Café": "", "Price": "", "In stock": "", "Variant of": ""}
    beans = {
        "SKU": "DECAF-B",
        "Variant of": "DECAF",
        "Title": "Beans",
        "Café": "Early Loaf",
        "Price": "9",
        "In stock": "3",
    }
    job = written(checked(sheet(beans, parent), by=olive), mode="all")
    assert (job.written, whys(job)) == (2, {})
    product = Product.objects.get(upc="DECAF-B")
    assert (product.structure, product.parent.upc, product.parent.structure) == ("child", "DECAF", "parent")


def test_what_variants_share_is_refused_in_their_own_rows(olive, cafe, bread):
    parent = {**NEW, "SKU": "DECAF", "Title": "Decaf", "Café": "", "Price": "", "In stock": "", "Variant of": ""}
    beans = {"SKU": "DECAF-B", "Variant of": "DECAF", "Title": "Beans", "Café": "Early Loaf", "Price": "9"}
    written(checked(sheet(beans, parent), by=olive))
    same, other = {"SKU": "DECAF-B", "VAT": "food"}, {"SKU": "DECAF-B", "VAT": "hot"}
    assert kinds(checked(sheet(same), by=olive)) == {"DECAF-B": "unchanged"}
    assert "belongs to all variants" in whys(checked(sheet(other), by=olive))[2][0]


def test_the_models_own_rules_judge(olive, loaf):
    job = checked(sheet({"SKU": "LOAF", "Least in an order": "5", "In steps of": "2"}), by=olive)
    assert whys(job) == {2: ["Least in an order: “5”. Goods in steps of 2 can't begin with 5."]}


def test_a_count_below_what_is_promised_is_refused_also_when_it_was_ordered_after_the_check(olive, loaf):
    early = checked(sheet({"SKU": "LOAF", "In stock": "3"}), by=olive)
    OrderFactory(lines=[(loaf, 4)])
    late = checked(sheet({"SKU": "LOAF", "In stock": "3"}), by=olive)
    assert "4 of Sourdough are promised" in whys(late)[2][0]
    assert kinds(early) == {"LOAF": "changed"}
    job = written(early)
    assert (job.written, job.left_out) == (0, 1)
    assert "4 of Sourdough are promised" in whys(job)[2][0]
    assert record_of(loaf).num_in_stock == 10


def test_who_changed_a_value_meanwhile_is_not_overwritten(olive, loaf, cafe):
    roll = ProductFactory(cafe=cafe, upc="ROLL", price="1.00")
    job = checked(sheet({"SKU": "LOAF", "Price": "3.50"}, {"SKU": "ROLL", "Price": "1.20"}), by=olive)
    StockRecord.objects.filter(product=loaf).update(price="3.30")
    written(job)
    assert whys(job) == {2: ["Changed meanwhile: Price was “3.20” when this was checked, and is “3.30” now."]}
    assert (str(record_of(loaf).price), str(record_of(roll).price)) == ("3.30", "1.20")


def test_all_or_none_means_none_when_one_row_has_changed_meanwhile(olive, loaf, cafe):
    roll = ProductFactory(cafe=cafe, upc="ROLL", price="1.00")
    job = checked(sheet({"SKU": "ROLL", "Price": "1.20"}, {"SKU": "LOAF", "Price": "3.50"}), by=olive)
    StockRecord.objects.filter(product=loaf).update(price="3.30")
    written(job, mode="all")
    assert (job.state, job.written, job.left_out) == ("stopped", 0, 1)
    assert str(record_of(roll).price) == "1.00"


def test_a_value_that_the_file_had_right_and_that_changed_meanwhile_is_not_set_back(olive, loaf):
    job = checked(sheet({"SKU": "LOAF", "Title": "Sourdough", "Price": "3.50"}), by=olive)
    Product.objects.filter(pk=loaf.pk).update(title="Sourdough, new shape")
    written(job)
    assert "Title was “Sourdough”" in whys(job)[2][0]
    assert str(record_of(loaf).price) == "3.20"


def test_of_two_imports_of_the_same_rows_the_second_is_told(olive, loaf, cafe, bread):
    both = [
        [checked(sheet({"SKU": "LOAF", "Price": price}), by=olive), checked(sheet(NEW | {"Price": price}), by=olive)]
        for price in ("3.50", "3.60")
    ]
    for job in both[0]:
        assert (written(job).written, job.left_out) == (1, 0)
    for job in both[1]:
        assert (written(job).written, job.left_out) == (0, 1)
        assert "Changed meanwhile" in whys(job)[2][0]
    assert str(record_of(loaf).price) == "3.50"


def test_the_same_goods_twice_in_a_file_are_refused_the_second_time(olive, loaf):
    job = checked(sheet({"SKU": "LOAF", "Price": "3.50"}, {"SKU": "LOAF", "Price": "3.60"}), by=olive)
    assert whys(job) == {3: ["SKU: “LOAF” is in row 2 already."]}


def test_goods_of_two_cafes_need_the_cafe_and_may_not_contradict_themselves(olive, loaf, other_cafe):
    StockRecord.objects.create(
        product=loaf, partner=other_cafe.partner, partner_sku="LOAF", price=4, price_currency="EUR"
    )
    assert "several cafés" in whys(checked(sheet({"SKU": "LOAF", "Price": "3.50"}), by=olive))[2][0]
    here = {"SKU": "LOAF", "Café": "Early Loaf", "Title": "Sour", "Price": "3.50"}
    there = {"SKU": "LOAF", "Café": "Liffey Larder", "Title": "Sour", "Price": "4.50"}
    job = written(checked(sheet(here, there), by=olive), mode="all")
    assert (job.written, whys(job)) == (2, {})
    loaf.refresh_from_db()
    assert loaf.title == "Sour"
    job = checked(sheet(here | {"Title": "One"}, there | {"Title": "Two"}), by=olive)
    assert whys(job) == {3: ["Title: row 2 says otherwise of the same goods."]}


def test_people_of_a_cafe_change_their_own_goods_and_see_no_others(person, loaf, cafe, other_cafe):
    cleo = person("Café staff", cafe)
    ProductFactory(cafe=other_cafe, upc="JAM")
    rows = (
        {"SKU": "LOAF", "Price": "3.50", "Café": ""},
        {"SKU": "JAM", "Price": "1.00", "Café": ""},
        {"SKU": "LOAF", "Price": "2", "Café": "Liffey Larder"},
    )
    job = checked(sheet(*rows), by=cleo)
    assert [row.kind for row in job.rows.order_by("number")] == ["changed", "refused", "refused"]
    assert whys(job)[3] == ["SKU: “JAM” is taken. Choose another one for your goods."]
    assert "is not yours" in whys(job)[4][0]


def test_what_another_cafe_sells_too_keeps_its_title(person, loaf, cafe, other_cafe):
    StockRecord.objects.create(
        product=loaf, partner=other_cafe.partner, partner_sku="LOAF", price=4, price_currency="EUR"
    )
    job = checked(sheet({"SKU": "LOAF", "Title": "Mine", "Price": "3.50"}), by=person("Café staff", cafe))
    assert "another café sells this too" in whys(job)[2][0]
    assert kinds(checked(sheet({"SKU": "LOAF", "Price": "3.50"}), by=person("Café staff", cafe))) == {"LOAF": "changed"}


def test_who_has_lost_the_right_meanwhile_writes_nothing(olive, loaf):
    job = checked(sheet({"SKU": "LOAF", "Price": "3.50"}), by=olive)
    olive.groups.clear()
    written(job)
    assert (job.written, job.left_out) == (0, 1)


def test_prices_of_lists_are_added_changed_and_left(person, loaf):
    sam = person("Sales")
    listed = PriceList.objects.create(name="Restaurants")
    ListPrice.objects.create(price_list=listed, stockrecord=record_of(loaf), from_quantity=1, price="3.00")
    rows = (
        {"Price list": "Restaurants", "SKU": "LOAF", "From quantity": "1", "Price": "2.90", "From day": ""},
        {"Price list": "Restaurants", "SKU": "LOAF", "From quantity": "10", "Price": "2.70", "From day": "2026-01-01"},
        {"Price list": "Nobody's", "SKU": "LOAF", "From quantity": "1", "Price": "2.70", "From day": ""},
        {"Price list": "Restaurants", "SKU": "LOAF", "From quantity": "20", "Price": "-1", "From day": ""},
    )
    job = written(checked(sheet(*rows), by=sam))
    assert list(job.rows.order_by("number").values_list("kind", flat=True)) == ["changed", "new", "refused", "refused"]
    assert [(price.from_quantity, str(price.price)) for price in listed.prices.all()] == [(1, "2.90"), (10, "2.70")]
    assert job.table == Import.Table.PRICES


def test_stock_of_goods_on_the_shelf_of_another_currency_is_refused(olive, cafe, bread):
    CafeFactory(name="Liffey Larder", currency="EUR")
    job = checked(sheet(NEW | {"Café": "Liffey Larder", "Currency": "GBP"}), by=olive)
    assert "which is EUR" in whys(job)[2][0]


def test_the_history_of_the_goods_says_who_wrote_what_from_what_to_what(olive, loaf, cafe, bread):
    written(checked(sheet({"SKU": "LOAF", "Price": "3.50", "In stock": "8", "Pack": "1 kg"}), by=olive))
    said = GoodsChange.objects.filter(product=loaf, by=olive).values_list("what", "old", "new", "partner")
    ours = cafe.partner.pk
    assert set(said) == {
        ("Price", "3.20", "3.50", ours),
        ("Number in stock", "10", "8", ours),
        ("Pack", "", "1 kg", None),
    }
    written(checked(sheet(NEW), by=olive))
    made = GoodsChange.objects.filter(product__upc="NEW-1", by=olive)
    assert made.get(what="Made by an import").new == "Walnut loaf"


def test_the_history_of_a_price_list_says_it_too(person, loaf):
    ann, listed = person("Administrator"), PriceList.objects.create(name="Restaurants")
    row = {"Price list": "Restaurants", "SKU": record_of(loaf).partner_sku}
    written(checked(sheet(row | {"Price": "2.95"}), by=ann))
    written(checked(sheet(row | {"Price": "2.80", "Until day": "2027-01-31"}), by=ann))
    said = PriceChange.objects.filter(price_list=listed, by=ann).order_by("pk").values_list("old", "new")
    assert list(said) == [("", "2.95"), ("2.95", "2.80, until 31 January 2027")]


def test_what_is_archived_is_not_shown_by_an_import(olive, loaf):
    archive(product=loaf, by=olive, now=timezone.now())
    job = checked(sheet({"SKU": "LOAF", "Visible": "yes"}), by=olive)
    assert whys(job) == {2: ["Visible: these goods are archived. Bring them back first."]}

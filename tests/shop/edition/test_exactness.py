"""A change of anything that visitors' pages show is on the next answer, whoever writes it and however."""

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test.signals import template_rendered
from oscar.core.loading import get_model

from shop.edition import watching
from shop.edition.actions import KEPT, tidy
from shop.edition.middleware import LONGEST
from shop.edition.models import Change
from shop.edition.queries import edition
from shop.stock.actions import consume, release, reserve
from tests.factories import BasketFactory, ProductFactory, UserFactory
from tests.shop.edition.visitors import as_if_committed, look, statements, text

pytestmark = pytest.mark.usefixtures("store")
StockRecord, Category = get_model("partner", "StockRecord"), get_model("catalogue", "Category")


def new_price(loaf):
    record = loaf.stockrecords.get()
    record.price = "4.75"
    record.save()


def new_price_in_bulk(loaf):
    StockRecord.objects.filter(product=loaf).update(price="4.75")


def another_price_by_hand(loaf):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE partner_stockrecord SET price = '4.75' WHERE product_id = %s", [loaf.pk])


@pytest.mark.parametrize("change", [new_price, new_price_in_bulk, another_price_by_hand])
def test_a_new_price_is_on_the_next_answer(loaf, change):
    assert "£3.20" in text()
    change(loaf)
    page = text()
    assert "£4.75" in page
    assert "£3.20" not in page


def test_what_was_rolled_back_changes_nothing(loaf):
    as_if_committed()
    before = edition()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        new_price(loaf)
        raise ZeroDivisionError
    assert edition() == before


def test_what_follows_a_savepoint_that_was_rolled_back_still_counts(loaf):
    as_if_committed()
    before = edition()
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            new_price(loaf)
            raise ZeroDivisionError
        new_price(loaf)
    assert edition() != before


def test_however_much_a_transaction_changes_it_leaves_one_row(loaf):
    as_if_committed()
    before = Change.objects.count()
    with transaction.atomic():
        for _ in range(5):
            new_price(loaf)
    assert Change.objects.count() == before + 1


def test_a_page_that_was_being_made_while_something_changed_is_not_kept(loaf):
    """The edition is asked for before the page is made; asked for afterwards, the old price would stay."""
    seen = []

    def once_the_price_is_on_the_page(sender, template, **kwargs):
        if template.name == "layout/footer.html" and not seen:
            seen.append(template)
            as_if_committed()
            new_price_in_bulk(loaf)

    template_rendered.connect(once_the_price_is_on_the_page)
    try:
        assert "£3.20" in text()
    finally:
        template_rendered.disconnect(once_the_price_is_on_the_page)
    assert seen
    assert "£4.75" in text()


def test_orders_that_leave_plenty_leave_the_pages_too_and_the_last_ones_do_not(loaf):
    as_if_committed()
    record, before = loaf.stockrecords.get(), edition()
    reserve(record=record, quantity=20)
    consume(record=record, quantity=20)
    assert edition() == before
    reserve(record=record, quantity=12)
    assert "8 left" in text()
    release(record=record, quantity=1)
    assert "9 left" in text()


def test_a_moved_shelf_and_one_unpublished_in_bulk_are_on_the_next_answer(loaf):
    cobs, sale = Category.add_root(name="Barley cobs"), Category.add_root(name="On sale")
    assert "Barley cobs" in text()
    cobs.move(sale, "last-child")
    assert "Barley cobs" not in text()
    Category.objects.filter(pk=sale.pk).update(is_public=False)
    assert "On sale" not in text()


def test_baskets_and_people_change_no_page(loaf):
    as_if_committed()
    before = edition()
    BasketFactory(owner=UserFactory(), lines=[(loaf, 2)])
    assert edition() == before


def test_old_rows_go_once_no_page_of_their_edition_can_be_stored_any_more(loaf):
    assert KEPT > LONGEST
    last = Change.objects.latest("made_at").made_at
    tidy(now=last + KEPT)
    assert Change.objects.filter(made_at=last).exists()
    tidy(now=last + KEPT + timedelta(seconds=1))
    assert not Change.objects.exists()


# Read, but not shown: who asks, which table a row is of, and what the store itself asks.
NOT_SHOWN = {"django_content_type", "edition_change"}


@pytest.mark.parametrize("path", ["/shop/", "/shop/bread/", "PRODUCT"])
def test_every_table_that_a_visitors_page_reads_is_watched(loaf, path):
    shelf = Category.add_root(name="Bread")
    loaf.categories.add(shelf)
    ProductFactory().categories.add(shelf)
    path = path.replace("PRODUCT", loaf.get_absolute_url())
    assert look(path).status_code == 200
    for store in ("pages", "parts"):
        caches[store].clear()
    assert_watched(statements(path))


def assert_watched(asked):
    assert asked
    read = {table for sql in asked for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', sql)}
    assert read - NOT_SHOWN <= watching.shown_tables()

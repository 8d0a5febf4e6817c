"""The number in stock, as staff change it: never below what orders were promised, and never over a fresh promise."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from oscar.core.loading import get_model

from shop.stock.domain import BelowPromised
from tests.factories import OrderFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db

StockRecord = get_model("partner", "StockRecord")
PROMISED = "5 of Rye loaf are promised to orders, so the number in stock can't be 2. Cancel or change an order first."


@pytest.fixture
def loaf():
    return ProductFactory(title="Rye loaf", num_in_stock=10)


@pytest.fixture
def desk(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def test_the_database_itself_keeps_promises_within_the_stock(loaf):
    for impossible in ({"num_allocated": 11}, {"num_allocated": -1}, {"num_allocated": 1, "num_in_stock": None}):
        with pytest.raises(IntegrityError, match="stock_never_oversold"), transaction.atomic():
            loaf.stockrecords.update(**impossible)


def test_saving_a_record_never_undoes_a_promise_made_meanwhile(loaf):
    """Stock Oscar writes back the number that was promised when the page was loaded."""
    loaded_before = loaf.stockrecords.get()
    OrderFactory(lines=[(loaf, 3)])
    loaded_before.price = 4
    loaded_before.save()
    assert loaf.stockrecords.get().num_allocated == 3


def test_a_count_below_what_is_promised_is_refused(loaf):
    OrderFactory(lines=[(loaf, 5)])
    record = loaf.stockrecords.get()
    record.num_in_stock = 2
    with pytest.raises(ValidationError, match="5 of Rye loaf are promised"):
        record.full_clean()


def test_an_order_between_the_check_and_the_save_is_kept(loaf):
    record = loaf.stockrecords.get()
    record.num_in_stock = 2
    record.full_clean()
    OrderFactory(lines=[(loaf, 5)])
    with pytest.raises(BelowPromised) as refused:
        record.save()
    assert str(refused.value) == PROMISED
    assert loaf.stockrecords.get().num_in_stock == 10


def fields_of(page):
    """What a browser would send from the product's page, unchanged."""
    formsets = [page.context[f"{part}_formset"] for part in ("image", "stockrecord")]
    forms = [page.context["form"]]
    for formset in formsets:
        forms += [formset.management_form, *formset.forms]
    fields = [field for form in forms for field in form]
    filled = {field.html_name: field.value() for field in fields}
    filled |= {field.html_initial_name: field.value() for field in fields if field.field.show_hidden_initial}
    return {name: value for name, value in filled.items() if value is not None and value is not False}


def test_staff_who_write_less_than_is_promised_read_why_on_the_products_page(desk, loaf):
    OrderFactory(lines=[(loaf, 5)])
    page = reverse("dashboard:catalogue-product", args=[loaf.pk])
    fields = fields_of(desk.get(page)) | {"stockrecords-0-num_in_stock": 2}
    answer = desk.post(page, fields)
    assert answer.status_code == 200
    assert PROMISED in answer.content.decode().replace("&#x27;", "'")
    assert loaf.stockrecords.get().num_in_stock == 10


def test_djangos_admin_refuses_it_too_and_shows_promises_without_changing_them(desk, loaf):
    OrderFactory(lines=[(loaf, 5)])
    record = loaf.stockrecords.get()
    page = reverse("admin:partner_stockrecord_change", args=[record.pk])
    fields = {
        "product": loaf.pk,
        "partner": record.partner_id,
        "partner_sku": record.partner_sku,
        "price_currency": "GBP",
        "price": "3.50",
        "num_in_stock": 2,
        "num_allocated": 0,
    }
    answer = desk.post(page, fields)
    assert PROMISED in answer.content.decode().replace("&#x27;", "'")
    assert desk.post(page, fields | {"num_in_stock": 7}).status_code == 302
    record.refresh_from_db()
    assert (record.num_in_stock, record.num_allocated) == (7, 5)

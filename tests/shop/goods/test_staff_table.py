"""Prices, stock and visibility of many goods in one table: saved together, and nobody's change undone unseen."""

from decimal import Decimal as D

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from shop.accounts import roles
from shop.accounts.actions import give_role
from shop.goods.models import GoodsChange
from tests.factories import CafeFactory, OrderFactory, ProductFactory, UserFactory
from tests.oscar_forks.shelf import fill

pytestmark = pytest.mark.django_db
TABLE = "/dashboard/catalogue/table/"


@pytest.fixture
def cafe():
    return CafeFactory(name="Early Loaf")


@pytest.fixture
def olive(client):
    user = UserFactory(first_name="Olive")
    give_role(user=user, role=roles.OPERATIONS)
    client.force_login(user)
    return user


@pytest.fixture
def cleo(client, cafe):
    user = UserFactory(first_name="Cleo")
    give_role(user=user, role=roles.CAFE_STAFF, cafe=cafe.partner)
    client.force_login(user)
    return user


def drawn(client, **asked):
    """What a browser would send back from the table if nothing were typed."""
    fields = {"row": []}
    for row in client.get(TABLE, asked).context["rows"]:
        fields["row"].append(row.product.pk)
        for box in filter(None, (row.price, row.count, row.public)):
            fields |= {f"was-{box.name}": box.shown} | ({box.name: box.typed} if box.typed != "no" else {})
    return fields


def record_of(product):
    return product.stockrecords.get()


def price_of(product):
    return f"price-{record_of(product).pk}"


def count_of(product):
    return f"num_in_stock-{record_of(product).pk}"


def test_price_stock_and_visibility_are_saved_together_and_nothing_else_is_written(client, olive, cafe):
    rye, bun = (ProductFactory(cafe=cafe, allergens=()) for _ in range(2))
    untouched = record_of(bun).date_updated
    fields = drawn(client) | {price_of(rye): "4.10", count_of(rye): "33"}
    fields.pop(f"is_public-{rye.pk}")
    assert client.post(TABLE, fields).status_code == 302
    rye.refresh_from_db()
    record = record_of(rye)
    assert (record.price, record.num_in_stock, rye.is_public) == (D("4.10"), 33, False)
    assert record_of(bun).date_updated == untouched


def test_each_change_says_who_made_it_from_what_to_what(client, olive, cafe):
    rye = ProductFactory(cafe=cafe, price=D("3.50"), num_in_stock=10)
    client.post(TABLE, drawn(client) | {price_of(rye): "£4", count_of(rye): "1,200"})
    said = GoodsChange.objects.filter(product=rye, by=olive, partner=cafe.partner).values_list("what", "old", "new")
    assert set(said) == {("Price", "3.50", "4.00"), ("Number in stock", "10", "1200")}
    assert "4.00" in client.get(reverse("dashboard:catalogue-product", args=[rye.pk])).content.decode()


def test_a_fault_stands_at_its_cell_nothing_is_saved_and_all_that_was_typed_stays(client, olive, cafe):
    rye, bun = (ProductFactory(cafe=cafe, price=D("3.50")) for _ in range(2))
    answer = client.post(TABLE, drawn(client) | {price_of(rye): "cheap", price_of(bun): "4.20", count_of(bun): "-1"})
    assert answer.status_code == 200
    boxes = {box.name: box for row in answer.context["rows"] for box in (row.price, row.count)}
    assert boxes[price_of(rye)].error == "Give a price in pounds and pence, like 3.20."
    assert boxes[count_of(bun)].error == "Give a whole number, like 24."
    assert (boxes[price_of(rye)].typed, boxes[price_of(bun)].typed) == ("cheap", "4.20")
    assert boxes[price_of(bun)].error == ""
    assert record_of(bun).price == D("3.50")


def test_what_somebody_else_changed_meanwhile_is_shown_and_asked_for_once_more(client, olive, cafe):
    rye, bun = (ProductFactory(cafe=cafe, num_in_stock=10) for _ in range(2))
    page = drawn(client)
    rye.stockrecords.update(num_in_stock=7)
    answer = client.post(TABLE, page | {count_of(rye): "25", count_of(bun): "11"})
    assert "Somebody changed this meanwhile: it is 7 now." in answer.content.decode()
    assert (record_of(rye).num_in_stock, record_of(bun).num_in_stock) == (7, 10)
    again = page | {count_of(rye): "25", count_of(bun): "11"}
    again |= {f"was-{box.name}": box.shown for row in answer.context["rows"] for box in (row.count,)}
    client.post(TABLE, again)
    assert (record_of(rye).num_in_stock, record_of(bun).num_in_stock) == (25, 11)


def test_an_old_page_writes_only_the_cells_that_were_typed_into(client, olive, cafe):
    rye = ProductFactory(cafe=cafe, num_in_stock=10, price=D("3.50"))
    page = drawn(client)
    rye.stockrecords.update(num_in_stock=7)
    client.post(TABLE, page | {price_of(rye): "3.80"})
    assert (record_of(rye).num_in_stock, record_of(rye).price) == (7, D("3.80"))


def test_the_number_in_stock_never_falls_below_what_is_promised(client, olive, cafe):
    rye = ProductFactory(cafe=cafe, title="Rye loaf", num_in_stock=10)
    OrderFactory(lines=[(rye, 5)])
    answer = client.post(TABLE, drawn(client) | {count_of(rye): "2", price_of(rye): "9.00"})
    assert "5 of Rye loaf are promised to orders" in answer.content.decode()
    assert (record_of(rye).num_in_stock, record_of(rye).price) == (10, D("3.50"))


def test_nothing_is_shown_whose_allergens_nobody_has_said(client, olive, cafe):
    unsaid = ProductFactory(cafe=cafe, is_public=False)
    said = ProductFactory(cafe=cafe, is_public=False, allergens=["milk"])
    answer = client.post(TABLE, drawn(client) | {f"is_public-{unsaid.pk}": "yes"})
    assert "Say first which of the 14 allergens it contains" in answer.content.decode()
    assert client.post(TABLE, drawn(client) | {f"is_public-{said.pk}": "yes"}).status_code == 302
    said.refresh_from_db()
    assert said.is_public


def test_what_is_not_counted_has_no_number_to_type(client, olive, cafe):
    ProductFactory(cafe=cafe, supply="unlimited", num_in_stock=None)
    (row,) = client.get(TABLE).context["rows"]
    assert row.price
    assert row.count is None


def test_people_of_a_cafe_see_and_change_its_rows_only(client, cleo, cafe):
    ours, theirs = ProductFactory(cafe=cafe), ProductFactory(title="Zanzibar loaf")
    page = drawn(client)
    assert page["row"] == [ours.pk]
    sent = page | {f"was-{price_of(theirs)}": "3.50", price_of(theirs): "0.01"}
    sent |= {f"was-is_public-{theirs.pk}": "yes", "row": [ours.pk, theirs.pk]}
    answer = client.post(TABLE, sent)
    assert "Zanzibar" not in answer.content.decode()
    theirs.refresh_from_db()
    assert (record_of(theirs).price, theirs.is_public) == (D("3.50"), True)


def test_one_of_two_cafes_that_sell_it_sets_its_own_price_but_does_not_hide_it(client, cleo, cafe):
    shared = ProductFactory(cafe=cafe)
    shared.stockrecords.create(
        partner=CafeFactory().partner, partner_sku="Z", price=D("7.77"), price_currency="GBP", num_in_stock=3
    )
    ours = shared.stockrecords.get(partner=cafe.partner)
    (row,) = client.get(TABLE).context["rows"]
    assert not row.public.is_open
    client.post(TABLE, drawn(client) | {f"price-{ours.pk}": "4.00"})
    page = {"row": [shared.pk], f"was-is_public-{shared.pk}": "yes"}
    client.post(TABLE, page)
    shared.refresh_from_db()
    assert (shared.stockrecords.get(pk=ours.pk).price, shared.is_public) == (D("4.00"), True)


def test_sales_may_not_open_the_table(client):
    sam = UserFactory()
    give_role(user=sam, role=roles.SALES)
    client.force_login(sam)
    assert client.get(TABLE).status_code == 403
    assert client.post(TABLE).status_code == 403


def test_the_table_takes_as_many_statements_for_fifty_rows_as_for_three(client, olive, django_assert_max_num_queries):
    fill(60)
    client.get(TABLE)
    with django_assert_max_num_queries(20):
        page = client.get(TABLE)
    assert len(page.context["rows"]) == 50


def test_what_was_recorded_is_changed_and_deleted_by_nobody(client, olive, cafe):
    rye = ProductFactory(cafe=cafe)
    client.post(TABLE, drawn(client) | {price_of(rye): "4.00"})
    changes = GoodsChange.objects.all()
    for undo in (lambda: changes.update(new="9.99"), lambda: changes._raw_delete("default")):
        with pytest.raises(IntegrityError), transaction.atomic():
            undo()
    rye.delete()
    assert GoodsChange.objects.get().of.startswith(rye.title)


def test_a_number_too_large_to_be_counted_is_refused_whatever_stands_before_it(client, olive, cafe):
    rye = ProductFactory(cafe=cafe, num_in_stock=10)
    answer = client.post(TABLE, drawn(client) | {count_of(rye): "000000000000999999999999"})
    assert "Give a whole number, like 24." in answer.content.decode()
    assert record_of(rye).num_in_stock == 10

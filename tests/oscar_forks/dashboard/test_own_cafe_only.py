"""Staff of one café see its things only, in lists, exports and counts. Page by page: tests/crawler/test_own_cafe.py."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from oscar.core.loading import get_model

from shop.accounts import roles
from shop.accounts.actions import give_role
from tests.factories import CafeFactory, OrderFactory, ProductFactory, UserFactory
from tests.testbed.another_cafe import THEIR_PRICE, THEIRS, another_cafe, marks_in


@pytest.fixture
def theirs(db):
    return another_cafe()


@pytest.fixture
def ours(client, db):
    """Cleo's café with one product and one order of two lines; she sits at the screen."""
    cafe, cleo = CafeFactory(name="Early Loaf"), UserFactory(email="cleo@example.com")
    give_role(user=cleo, role=roles.CAFE_STAFF, cafe=cafe.partner)
    loaf, roll = ProductFactory(cafe=cafe, title="Our loaf"), ProductFactory(cafe=cafe, title="Our roll")
    order = OrderFactory(lines=[(loaf, 1), (roll, 2)])
    client.force_login(cleo)
    return cafe, loaf, order


def test_searching_for_another_cafes_things_finds_nothing(client, ours, theirs):
    _, loaf, order = theirs
    for name, query in {
        "order-list": {"order_number": order.number, "response_format": "csv"},
        "order-stats": {"date_from": "01/01/2000"},
    }.items():
        assert not marks_in(client.get(reverse(f"dashboard:{name}"), query))
    for name in ("catalogue-product-list", "catalogue-table"):
        listed = client.get(reverse(f"dashboard:{name}"), {"q": loaf.upc})
        assert listed.context["rows"] == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_cafes_objects_do_not_exist(client, ours, theirs, method):
    _, loaf, order = theirs
    line, note = order.lines.get(), order.notes.get()
    for name, args in {
        "order-detail": [order.number],
        "order-detail-note": [order.number, note.pk],
        "order-shipping-address": [order.number],
        "catalogue-product": [loaf.pk],
        "catalogue-product-delete": [loaf.pk],
        "catalogue-product-archive": [loaf.pk],
        "catalogue-product-duplicate": [loaf.pk],
        "catalogue-product-create-child": [loaf.pk],
        "cafe-profile": [THEIRS.lower()],
        "cafe-week": [THEIRS.lower()],
        "cafe-special-days": [THEIRS.lower()],
    }.items():
        assert getattr(client, method)(reverse(f"dashboard:{name}", args=args)).status_code == 404, name
    assert client.get(reverse("dashboard:order-line-detail", args=[order.number, line.pk])).status_code == 404
    assert get_model("catalogue", "Product").objects.filter(pk=loaf.pk).exists()


def test_their_figures_count_their_orders_once_and_nobody_elses(client, ours, theirs):
    figures = client.get(reverse("dashboard:index")).context
    assert (figures["total_orders"], figures["total_lines"], figures["total_products"]) == (1, 2, 2)
    assert (figures["total_customers"], figures["total_open_stock_alerts"]) == (1, 0)
    assert figures["total_revenue"] == ours[2].total_incl_tax
    assert [state["freq"] for state in figures["order_status_breakdown"]] == [1]
    numbers = client.get(reverse("dashboard:order-stats")).context
    assert (numbers["total_orders"], numbers["total_lines"], numbers["total_revenue"]) == (1, 2, ours[2].total_incl_tax)
    assert [state["freq"] for state in numbers["order_status_breakdown"]] == [1]


@pytest.fixture
def shared(ours, theirs):
    """Our loaf, which the other café sells too, at its own price."""
    product = ours[1]
    product.stockrecords.create(
        partner=theirs[0].partner, partner_sku=f"{THEIRS}-S", price_currency="GBP", price=THEIR_PRICE, num_in_stock=9
    )
    return product


def test_of_a_product_that_two_cafes_sell_each_sees_its_own_stock_and_price(client, shared):
    page = client.get(reverse("dashboard:catalogue-product", args=[shared.pk]))
    assert page.status_code == 200
    assert not marks_in(page)
    listed = client.get(reverse("dashboard:catalogue-product-list")).context["rows"]
    assert [len(row.records) for row in listed if row.product == shared] == [1]


def test_a_product_that_two_cafes_sell_is_not_deleted_by_one_of_them(client, shared):
    response = client.post(reverse("dashboard:catalogue-product-delete", args=[shared.pk]))
    assert "sold by another café too" in str(next(iter(get_messages(response.wsgi_request))))
    assert shared.stockrecords.count() == 2


def test_ticked_rows_of_another_cafe_stay_as_they_are(client, ours, theirs):
    _, loaf, order = theirs
    ticked = {"row": [loaf.pk, "nobody's", "9" * 30], f"was-is_public-{loaf.pk}": "yes"}
    assert not marks_in(client.post(reverse("dashboard:catalogue-table"), ticked))
    answer = client.post(
        reverse("dashboard:order-list"),
        {"action": "download_selected_orders", "selected_order": [order.pk, ours[2].pk, "nobody's"]},
    )
    assert ours[2].number in answer.content.decode()
    assert order.number not in answer.content.decode()
    loaf.refresh_from_db()
    assert loaf.is_public


@pytest.fixture
def family(ours, theirs):
    """Beans of which each of the two cafés sells a grind."""
    parent = ProductFactory(cafe=ours[0], title="Beans", structure="parent")
    parent.stockrecords.all().delete()
    of = {"structure": "child", "parent": parent, "product_class": None}
    mine = ProductFactory(cafe=ours[0], title="Filter", upc="B-F", **of)
    ProductFactory(cafe=theirs[0], title="Espresso", upc="B-E", **of)
    return parent, mine


def test_nobody_of_one_cafe_adds_a_variant_to_what_another_sells_too(client, ours, family):
    parent, mine = family
    add = reverse("dashboard:catalogue-product-create-child", args=[parent.pk])
    assert add not in client.get(reverse("dashboard:catalogue-product", args=[parent.pk])).content.decode()
    for answer in (client.get(add), client.post(add, {"title": "Turkish", "upc": "B-T"})):
        assert (answer.status_code, "Operations" in answer.content.decode()) == (409, True)
    copy = reverse("dashboard:catalogue-product-duplicate", args=[mine.pk])
    client.post(copy, {"title": "Filter, large", "sku": "B-FL"})
    assert parent.children.count() == 2


def test_what_two_cafes_sell_keeps_its_vat_and_deposit_whatever_one_of_them_sends(client, ours, family):
    parent, _ = family
    before = (parent.tax_class_id, parent.deposit_id, parent.title)
    client.post(
        reverse("dashboard:catalogue-product", args=[parent.pk]),
        {"tax_class": "standard", "deposit": "1", "title": "Mine"},
    )
    parent.refresh_from_db()
    assert (parent.tax_class_id, parent.deposit_id, parent.title) == before

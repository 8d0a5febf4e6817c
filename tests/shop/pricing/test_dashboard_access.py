"""Sales and administrators write price lists; operations look; people of a café ask about their own goods only."""

import pytest

from shop.pricing.models import ListPrice, PriceList, TaxRate
from tests.factories import CafeFactory, MemberFactory, ProductFactory, TradeAccountFactory
from tests.shop.pricing.screens import at, new, rows, text_of

pytestmark = pytest.mark.django_db
LOOKING = ["price-list", "price-list-accounts", "price-list-history"]
WRITING = ["price-list-edit", "price-list-copy", "price-list-delete", "price-list-prices"]


@pytest.mark.parametrize("role", ["Sales", "Administrator"])
def test_sales_and_administrators_open_all_pages_of_a_list(works, restaurants, role):
    client = works(role)
    for page in LOOKING + WRITING:
        assert client.get(at(page, pk=restaurants)).status_code == 200, page
    for page in ("price-lists", "price-list-new", "price-history", "price-why", "vat"):
        assert client.get(at(page)).status_code == 200, page


def test_operations_look_and_change_nothing(works, restaurants, loaf):
    client = works("Operations")
    for page in LOOKING:
        assert client.get(at(page, pk=restaurants)).status_code == 200, page
    for page in ("price-lists", "price-history", "price-why", "vat"):
        assert client.get(at(page)).status_code == 200, page
    for page in WRITING:
        assert client.post(at(page, pk=restaurants), rows(new("EL-SOUR", "2"))).status_code == 403, page
    assert client.post(at("price-list-new"), {"name": "New", "percent_off": "0"}).status_code == 403
    assert "Add and change prices" not in text_of(client.get(at("price-list", pk=restaurants)))
    assert not ListPrice.objects.exists()
    assert PriceList.objects.count() == 1


@pytest.mark.parametrize("role", ["Sales", "Operations"])
def test_only_administrators_write_rates_of_vat(works, role, tomorrow):
    client = works(role)
    to_come = TaxRate.objects.create(tax_class_id="hot", country="GB", percent=5, first_day=tomorrow)
    for address in (at("vat-rate-new"), at("vat-class-new"), at("vat-rate-withdraw", pk=to_come)):
        assert client.post(address, {}).status_code == 403, address
    assert "New rate" not in text_of(client.get(at("vat")))


def test_people_of_a_cafe_see_no_list_and_ask_only_about_their_own_goods_and_accounts(
    works, cafe, loaf, deli, restaurants
):
    client = works("Café staff", cafe)
    theirs = ProductFactory(upc="LL-BUN", cafe=CafeFactory(name="Liffey Larder"))
    stranger = TradeAccountFactory(name="Far Hotel")
    for page in LOOKING + WRITING:
        assert client.get(at(page, pk=restaurants)).status_code == 403, page
    for page in ("price-lists", "price-history", "vat", "price-list-new"):
        assert client.get(at(page)).status_code == 403, page
    own = client.get(at("price-why"), {"product": "EL-SOUR", "account": deli.number})
    assert "Corner Deli pays" in text_of(own)
    assert "No goods that you may see" in text_of(client.get(at("price-why"), {"product": theirs.upc}))
    asked = client.get(at("price-why"), {"product": "EL-SOUR", "account": stranger.number})
    assert "No account that you may see" in text_of(asked)
    assert "LL-BUN" not in text_of(client.get(at("price-goods"), {"q": "LL-"}))
    assert "Far Hotel" not in text_of(client.get(at("price-buyers"), {"q": "Far"}))
    assert "EL-SOUR" in text_of(client.get(at("price-goods"), {"q": "EL-"}))


@pytest.mark.parametrize("role", ["Marketing", None])
def test_nobody_else_comes_in(works, client, deli, restaurants, role):
    someone = works(role) if role else client
    if not role:
        client.force_login(MemberFactory(account=deli).user)
    for page in LOOKING + WRITING:
        assert someone.get(at(page, pk=restaurants)).status_code == 403, page
    for page in ("price-lists", "price-why", "price-goods", "price-buyers", "vat"):
        assert someone.get(at(page)).status_code == 403, page


def test_nothing_changes_by_get(works, restaurants, tomorrow):
    client = works("Administrator")
    to_come = TaxRate.objects.create(tax_class_id="hot", country="GB", percent=5, first_day=tomorrow)
    assert client.get(at("vat-rate-withdraw", pk=to_come)).status_code == 405
    assert client.get(at("price-list-delete", pk=restaurants)).status_code == 200
    assert PriceList.objects.filter(pk=restaurants.pk).exists()
    assert TaxRate.objects.filter(pk=to_come.pk).exists()

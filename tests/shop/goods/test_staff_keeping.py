"""Duplicates, the archive and the order of variants."""

import csv
from decimal import Decimal as D

import pytest
from django.urls import reverse
from oscar.core.loading import get_model

from shop.accounts import roles
from shop.accounts.actions import give_role
from shop.goods import pictures
from shop.goods.models import Deposit
from shop.goods.queries import visible
from tests.factories import BasketFactory, CafeFactory, OrderFactory, ProductFactory, UserFactory
from tests.oscar_forks.shelf import fill, png

pytestmark = pytest.mark.django_db
Product = get_model("catalogue", "Product")
LIST = "/dashboard/catalogue/"


@pytest.fixture
def cafe():
    return CafeFactory(name="Early Loaf")


@pytest.fixture
def desk(client):
    user = UserFactory()
    give_role(user=user, role=roles.OPERATIONS)
    client.force_login(user)
    return client


@pytest.fixture
def cleo(client, cafe):
    user = UserFactory()
    give_role(user=user, role=roles.CAFE_STAFF, cafe=cafe.partner)
    client.force_login(user)
    return client


def address(name, product):
    return reverse(f"dashboard:catalogue-product-{name}", args=[product.pk])


def variants(cafe, *titles):
    parent = Product.objects.create(
        title="Decaf", upc="DEC", structure="parent", product_class=ProductFactory(cafe=cafe).product_class
    )
    return parent, [
        ProductFactory(cafe=cafe, title=title, upc=f"DEC-{title}", structure="child", parent=parent, product_class=None)
        for title in titles
    ]


def test_a_duplicate_has_the_facts_categories_pictures_and_price_but_no_stock_and_is_hidden(desk, cafe):
    crate = Deposit.objects.create(name="Crate", price=3)
    rye = ProductFactory(
        cafe=cafe, title="Rye", upc="RYE", price=D("4.20"), minimum=6, step=6, allergens=["gluten"], deposit=crate
    )
    rye.categories.add(get_model("catalogue", "Category").add_root(name="Bread"))
    rye.images.create(original=pictures.keep(file=png(), title="Rye"), caption="Sliced")
    assert desk.get(address("duplicate", rye)).context["form"].initial["sku"] == "RYE-COPY"
    desk.post(address("duplicate", rye), {"title": "Rye, large", "sku": "RYE-L"})
    copy = Product.objects.get(upc="RYE-L")
    assert (copy.title, copy.minimum, copy.step, copy.allergens, copy.deposit) == (
        "Rye, large",
        6,
        6,
        ("gluten",),
        crate,
    )
    assert (copy.is_public, list(copy.categories.all())) == (False, list(rye.categories.all()))
    assert [each.original for each in copy.images.all()] == [each.original for each in rye.images.all()]
    record = copy.stockrecords.get()
    assert (record.price, record.num_in_stock, record.num_allocated) == (D("4.20"), 0, None)


def test_a_duplicate_of_a_product_brings_its_variants_in_their_order(desk, cafe):
    parent, _ = variants(cafe, "beans", "filter")
    desk.post(address("duplicate", parent), {"title": "Decaf, 250 g", "sku": ""})
    copy = Product.objects.get(title="Decaf, 250 g")
    assert [each.upc for each in copy.children.order_by("pk")] == ["DEC-beans-COPY", "DEC-filter-COPY"]


def test_a_duplicate_of_variants_that_only_their_cafe_has_numbered_brings_them_too(desk, cafe):
    parent, children = variants(cafe, "beans", "filter")
    Product.objects.filter(pk__in=[each.pk for each in children]).update(upc=None)
    desk.post(address("duplicate", parent), {"title": "Decaf, 250 g", "sku": ""})
    copy = Product.objects.get(title="Decaf, 250 g")
    assert [each.upc for each in copy.children.order_by("pk")] == ["DEC-beans-COPY", "DEC-filter-COPY"]


def test_the_name_that_is_offered_for_a_duplicate_is_never_too_long(desk, cafe):
    rye = ProductFactory(cafe=cafe, title="R" * 255, upc="RYE")
    page = address("duplicate", rye)
    assert desk.post(page, desk.get(page).context["form"].initial).status_code == 302


def test_a_duplicate_with_a_sku_that_another_has_is_refused_at_the_sku(desk, cafe):
    rye, bun = ProductFactory(cafe=cafe, upc="RYE"), ProductFactory(cafe=cafe, upc="BUN")
    answer = desk.post(address("duplicate", rye), {"title": "Rye again", "sku": bun.upc.lower()})
    assert answer.context["form"].errors["sku"] == ["Another product has the SKU bun."]
    assert answer.context["form"]["title"].value() == "Rye again"


def test_goods_that_were_ordered_are_archived_instead_of_deleted(desk, cafe):
    rye = ProductFactory(cafe=cafe)
    OrderFactory(lines=[(rye, 1)])
    for method in (desk.get, desk.post):
        assert method(address("delete", rye)).headers["Location"] == address("archive", rye)
    assert desk.get(address("archive", rye)).status_code == 200
    desk.post(address("archive", rye))
    rye.refresh_from_db()
    assert rye.is_archived
    assert not visible().filter(pk=rye.pk).exists()


def test_goods_that_nobody_ordered_can_be_deleted(desk, cafe):
    rye = ProductFactory(cafe=cafe)
    assert "can't be undone" in desk.get(address("delete", rye)).content.decode().replace("&#x27;", "'")
    desk.post(address("delete", rye))
    assert not Product.objects.filter(pk=rye.pk).exists()


def test_archived_goods_are_found_by_their_filter_and_come_back_hidden(desk, cafe):
    rye = ProductFactory(cafe=cafe, title="Rye")
    desk.post(address("archive", rye))
    assert [row.product for row in desk.get(LIST).context["rows"]] == []
    assert [row.product for row in desk.get(LIST, {"archived": "on"}).context["rows"]] == [rye]
    assert desk.get(address("bring-back", rye)).status_code == 405
    desk.post(address("bring-back", rye))
    rye.refresh_from_db()
    assert (rye.archived_at, rye.is_public) == (None, False)
    assert [row.product for row in desk.get(LIST).context["rows"]] == [rye]


def test_what_is_in_a_basket_says_that_it_can_no_longer_be_bought(desk, cafe):
    rye = ProductFactory(cafe=cafe)
    basket = BasketFactory(lines=[(rye, 1)])
    desk.post(address("archive", rye))
    desk.force_login(basket.owner)
    page = desk.get(reverse("basket:summary")).content.decode().replace("&#x27;", "'")
    assert rye.title in page
    assert "This can't be bought at present." in page


def test_a_variant_is_archived_without_its_product(desk, cafe):
    parent, (beans, filtered) = variants(cafe, "beans", "filter")
    desk.post(address("archive", beans))
    beans.refresh_from_db()
    parent.refresh_from_db()
    assert (beans.is_archived, parent.is_archived, filtered.is_archived) == (True, False, False)


def test_people_of_one_cafe_archive_and_duplicate_their_own_goods_only(cleo, cafe):
    ours, theirs = ProductFactory(cafe=cafe), ProductFactory()
    for name in ("duplicate", "archive", "history"):
        assert cleo.get(address(name, theirs)).status_code == 404
        assert cleo.get(address(name, ours)).status_code == 200
    for name in ("bring-back", "move"):
        assert cleo.post(address(name, theirs)).status_code == 404


def test_goods_that_two_cafes_sell_are_not_archived_by_one(cleo, cafe):
    shared = ProductFactory(cafe=cafe)
    shared.stockrecords.create(
        partner=CafeFactory().partner, partner_sku="Z", price=D("7.77"), price_currency="GBP", num_in_stock=3
    )
    cleo.post(address("archive", shared))
    shared.refresh_from_db()
    assert not shared.is_archived


def test_variants_stand_in_the_order_that_staff_give_them(desk, cafe):
    parent, (beans, espresso, filtered) = variants(cafe, "beans", "espresso", "filter")
    desk.post(address("move", filtered), {"to": "up"})
    desk.post(address("move", beans), {"to": "up"})
    page = desk.get(reverse("dashboard:catalogue-product", args=[parent.pk]))
    assert page.context["variants"] == [beans, filtered, espresso]


def test_the_list_is_searched_by_the_sku_of_a_variant_and_narrowed_by_what_is_missing(desk, cafe):
    variants(cafe, "beans")
    low = ProductFactory(cafe=cafe, num_in_stock=0, allergens=())
    ProductFactory(supply="unlimited", num_in_stock=None, allergens=(), is_public=False, title="Crisps")

    def found(**asked):
        return {row.product.title for row in desk.get(LIST, asked).context["rows"]}

    assert found(q="dec-BEANS") == {"Decaf"}
    assert found(low="on") == {low.title}
    assert found(shown="no") == {"Crisps"}
    assert found(supply="unlimited") == {"Crisps"}
    assert "Decaf" in found(unsaid="on")
    assert low.title not in found(unsaid="on")
    assert found(q="nothing like it", cafe="nobody", sort="-nonsense") == set()


@pytest.mark.parametrize("sort", ["title", "-date_updated", "-date_created", "price", "stock"])
def test_the_list_stands_in_the_order_asked_for(desk, cafe, sort):
    dear = ProductFactory(cafe=cafe, title="A dear one", price=D(9), num_in_stock=9)
    cheap = ProductFactory(cafe=cafe, title="B cheap one", price=D(1), num_in_stock=1)
    rows = [row.product for row in desk.get(LIST, {"sort": sort}).context["rows"]]
    assert rows == ([dear, cheap] if sort == "title" else [cheap, dear])


def test_the_list_as_a_spreadsheet_names_each_cafes_price_of_each_variant_and_runs_no_formula(cleo, cafe):
    _, children = variants(cafe, "beans", "filter")
    ProductFactory(cafe=cafe, title="=1+1")
    ProductFactory(title="Zanzibar loaf")
    answer = cleo.get(LIST, {"export": "csv"})
    rows = list(csv.DictReader(answer.getvalue().decode("utf-8-sig").splitlines()))
    assert {row["SKU"] for row in rows if row["Variant of"]} == {child.upc for child in children}
    assert "'=1+1" in {row["Name"] for row in rows}
    assert not any("Zanzibar" in row["Name"] for row in rows)


def test_the_list_takes_as_many_statements_for_fifty_products_as_for_one(desk, django_assert_max_num_queries):
    fill(50)
    desk.get(LIST)
    with django_assert_max_num_queries(20):
        page = desk.get(LIST)
    assert len(page.context["rows"]) == 25


class TestDeposits:
    def test_operations_add_change_and_delete_them(self, desk):
        desk.post(reverse("dashboard:deposit-new"), {"name": "Crate", "price": "3.50"})
        crate = Deposit.objects.get()
        desk.post(reverse("dashboard:deposit-change", args=[crate.pk]), {"name": "Crate", "price": "4"})
        assert Deposit.objects.get().price == D("4.00")
        assert "Crate" in desk.get(reverse("dashboard:deposit-list")).content.decode()
        desk.post(reverse("dashboard:deposit-delete", args=[crate.pk]))
        assert not Deposit.objects.exists()

    def test_one_that_goods_bear_stays(self, desk):
        crate = Deposit.objects.create(name="Crate", price=3)
        ProductFactory(deposit=crate)
        answer = desk.post(reverse("dashboard:deposit-delete", args=[crate.pk]), follow=True)
        assert "Take it off them first" in answer.content.decode()
        assert Deposit.objects.filter(pk=crate.pk).exists()

    @pytest.mark.parametrize(
        ("name", "price", "field"), [("crate", "3", "name"), ("Bottle", "-1", "price"), ("", "1", "name")]
    )
    def test_nonsense_is_refused_at_its_field(self, desk, name, price, field):
        Deposit.objects.create(name="Crate", price=3)
        answer = desk.post(reverse("dashboard:deposit-new"), {"name": name, "price": price})
        assert list(answer.context["form"].errors) == [field]

    def test_people_of_one_cafe_have_no_say_in_them(self, cleo):
        assert cleo.get(reverse("dashboard:deposit-list")).status_code == 403

    def test_a_search_that_no_database_could_look_for_finds_nothing(self, desk):
        assert desk.get(reverse("dashboard:deposit-list"), {"q": "\x00%"}).status_code == 200

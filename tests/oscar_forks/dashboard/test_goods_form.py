"""A product's page: all its facts, who may write which, and two people at it at once."""

from decimal import Decimal as D

import pytest
from django.urls import reverse
from oscar.core.loading import get_model

from shop.accounts import roles
from shop.accounts.actions import give_role
from shop.goods.models import Deposit, GoodsChange
from tests.factories import CafeFactory, OrderFactory, ProductClassFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db
Product = get_model("catalogue", "Product")
Category = get_model("catalogue", "Category")


@pytest.fixture
def cafe():
    return CafeFactory(name="Early Loaf")


def signed_in(client, role, cafe=None):
    user = UserFactory()
    give_role(user=user, role=role, cafe=cafe and cafe.partner)
    client.force_login(user)
    return client


@pytest.fixture
def desk(client):
    return signed_in(client, roles.OPERATIONS)


@pytest.fixture
def rye(cafe):
    product = ProductFactory(cafe=cafe, title="Rye", upc="RYE", num_in_stock=10, allergens=("gluten",))
    product.categories.add(Category.add_root(name="Bread"))
    return product


def page_of(product):
    return reverse("dashboard:catalogue-product", args=[product.pk])


def drawn(client, path):
    """What a browser would send from this page, unchanged: also what it shows, which goes with the form."""
    context = client.get(path).context
    formsets = [context[name] for name in ("image_formset", "stockrecord_formset") if name in context]
    forms = [context["form"], *(form for each in formsets for form in (each.management_form, *each.forms))]
    fields = {}
    for form in forms:
        for field in form:
            fields[field.html_name] = field.value()
            if field.field.show_hidden_initial:
                fields[field.html_initial_name] = field.value()
    return {name: value for name, value in fields.items() if value is not None and value is not False}


NEW = {
    "title": "Elderflower",
    "upc": "LL-NEW",
    "pack": "20 × 330 ml",
    "description": "From the hedge.",
    "sold_by": "case",
    "pieces": "20",
    "net_content": "6.6",
    "content_unit": "l",
    "priced_by": "unit",
    "minimum": "2",
    "step": "2",
    "maximum": "10",
    "deposit_count": "1",
    "supply": "to_order",
    "capacity": "40",
    "tax_class": "standard",
    "is_discountable": "on",
    "lead_days": "3",
    "season_first": "2026-05-01",
    "season_last": "2026-09-30",
    "season_yearly": "on",
    "ingredients": "Water, elderflower, *sulphites*.",
    "allergens": ["sulphites"],
    "may_contain": ["nuts", "milk"],
    "diets": ["vegan"],
    "storage": "dry",
    "shelf_life_days": "180",
    "is_public": "on",
    "stockrecords-0-price": "26.00",
}


def new_product(client, cafe, **other):
    kind = ProductClassFactory()
    path = reverse("dashboard:catalogue-product-create", args=[kind.slug])
    fields = drawn(client, path) | NEW | {"stockrecords-0-partner": cafe.partner.pk} | other
    return client.post(path, {name: value for name, value in fields.items() if value is not None})


def test_all_that_can_be_said_of_a_product_is_said_on_one_page(desk, cafe):
    crate, drinks = Deposit.objects.create(name="Crate", price=3), Category.add_root(name="Drinks")
    assert new_product(desk, cafe, deposit=crate.pk, categories=[drinks.pk]).status_code == 302
    made = Product.objects.get(upc="LL-NEW")
    assert (made.quantities.unit, made.minimum, made.step, made.maximum) == ("case", 2, 2, 10)
    assert (made.content.pieces, made.content.amount, made.content.unit) == (20, D("6.6"), "l")
    assert (made.allergens, made.may_contain, made.diets) == (("sulphites",), ("milk", "nuts"), ("vegan",))
    assert (made.supply, made.capacity, made.lead_days, made.deposit, made.tax_class_id) == (
        "to_order",
        40,
        3,
        crate,
        "standard",
    )
    assert (made.season.first.month, made.season.yearly, made.storage, made.is_public) == (5, True, "dry", True)
    record = made.stockrecords.get()
    assert (record.partner, record.price, record.price_currency, record.partner_sku) == (
        cafe.partner,
        D("26.00"),
        "GBP",
        "LL-NEW",
    )
    assert set(GoodsChange.objects.filter(product=made).values_list("what", "new")) == {
        ("Made", "Elderflower"),
        ("Price", "26.00"),
    }


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"minimum": "3"}, "minimum", "steps of 2"),
        ({"maximum": "1"}, "maximum", "not below the least"),
        ({"priced_by": "weight", "content_unit": "l"}, "net_content", "usual weight in kg"),
        ({"season_last": ""}, "season_yearly", "first and its last day"),
        ({"may_contain": ["sulphites"]}, "may_contain", "need not be named again"),
        ({"no_allergens": "on"}, "no_allergens", "not both"),
        ({"allergens": []}, "allergens", "which of the 14"),
        ({"categories": []}, "categories", "at least one category"),
        ({"upc": "rye"}, "upc", "Another product has this SKU."),
        ({"tax_class": ""}, "tax_class", "fill this in"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field_and_nothing_typed_is_lost(desk, cafe, rye, wrong, field, words):
    answer = new_product(desk, cafe, **{"categories": [Category.objects.get().pk], **wrong})
    form = answer.context["form"]
    assert words in " ".join(form.errors[field])
    assert form["ingredients"].value() == NEW["ingredients"]
    assert not Product.objects.filter(upc="LL-NEW").exists()


def test_stocked_goods_are_counted_and_others_need_no_number(desk, cafe):
    bread = Category.add_root(name="Bread")
    answer = new_product(desk, cafe, categories=[bread.pk], supply="stocked")
    assert "give the number" in str(answer.context["stockrecord_formset"].forms[0].errors["num_in_stock"])
    assert new_product(desk, cafe, categories=[bread.pk], supply="unlimited").status_code == 302


def test_nobody_has_said_none_and_some_are_three_answers(desk, rye):
    for sent, kept in (
        ({"no_allergens": "on", "allergens": []}, ()),
        ({"allergens": ["milk", "eggs"]}, ("eggs", "milk")),
    ):
        fields = drawn(desk, page_of(rye))
        fields.pop("no_allergens", None)
        assert desk.post(page_of(rye), fields | sent).status_code == 302
        rye.refresh_from_db()
        assert rye.allergens == kept
    fields = drawn(desk, page_of(rye)) | {"allergens": []}
    fields.pop("is_public")
    desk.post(page_of(rye), fields)
    rye.refresh_from_db()
    assert rye.allergens is None
    told = GoodsChange.objects.filter(what="Contains").values_list("old", "new")
    assert set(told) == {
        ("Gluten (cereals)", "none of the 14"),
        ("none of the 14", "Eggs, Milk"),
        ("Eggs, Milk", "nobody has said"),
    }


def test_what_is_in_the_shop_already_stays_there_though_nobody_has_said(desk, rye):
    Product.objects.filter(pk=rye.pk).update(allergens=None)
    assert "Nobody has said yet" in desk.get(page_of(rye)).content.decode()
    assert desk.post(page_of(rye), drawn(desk, page_of(rye)) | {"title": "Rye tin"}).status_code == 302
    rye.refresh_from_db()
    assert (rye.title, rye.is_public) == ("Rye tin", True)


def test_a_page_left_open_never_writes_an_old_count_back(desk, rye):
    before = drawn(desk, page_of(rye))
    OrderFactory(lines=[(rye, 2)])
    rye.stockrecords.update(num_in_stock=7)
    assert desk.post(page_of(rye), before | {"stockrecords-0-price": "3.90"}).status_code == 302
    record = rye.stockrecords.get()
    assert (record.num_in_stock, record.num_allocated, record.price) == (7, 2, D("3.90"))


def test_a_count_that_changed_meanwhile_is_said_what_was_typed_stays_and_saving_again_is_meant(desk, rye):
    before = drawn(desk, page_of(rye)) | {"stockrecords-0-num_in_stock": "30"}
    rye.stockrecords.update(num_in_stock=7)
    answer = desk.post(page_of(rye), before)
    form = answer.context["stockrecord_formset"].forms[0]
    assert "it is 7 now" in str(form.errors["num_in_stock"])
    assert form["num_in_stock"].value() == "30"
    assert rye.stockrecords.get().num_in_stock == 7
    again = before | {form["num_in_stock"].html_initial_name: form.data[form["num_in_stock"].html_initial_name]}
    assert desk.post(page_of(rye), again).status_code == 302
    assert rye.stockrecords.get().num_in_stock == 30


def test_two_people_at_one_page_each_write_what_they_changed(desk, rye):
    """Oscar saves whole objects: the second would undo what the first wrote."""
    hers, his = drawn(desk, page_of(rye)), drawn(desk, page_of(rye))
    desk.post(page_of(rye), hers | {"title": "Rye tin", "allergens": ["gluten", "sesame"], "lead_days": "2"})
    desk.post(page_of(rye), his | {"pack": "900 g"})
    rye.refresh_from_db()
    assert (rye.title, rye.allergens, rye.lead_days, rye.pack) == ("Rye tin", ("gluten", "sesame"), 2, "900 g")
    answer = desk.post(page_of(rye), his | {"lead_days": "5"})
    assert "it is 2 now" in str(answer.context["form"].errors["lead_days"])


def variant_of(desk, parent, cafe, **other):
    path = reverse("dashboard:catalogue-product-create-child", args=[parent.pk])
    sent = {
        "title": "Filter",
        "upc": "DEC-F",
        "stockrecords-0-partner": cafe.partner.pk,
        "stockrecords-0-price": "9.80",
    }
    return desk.post(path, drawn(desk, path) | sent | {"stockrecords-0-num_in_stock": "4"} | other)


@pytest.fixture
def decaf(db):
    return Product.objects.create(title="Decaf", product_class=ProductClassFactory(), allergens=(), upc="DEC")


def test_a_variant_is_asked_for_its_own_facts_only(desk, decaf, cafe):
    page = desk.get(reverse("dashboard:catalogue-product-create-child", args=[decaf.pk]))
    fields = set(page.context["form"].fields)
    assert {"title", "upc", "pack", "minimum", "deposit", "is_public"} <= fields
    assert not {"allergens", "ingredients", "tax_class", "season_first", "supply", "categories"} & fields
    assert variant_of(desk, decaf, cafe).status_code == 302
    decaf.refresh_from_db()
    child = decaf.children.get()
    assert (decaf.is_parent, child.upc, child.stockrecords.get().num_in_stock) == (True, "DEC-F", 4)
    assert desk.get(page_of(decaf)).context["variants"] == [child]
    assert "minimum" not in desk.get(page_of(decaf)).context["form"].fields


def test_a_variants_grind_is_kept_told_and_not_undone_by_an_older_page(desk, decaf, cafe):
    decaf.product_class.attributes.create(name="Grind", code="grind", type="text")
    variant_of(desk, decaf, cafe, attr_grind="Filter")
    child = decaf.children.get()
    older = drawn(desk, page_of(child))
    desk.post(page_of(child), older | {"attr_grind": "Espresso"})
    desk.post(page_of(child), older | {"pack": "1 kg"})
    child = decaf.children.get()
    assert (child.attr.grind, child.pack) == ("Espresso", "1 kg")
    assert GoodsChange.objects.filter(what="Grind", old="Filter", new="Espresso").count() == 1
    assert "Grind: Espresso" in desk.get(page_of(decaf)).content.decode()


def test_a_variant_is_shown_once_its_products_allergens_are_said(desk, decaf, cafe):
    Product.objects.update(allergens=None)
    answer = variant_of(desk, decaf, cafe)
    assert "say on the page of Decaf" in str(answer.context["form"].errors["is_public"])
    decaf.refresh_from_db()
    assert decaf.structure == "standalone"


def test_a_product_with_a_price_of_its_own_gets_no_variants(desk, rye):
    path = reverse("dashboard:catalogue-product-create-child", args=[rye.pk])
    answer = desk.get(path)
    assert (answer.status_code, "Take them off it first" in answer.content.decode()) == (409, True)
    desk.post(path, {"title": "Half"})
    assert rye.children.count() == 0


def test_sales_read_the_page_and_write_nothing(client, rye):
    sam = signed_in(client, roles.SALES)
    page = sam.get(page_of(rye))
    assert page.status_code == 200
    assert "Save and stay here" not in page.content.decode()
    assert sam.post(page_of(rye), drawn(sam, page_of(rye)) | {"title": "Sam's"}).status_code == 403


def test_people_of_a_cafe_change_their_own_goods(client, rye, cafe):
    cleo = signed_in(client, roles.CAFE_STAFF, cafe)
    assert cleo.post(page_of(rye), drawn(cleo, page_of(rye)) | {"title": "Our rye"}).status_code == 302
    rye.refresh_from_db()
    assert rye.title == "Our rye"
    theirs = ProductFactory()
    assert cleo.get(reverse("dashboard:catalogue-product-create-child", args=[theirs.pk])).status_code == 404


def test_people_of_a_cafe_add_variants_to_their_own_goods(client, desk, decaf, cafe):
    variant_of(desk, decaf, cafe)
    cleo = signed_in(client, roles.CAFE_STAFF, cafe)
    assert variant_of(cleo, decaf, cafe, upc="DEC-B", title="Beans").status_code == 302
    assert [each.title for each in decaf.children.order_by("position")] == ["Filter", "Beans"]


def test_a_price_is_not_taken_off_while_orders_are_promised_some(desk, rye):
    OrderFactory(lines=[(rye, 2)])
    sent = drawn(desk, page_of(rye)) | {"stockrecords-0-DELETE": "on"}
    assert "2 are promised to orders" in desk.post(page_of(rye), sent).content.decode()
    assert rye.stockrecords.exists()
    free = ProductFactory()
    free.categories.add(Category.objects.get())
    desk.post(page_of(free), drawn(desk, page_of(free)) | {"stockrecords-0-DELETE": "on"})
    assert not free.stockrecords.exists()
    assert GoodsChange.objects.get(product=free).what == "Price and stock"


def test_of_goods_that_two_cafes_sell_each_writes_its_own_price_and_no_shared_fact(client, rye, cafe):
    other = CafeFactory(name="Zanzibar")
    rye.stockrecords.create(
        partner=other.partner, partner_sku="Z", price=D("7193.57"), price_currency="GBP", num_in_stock=3
    )
    cleo = signed_in(client, roles.CAFE_STAFF, cafe)
    sent = drawn(cleo, page_of(rye)) | {"title": "Mine now", "is_public": "", "stockrecords-0-price": "3.10"}
    assert cleo.post(page_of(rye), sent).status_code == 302
    rye.refresh_from_db()
    assert (rye.title, rye.is_public, rye.categories.count()) == ("Rye", True, 1)
    assert rye.stockrecords.get(partner=cafe.partner).price == D("3.10")
    assert rye.stockrecords.get(partner=other.partner).price == D("7193.57")
    GoodsChange.objects.create(
        product=rye, of="Rye", what="Price", new="7193.57", partner=other.partner, is_of_one_cafe=True
    )
    assert "7193.57" not in cleo.get(page_of(rye)).content.decode()


def test_a_missing_name_is_asked_for_at_its_field_and_nowhere_else(desk, cafe):
    form = new_product(desk, cafe, title="", categories=[Category.add_root(name="Bread").pk]).context["form"]
    assert "title" in form.errors
    assert not form.non_field_errors()


def test_a_page_of_a_product_takes_few_statements(desk, rye, django_assert_max_num_queries):
    desk.get(page_of(rye))
    with django_assert_max_num_queries(35):
        desk.get(page_of(rye))

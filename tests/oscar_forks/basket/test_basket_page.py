from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from tests.factories import BasketFactory, CafeFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rye():
    return ProductFactory(title="Rye tin", price=D("3.40"), num_in_stock=8, cafe=CafeFactory(name="Early Loaf"))


@pytest.fixture
def basket(client, rye):
    """Ada's, with two of the rye in it; she is signed in."""
    basket = BasketFactory(owner=UserFactory(), lines=[(rye, 2)])
    client.force_login(basket.owner)
    return basket


def post(client, **data):
    return client.post("/basket/", {name.replace("_", "-"): value for name, value in data.items()}, follow=True)


def quantities():
    return list(get_model("basket", "Line").objects.order_by("pk").values_list("quantity", flat=True))


def test_an_empty_basket_says_how_to_begin(client):
    page = client.get("/basket/").content.decode()
    assert "Your basket is empty" in page
    assert 'href="/shop/"' in page


def test_the_basket_shows_its_lines_by_cafe_with_sums(client, basket):
    basket.add_product(ProductFactory(title="Mocha", price=D("7.00"), cafe=CafeFactory(name="Late Cup")), 1)
    page = client.get("/basket/").content.decode()
    for words in ("From Early Loaf", "Rye tin", "£3.40", "£6.80", "From Late Cup", "£13.80"):
        assert words in page


def test_the_way_on_is_the_checkout_until_something_stops_it_and_then_it_leads_to_what_does(client, basket, rye):
    assert 'href="/checkout/"' in client.get("/basket/").content.decode()
    rye.stockrecords.update(num_in_stock=1)
    page = client.get("/basket/").content.decode()
    assert 'href="/checkout/"' not in page
    assert 'href="#before"' in page
    assert "1 thing to settle before the checkout" in " ".join(page.split())


@pytest.mark.parametrize(
    "door", ["shipping-address", "shipping-method", "payment-method", "payment-details", "preview", "thank-you"]
)
def test_no_step_of_oscars_checkout_is_open(client, basket, door):
    assert client.get(f"/checkout/{door}/").status_code == 404


def test_a_quantity_can_be_changed(client, basket):
    line = basket.lines.get()
    answer = client.post("/basket/", {f"quantity-{line.pk}": 5}, follow=True)
    assert quantities() == [5]
    assert "Your basket is up to date." in answer.content.decode()
    assert "£17.00" in answer.content.decode()


@pytest.mark.parametrize(
    "how", [{"quantity": "0"}, {"quantity": "2", "remove": True}, {"quantity": "nonsense", "remove": True}]
)
def test_a_line_can_be_taken_out(client, basket, how):
    line = basket.lines.get()
    data = {f"quantity-{line.pk}": how["quantity"]}
    client.post("/basket/", data | ({"remove": line.pk} if how.get("remove") else {}))
    assert quantities() == []


def test_taking_one_line_out_keeps_what_was_written_in_the_others(client, basket):
    first = basket.lines.get()
    second, _ = basket.add_product(ProductFactory(), 1)
    client.post("/basket/", {f"quantity-{first.pk}": 7, f"quantity-{second.pk}": 1, "remove": second.pk})
    assert quantities() == [7]


@pytest.mark.parametrize("written", ["", "-1", "many", "1.5", "9", "99999999999999999999"])
def test_a_quantity_that_cannot_be_is_kept_for_correction_and_nothing_is_saved(client, basket, written):
    line = basket.lines.get()
    other, _ = basket.add_product(ProductFactory(), 1)
    answer = client.post("/basket/", {f"quantity-{line.pk}": written, f"quantity-{other.pk}": "4"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert quantities() == [2, 1]
    assert 'aria-invalid="true"' in page or "at most 10,000" in page
    assert f'value="{written}"' in page or not written


def test_a_page_from_before_another_tab_changed_the_basket_does_no_harm(client, basket):
    line = basket.lines.get()
    basket.add_product(ProductFactory(), 1)
    client.post("/basket/", {f"quantity-{line.pk}": 3, "quantity-999999": 5, "remove": 999999})
    assert quantities() == [3, 1]


def test_nobody_changes_the_lines_of_another(client, basket):
    stranger = BasketFactory(owner=UserFactory(), lines=[(ProductFactory(), 1)]).lines.get()
    client.post("/basket/", {f"quantity-{stranger.pk}": 9, "remove": stranger.pk})
    assert quantities() == [2, 1]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"stock": {"num_in_stock": 1}}, "There is only 1 left."),
        ({"stock": {"num_in_stock": 0}}, "This is sold out."),
        ({"product": {"is_public": False}}, "This can&#x27;t be bought at present."),
        ({"stock": {"price": None}}, "This can&#x27;t be bought at present."),
        ({"stock": {"price": D("4.00")}}, "It costs more than when you added it: £4.00 instead of £3.40"),
    ],
)
def test_what_has_changed_meanwhile_is_said_at_its_line(client, basket, rye, change, words):
    rye.stockrecords.update(**change.get("stock", {"low_stock_threshold": 1}))
    get_model("catalogue", "Product").objects.filter(pk=rye.pk).update(**change.get("product", {"rating": None}))
    page = client.get("/basket/").content.decode()
    assert page.count(words) == 2  # at the top, and at its line
    assert "Before you can order" in page


def test_a_withdrawn_line_can_still_be_removed(client, basket, rye):
    rye.stockrecords.update(price=None)
    line = basket.lines.get()
    client.post("/basket/", {f"quantity-{line.pk}": 2, "remove": line.pk})
    assert quantities() == []


def test_the_field_for_a_voucher_is_there_when_there_are_vouchers_and_takes_them_off_the_total(client, basket):
    assert "voucher" not in client.get("/basket/").content.decode()
    everything = get_model("offer", "Range").objects.create(name="All", includes_all_products=True)
    condition = get_model("offer", "Condition").objects.create(range=everything, type="Count", value=1)
    benefit = get_model("offer", "Benefit").objects.create(range=everything, type="Percentage", value=50)
    offer = get_model("offer", "ConditionalOffer").objects.create(
        name="Half", condition=condition, benefit=benefit, offer_type="Voucher"
    )
    now = timezone.now()
    voucher = get_model("voucher", "Voucher").objects.create(
        name="Half", code="HALF", usage="Multi-use", start_datetime=now - timedelta(1), end_datetime=now + timedelta(1)
    )
    voucher.offers.add(offer)
    assert "Have a voucher?" in client.get("/basket/").content.decode()
    assert (
        "There is no voucher NONE."
        in client.post("/basket/vouchers/add/", {"code": "NONE"}, follow=True).content.decode()
    )
    page = client.post("/basket/vouchers/add/", {"code": "half"}, follow=True).content.decode()
    assert "Voucher HALF" in page
    assert "£3.40" in page
    page = client.post(f"/basket/vouchers/{voucher.pk}/remove/", follow=True).content.decode()
    assert "−£3.40" not in page


def test_a_basket_that_was_ordered_meanwhile_is_not_changed(basket, rye):
    get_model("basket", "Basket").objects.filter(pk=basket.pk).update(status="Submitted")
    with pytest.raises(Exception, match="submitted"):
        basket.add_product(rye, 1)
    assert quantities() == [2]

"""What stops the checkout, and how it is mended."""

from decimal import Decimal as D

import pytest
from oscar.core.loading import get_model

from oscar_forks.basket.mending import nearest
from shop.goods.quantities import Quantities
from shop.pricing.models import TaxRate
from tests.factories import BasketFactory, CafeFactory, ProductFactory, UserFactory

Line = get_model("basket", "Line")
Product = get_model("catalogue", "Product")


@pytest.mark.parametrize(
    ("quantities", "wanted", "left", "found"),
    [
        (Quantities(), 5, 3, [3]),
        (Quantities(minimum=6, step=6), 8, None, [6, 12]),
        (Quantities(minimum=6, step=6), 10, None, [12, 6]),
        (Quantities(minimum=6, step=6), 2, None, [6]),
        (Quantities(maximum=4), 9, None, [4]),
        (Quantities(minimum=6, step=6), 24, 13, [12]),
        (Quantities(minimum=6, step=6), 12, 5, []),
    ],
)
def test_the_nearest_amounts_that_can_be_had_are_offered(quantities, wanted, left, found):
    permits = lambda quantity: not quantities.refusal(quantity) and (left is None or quantity <= left)  # noqa: E731
    assert nearest(quantities, wanted, [left], permits) == found


@pytest.fixture
def basket(client, db):
    """Rye of which 3 are left of 5, a jam that is sold no more, a cake that has become dearer; and soda bread."""
    cafe = CafeFactory()
    goods = {name: ProductFactory(title=name, price=D("4.00"), cafe=cafe) for name in ("Rye", "Jam", "Cake", "Soda")}
    basket = BasketFactory(owner=UserFactory(), lines=[(each, 5) for each in goods.values()])
    goods["Rye"].stockrecords.update(num_in_stock=3)
    Product.objects.filter(title="Jam").update(is_public=False)
    goods["Cake"].stockrecords.update(price=D("4.50"))
    client.force_login(basket.owner)
    return basket


def line(title):
    return Line.objects.get(product__title=title)


def left():
    return dict(Line.objects.order_by("pk").values_list("product__title", "quantity"))


def page_of(answer):
    return " ".join(answer.content.decode().split())


def test_each_is_said_with_its_ways_out_and_a_link_to_its_line(client, basket):
    answer = client.get("/basket/")
    ways = {matter.line.product.title: [way.words for way in matter.ways] for matter in answer.context["matters"]}
    assert ways == {
        "Rye": ["Make it 3 pieces", "Take it out"],
        "Jam": ["Take it out"],
        "Cake": ["Understood", "Take it out"],
    }
    assert "3 things to settle before the checkout" in page_of(answer)
    assert f'href="#line-{line("Rye").pk}"' in page_of(answer)


def test_a_button_makes_it_the_amount_that_it_names_and_keeps_what_was_typed_elsewhere(client, basket):
    client.post("/basket/", {"make": f"{line('Rye').pk}:3", f"quantity-{line('Soda').pk}": 7})
    assert left() == {"Rye": 3, "Jam": 5, "Cake": 5, "Soda": 7}


@pytest.mark.parametrize("forged", ["9", "0:", "x:1", "1:-1", ":"])
def test_a_button_that_no_page_has_does_nothing(client, basket, forged):
    client.post("/basket/", {"make": forged})
    client.post("/basket/", {"make": f"{line('Rye').pk}:4"})
    assert left() == {"Rye": 5, "Jam": 5, "Cake": 5, "Soda": 5}


def test_an_understood_price_is_told_no_more_until_it_changes_again(client, basket):
    client.post("/basket/", {"understood": line("Cake").pk})
    assert line("Cake").price_excl_tax == D("4.50")
    assert "Cake" not in {matter.line.product.title for matter in client.get("/basket/").context["matters"]}


def test_a_new_quantity_does_not_hide_a_new_price(client, basket):
    client.post("/basket/", {f"quantity-{line('Cake').pk}": 2})
    assert "£4.50 instead of £4.00" in page_of(client.get("/basket/"))


def test_a_change_of_vat_alone_is_told(client, basket):
    client.post("/basket/", {"understood": line("Cake").pk})
    TaxRate.objects.filter(tax_class="bread").update(percent=D("20"))
    words = "It costs more than when you added it: £4.80 instead of £4.00, with VAT, which is 20 % now."
    assert words in page_of(client.get("/basket/"))


def test_mend_all_takes_the_first_way_of_each_and_says_what_it_did(client, basket):
    page = page_of(client.post("/basket/", {"everything": "mend"}, follow=True))
    assert "Rye: 3 pieces instead of 5. Jam: taken out. Cake: new price accepted." in page
    assert left() == {"Rye": 3, "Cake": 5, "Soda": 5}
    assert 'href="/checkout/"' in page
    assert "Put it back" in page

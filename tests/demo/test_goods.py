from decimal import Decimal

import pytest
from django.urls import reverse
from oscar.core.loading import get_model
from PIL import Image
from wagtail.images import get_image_model

from demo import goods as shelf
from shop.finding.domain import Question
from shop.finding.queries import goods_of
from shop.goods import queries
from shop.goods.supply import SUPPLY
from tests.factories import CafeFactory

pytestmark = pytest.mark.django_db

WARES = [each for wares in shelf.SHELVES for each in wares]


@pytest.fixture
def cafes():
    return [CafeFactory(name=name) for name in ("Early Loaf", "Harbour Roast", "Liffey Larder")]


def there() -> list:
    models = ("Category", "Product", "ProductImage", "ProductAttributeValue")
    counted = [get_model("catalogue", name).objects.count() for name in models]
    return [*counted, get_image_model().objects.count(), get_model("partner", "StockRecord").objects.count()]


@pytest.mark.heavy
def test_the_demo_has_forty_pictured_goods_of_every_kind_and_is_put_on_the_shelves_once(cafes):
    shelf.goods(cafes)
    products = queries.visible()
    assert len(products) == 40
    records = get_model("partner", "StockRecord").objects
    assert set(records.values_list("partner", flat=True)) == {cafe.partner.pk for cafe in cafes}
    assert {None, 0, 3} < set(records.values_list("num_in_stock", flat=True))
    assert get_model("catalogue", "Category").objects.filter(product__isnull=False).distinct().count() == 7
    assert {product.supply for product in products} == set(SUPPLY)
    assert all(product.allergens is not None for product in products)
    for product in products:
        with Image.open(product.primary_image().original.file) as picture:
            assert picture.size == (960, 720)
    (brulee,) = goods_of(Question.typed("creme brulee"), queries.visible())
    assert queries.visible().get(pk=brulee).upc == "LL-BRU"

    get_model("catalogue", "Product").objects.filter(upc="EL-RYE").update(title="Renamed by staff")
    before = there()
    shelf.goods(cafes)
    assert there() == before
    assert get_model("catalogue", "Product").objects.filter(title="Renamed by staff").exists()


def test_a_coffee_comes_whole_or_ground_and_its_page_says_so_with_what_is_in_it(cafes, client):
    (decaf,) = (each for each in WARES if each.code == "HR-DEC")
    shelf.put_on_shelf(decaf, cafes[1], shelf.category("Coffee", ""))
    product = get_model("catalogue", "Product").objects.get(upc="HR-DEC")
    ground = product.children.get(upc="HR-DEC-F")
    page = client.get(product.get_absolute_url()).text
    for words in ("£19.80", "None of the 14 allergens"):
        assert words in page
    for way in ("whole beans", "ground for espresso", "ground for filter"):
        assert f">{way.capitalize()}</label>" in page
    client.post(reverse("basket:add", kwargs={"pk": product.pk}), {"child_id": ground.pk, "quantity": 2})
    (line,) = get_model("basket", "Line").objects.all()
    assert (line.product, line.quantity, line.price_excl_tax) == (ground, 2, Decimal("19.80"))


def test_no_two_goods_share_a_code_a_name_or_a_drawing_and_no_drawing_is_left_over():
    for name in ("code", "title", "drawing"):
        assert len({getattr(each, name) for each in WARES}) == len(WARES)
    assert {each.drawing for each in WARES} == {file.stem for file in shelf.DRAWINGS.glob("*.svg")}

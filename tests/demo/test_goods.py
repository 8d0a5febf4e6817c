import pytest
from oscar.core.loading import get_model
from PIL import Image
from wagtail.images import get_image_model

from demo import goods as shelf
from shop.goods import search
from shop.goods.domain import Question
from tests.factories import CafeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cafes():
    return [CafeFactory(name=name) for name in ("Early Loaf", "Harbour Roast", "Liffey Larder")]


def test_the_demo_has_a_shelf_of_pictured_goods_that_shows_every_kind_of_stock(cafes):
    shelf.goods(cafes)
    products = get_model("catalogue", "Product").objects.all()
    assert len(products) == 16
    assert {record.partner for record in get_model("partner", "StockRecord").objects.all()} == {
        c.partner for c in cafes
    }
    assert get_model("catalogue", "Category").objects.filter(product__isnull=False).distinct().count() == 7
    for product in products:
        with Image.open(product.primary_image().original.file) as picture:
            assert picture.size == (960, 720)
    levels = set(get_model("partner", "StockRecord").objects.values_list("num_in_stock", flat=True))
    assert {None, 0, 3} < levels
    assert [product.upc for product in search.goods(Question.typed("creme brulee"))] == ["LL-BRU"]


def test_seeding_the_shelf_again_adds_nothing_and_changes_nothing(cafes):
    shelf.goods(cafes)
    get_model("catalogue", "Product").objects.filter(upc="EL-RYE").update(title="Renamed by staff")
    before = (get_image_model().objects.count(), get_model("catalogue", "Category").objects.count())
    shelf.goods(cafes)
    assert get_model("catalogue", "Product").objects.count() == 16
    assert get_model("catalogue", "Product").objects.filter(title="Renamed by staff").exists()
    assert before == (get_image_model().objects.count(), get_model("catalogue", "Category").objects.count())

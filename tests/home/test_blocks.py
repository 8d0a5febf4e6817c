"""A page is built of blocks, and none of them breaks it when what it was made from is gone."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from oscar.core.loading import get_model
from wagtail.images import get_image_model

from home.blocks import BodyBlock
from home.models import StandardPage
from shop.goods import pictures
from tests import stories
from tests.factories import CafeFactory, CounterFactory, ProductFactory, RouteFactory, Zone
from tests.home.small_site import front_page
from tests.oscar_forks.shelf import png
from tests.testbed.house import forget_what_was_cached

pytestmark = pytest.mark.django_db


@pytest.fixture
def things():
    forget_what_was_cached()
    category = get_model("catalogue", "Category").add_root(name="Bread")
    loaf, bun = ProductFactory(title="Sourdough loaf"), ProductFactory(title="Cinnamon buns")
    loaf.categories.add(category)
    images = [pictures.keep(file=png(), title=title) for title in ("The oven", "The rack")]
    cafe = stories.early_loaf()
    RouteFactory(cafe=cafe)
    return {"category": category, "loaf": loaf, "bun": bun, "images": images, "cafe": cafe}


def page_of(things) -> StandardPage:
    oven, rack = things["images"]
    grid = {"title": "Shelf", "products": [things["bun"], things["loaf"]], "category": None, "count": 4}
    return front_page().add_child(
        instance=StandardPage(
            title="All",
            slug="all",
            body=[
                ("text", "<h2>Heading</h2><p>Words.</p>"),
                ("picture", {"image": oven, "caption": "At four"}),
                ("gallery", {"title": "Look", "pictures": [{"image": oven}, {"image": rack, "caption": "Full"}]}),
                ("quote", {"words": "It sings.", "who": "Maggie"}),
                ("call_to_action", cta(address="/shop/")),
                ("products", grid),
                ("products", {**grid, "title": "By category", "products": [], "category": things["category"]}),
                ("product", {"product": things["loaf"], "text": "The first one."}),
                ("opening_hours", {"title": "Doors", "cafe": things["cafe"]}),
                ("delivery", {"title": "Vans", "cafe": things["cafe"]}),
                ("faq", {"title": "Asked", "questions": [{"question": "Why?", "answer": "<p>Because.</p>"}]}),
            ],
        )
    )


def cta(**to):
    return {"title": "Taste", "text": "", "words": "Go", "page": None, "address": "", **to}


def test_each_block_shows_what_it_was_given(client, things):
    page_of(things)
    shown = client.get("/all/").content.decode()
    for words in ("Words.", "At four", "Full", "It sings.", "Maggie", "Taste", "Because.", "The first one.", "Doors"):
        assert words in shown, words
    assert "Vans" in shown
    assert shown.index("Cinnamon buns") < shown.index("Sourdough loaf")
    assert shown.count(">Sourdough loaf</a>") == 3
    assert 'alt="The oven"' in shown


def test_what_was_chosen_and_is_gone_leaves_no_hole_and_no_error(client, things):
    page = page_of(things)
    for product in (things["loaf"], things["bun"]):
        product.delete()
    things["category"].delete()
    things["cafe"].delete()
    get_image_model().objects.all().delete()
    shown = client.get("/all/").content.decode()
    for words in ("Shelf", "By category", "The first one.", "Doors", "Vans", "At four", "figcaption>Full"):
        assert words not in shown, words
    assert "Words." in shown
    assert page.get_edit_handler().get_form_class()  # and its editor opens, too


def test_where_the_vans_go_is_said_with_the_least_order_and_the_charge_of_each_area(client):
    cafe, still = CafeFactory(name="Early Loaf"), CafeFactory(name="Only tables")
    prices = {"minimum": Decimal(40), "charge": Decimal(6), "free_from": Decimal(120)}
    zones = [Zone("BS"), Zone("BS1", charge=Decimal(4)), Zone("BA1", charge=Decimal(9), minimum=Decimal(60))]
    RouteFactory(cafe=cafe, name="Bristol and Bath", zones=zones, **prices)
    RouteFactory(cafe=cafe, name="Given up", is_active=False)
    CounterFactory(cafe=cafe)
    body = [("delivery", {"title": "Where we deliver", "cafe": None})]
    front_page().add_child(instance=StandardPage(title="Wholesale", slug="wholesale", body=body))
    page = BeautifulSoup(client.get("/wholesale/").content, "html.parser").main
    rows = [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")]
    assert rows == [
        "BS1 £40.00 £4.00 free from £120.00",
        "BA1 £60.00 £9.00 free from £120.00",
        "elsewhere in BS £40.00 £6.00 free from £120.00",
    ]
    words = " ".join(page.get_text(" ").split())
    assert "Tuesday, Thursday, 07:00 to 11:00. Orders close: 14:00 the day before." in words
    assert "Collection" in words
    assert "Given up" not in words
    assert still.name not in words


def test_a_choice_of_a_list_may_be_left_open():
    block = BodyBlock().child_blocks["delivery"]
    sent = {"delivery-title": "Where we deliver", "delivery-cafe": ""}
    given = block.value_from_datadict(sent, {}, "delivery")
    assert given["cafe"] is None
    assert block.clean(given)["title"] == "Where we deliver"


def test_its_editor_opens_when_what_was_chosen_is_gone(admin_client, things):
    page = page_of(things)
    things["loaf"].delete()
    get_image_model().objects.all().delete()
    assert admin_client.get(f"/cms/pages/{page.pk}/edit/").status_code in (200, 302)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("call_to_action", cta()),
        ("call_to_action", cta(address="javascript:alert(1)")),
        ("products", {"title": "", "products": [], "category": None, "count": 4}),
        ("gallery", {"title": "", "pictures": []}),
    ],
)
def test_a_block_that_would_be_empty_or_harmful_is_refused(name, value):
    block = BodyBlock().child_blocks[name]
    with pytest.raises(ValidationError):
        block.clean(block.normalize(value))


def test_the_words_of_blocks_are_found(client, things, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page_of(things).save_revision().publish()
    assert "/all/" in client.get("/search/?q=because").content.decode()

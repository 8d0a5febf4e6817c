"""One library of pictures: what staff upload for goods is Wagtail's, and pages show its renditions."""

import re
import zlib
from io import BytesIO
from pathlib import Path
from struct import pack

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from oscar.core.loading import get_class, get_model
from oscar.core.thumbnails import get_thumbnailer
from PIL import Image
from wagtail.images import get_image_model

from shop.goods import pictures
from tests.factories import ProductFactory, UserFactory
from tests.oscar_forks.shelf import png

pytestmark = pytest.mark.django_db


def upload(content=None, name="loaf.png"):
    return SimpleUploadedFile(name, png().read() if content is None else content, content_type="image/png")


def picture_form(product, file=None, instance=None, **data):
    return get_class("dashboard.catalogue.forms", "ProductImageForm")(
        data={"images-0-product": product.pk, "images-0-display_order": 0} | data,
        files={"images-0-original": file} if file else {},
        instance=instance,
        prefix="images-0",
    )


def pictured(product):
    image = pictures.keep(file=png((1000, 750)), title="Loaf")
    return get_model("catalogue", "ProductImage").objects.create(product=product, original=image)


def bomb(width=13_000, height=13_000):
    """A PNG of a few kilobytes that unpacks to a gigabyte of pixels."""

    def chunk(kind, data):
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    header = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def polyglot():
    return b"GIF89a/*" + b"\x00" * 40 + b"*/=1;alert(1)"


def test_a_picture_that_staff_upload_goes_into_the_library_under_goods():
    rye = ProductFactory(title="Rye tin")
    form = picture_form(rye, upload())
    assert form.is_valid(), form.errors
    image = form.save().original
    assert isinstance(image, get_image_model())
    assert (image.title, image.collection.name) == ("Rye tin", "Goods")


def test_saving_again_keeps_the_picture_and_a_new_file_replaces_it():
    rye = ProductFactory()
    shown = pictured(rye)
    before = shown.original
    form = picture_form(rye, instance=shown, **{"images-0-caption": "Sliced"})
    assert form.is_valid(), form.errors
    assert form.save().original == before
    form = picture_form(rye, upload(), instance=shown)
    assert form.is_valid(), form.errors
    assert form.save().original != before


def test_a_picture_is_asked_for():
    form = picture_form(ProductFactory(), **{"images-0-caption": "Sliced"})
    assert "original" in form.errors


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("loaf.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("loaf.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("loaf.png", b"<!doctype html><script>alert(1)</script>"),
        ("loaf.html", b"<!doctype html><script>alert(1)</script>"),
        ("loaf.jpg", polyglot()),
        ("loaf.png", b"%PDF-1.7 not a picture"),
        ("loaf.png", b"\x89PNG\r\n\x1a\n"),
        ("loaf.png", bomb()),
        ("loaf.exe", b"MZ"),
        ("loaf.png", b"8BPS\x00\x01" + b"\x00" * 30),
    ],
    ids=["svg", "svg named png", "html named png", "html", "polyglot", "pdf", "broken png", "bomb", "program", "psd"],
)  # fmt: skip
def test_what_is_no_honest_picture_is_refused_in_words_and_kept_nowhere(name, content):
    form = picture_form(ProductFactory(), upload(content, name))
    assert not form.is_valid()
    assert len(form.errors["original"]) == 1
    assert get_image_model().objects.count() == 0


def test_a_file_that_is_too_large_is_refused(settings):
    heavy = png().read() + bytes(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
    form = picture_form(ProductFactory(), upload(heavy))
    assert "too big" in str(form.errors["original"])


def test_a_product_gets_its_picture_through_the_dashboard(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    rye = ProductFactory(title="Rye tin")
    bread = get_model("catalogue", "Category").add_root(name="Bread")
    rye.categories.add(bread)
    address = f"/dashboard/catalogue/products/{rye.pk}/"
    page = client.get(address)
    assert page.status_code == 200
    client.post(address, posted(page) | {"images-0-original": upload(), "action": "save"})
    assert [shown.original.title for shown in rye.images.all()] == ["Rye tin"]
    assert "fill-160x120" in client.get(address).content.decode()


def test_a_category_gets_keeps_and_loses_its_picture_through_the_dashboard(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    bread = get_model("catalogue", "Category").add_root(name="Bread")
    address = f"/dashboard/catalogue/categories/{bread.pk}/update/"
    for change, has_picture in (({"image": upload()}, True), ({}, True), ({"without_image": "on"}, False)):
        client.post(address, posted(client.get(address)) | change)
        bread.refresh_from_db()
        assert bool(bread.image) is has_picture


def posted(page):
    """What a browser would send back from the form of this page if nothing were changed."""
    fields = {}
    for context in page.context:
        for value in context.flatten().values():
            for form in getattr(value, "forms", [value]):
                if hasattr(form, "add_prefix") and hasattr(form, "fields"):
                    fields |= initial(form)
            if hasattr(value, "management_form"):
                fields |= initial(value.management_form)
    return fields


def initial(form):
    values = {field.html_name: field.value() for field in form if not hasattr(field.field, "max_upload_size")}
    values |= {field.html_initial_name: field.value() for field in form if field.field.show_hidden_initial}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def test_a_page_shows_the_picture_in_its_size_and_leaves_room_for_it(client):
    rye = ProductFactory()
    pictured(rye)
    page = " ".join(client.get(rye.get_absolute_url()).content.decode().split())
    tag = re.search(r'<img class="picture picture--page"[^>]+>', page)[0]
    assert 'width="960" height="720"' in tag
    assert ".webp" in tag
    assert "loading" not in tag


def test_pictures_below_the_fold_wait_until_they_are_needed(client):
    for _ in range(6):
        pictured(ProductFactory())
    tags = re.findall(r'<img class="picture [^>]+>', client.get("/shop/").content.decode())
    assert ["lazy" in tag for tag in tags] == [False, False, False, False, True, True]


def test_goods_without_a_picture_show_a_drawn_one(client):
    rye = ProductFactory()
    for address in ("/shop/", rye.get_absolute_url(), "/search/?q=loaf"):
        assert "no-picture.svg" in client.get(address).content.decode()


def test_a_file_that_is_gone_from_the_disk_shows_a_drawn_picture_too(client):
    rye = ProductFactory()
    image = pictured(rye).original
    image.renditions.all().delete()
    Path(image.file.path).unlink()
    type(image).objects.get(pk=image.pk)
    for address in ("/shop/", rye.get_absolute_url()):
        assert "no-picture.svg" in client.get(address).content.decode()


def test_oscars_thumbnails_are_wagtails_renditions():
    """Oscar's own thumbnailer needs a package that we don't have, and a second store of pictures."""
    image = pictured(ProductFactory()).original
    thumbnail = get_thumbnailer().generate_thumbnail(image, size="70x70", crop="center")
    assert thumbnail.image == image
    with Image.open(BytesIO(thumbnail.file.read())) as drawn:
        assert (drawn.format, drawn.size) == ("WEBP", (70, 70))
    assert get_thumbnailer().generate_thumbnail(None, size="70x70").url.endswith("no-picture.svg")

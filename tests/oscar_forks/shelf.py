"""Many goods at once, as full as staff make them."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.core.management import call_command
from oscar.core.loading import get_model
from PIL import Image

from shop.goods import pictures
from tests.factories import CafeFactory, ProductClassFactory


def png(size=(640, 480)):
    file = BytesIO()
    Image.new("RGB", size, "sienna").save(file, "PNG")
    return ContentFile(file.getvalue(), name="loaf.png")


def fill(count: int) -> list:
    product = get_model("catalogue", "Product")
    kind, cafe = ProductClassFactory(), CafeFactory(name=f"Café of {count}")
    bread = get_model("catalogue", "Category").add_root(name=f"Bread {count}")
    image = pictures.keep(file=png(), title="Loaf")
    pictures.prepare(image)
    goods = product.objects.bulk_create(
        product(
            title=f"Loaf {n:03}", slug=f"loaf-{n}", upc=f"L{count}-{n}", product_class=kind, description="Rye flour"
        )
        for n in range(count)
    )
    get_model("catalogue", "ProductCategory").objects.bulk_create(
        get_model("catalogue", "ProductCategory")(product=each, category=bread) for each in goods
    )
    get_model("partner", "StockRecord").objects.bulk_create(
        get_model("partner", "StockRecord")(
            product=each, partner=cafe.partner, partner_sku=each.upc, price=3, price_currency="GBP", num_in_stock=9
        )
        for each in goods
    )
    get_model("catalogue", "ProductImage").objects.bulk_create(
        get_model("catalogue", "ProductImage")(product=each, original=image) for each in goods
    )
    call_command("update_index", verbosity=0)
    return goods

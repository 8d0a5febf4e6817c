"""python -m tests.bench.stock.filling COUNT: stock Oscar gets the goods that ours has; prints where and whom to ask."""

import json
import sys
from io import BytesIO

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.files.storage import default_storage  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from haystack import connections  # noqa: E402
from oscar.core.loading import get_model  # noqa: E402
from PIL import Image  # noqa: E402

from tests.bench.pages import CUSTOMERS  # noqa: E402
from tests.testbed.wares import ADDED, CAFES, COLOURS, ORDERED, PLENTY, SHELVES, SHOWN, wares  # noqa: E402

Product = get_model("catalogue", "Product")
Category = get_model("catalogue", "Category")
ProductCategory = get_model("catalogue", "ProductCategory")
ProductImage = get_model("catalogue", "ProductImage")
StockRecord = get_model("partner", "StockRecord")


@transaction.atomic
def fill(count: int) -> None:
    first = Product.objects.exclude(structure=Product.CHILD).count()
    new = list(wares(first=first, count=max(count - first, 0)))
    kind = get_model("catalogue", "ProductClass").objects.get_or_create(name="Goods")[0]
    shelves = {name: Category.objects.filter(name=name).first() or Category.add_root(name=name) for name in SHELVES}
    cafes = {name: get_model("partner", "Partner").objects.get_or_create(name=name)[0] for name in CAFES}
    paths = [picture(colour) for colour in COLOURS]
    goods = Product.objects.bulk_create(
        [
            Product(
                product_class=kind,
                structure=Product.PARENT if ware.variants else Product.STANDALONE,
                upc=ware.code,
                title=ware.title,
                slug=ware.slug,
                description=ware.description,
            )
            for ware in new
        ],
        batch_size=2000,
    )
    sold = [
        (ware, variant)
        for ware, parent in zip(new, goods, strict=True)
        for variant in Product.objects.bulk_create(
            Product(structure=Product.CHILD, parent=parent, title=name, slug=name, upc=f"{ware.code}-{name}")
            for name in ware.variants
        )
        or [parent]
    ]
    StockRecord.objects.bulk_create(
        [
            StockRecord(
                product=product,
                partner=cafes[ware.cafe],
                partner_sku=product.upc,
                price=ware.price,
                price_currency="GBP",
                num_in_stock=ware.in_stock,
            )
            for ware, product in sold
        ],
        batch_size=2000,
    )
    ProductCategory.objects.bulk_create(
        [ProductCategory(product=each, category=shelves[ware.shelf]) for ware, each in zip(new, goods, strict=True)],
        batch_size=2000,
    )
    ProductImage.objects.bulk_create(
        [ProductImage(product=each, original=paths[each.pk % len(paths)]) for each in goods], batch_size=2000
    )
    index(Product.objects.filter(pk__in=[each.pk for each in goods]))


def picture(colour: str) -> str:
    path = f"images/products/{colour}.png"
    if not default_storage.exists(path):
        file = BytesIO()
        Image.new("RGB", (640, 480), colour).save(file, "PNG")
        default_storage.save(path, ContentFile(file.getvalue()))
    return path


def index(goods) -> None:
    engine = connections["default"]
    engine.get_backend().update(engine.get_unified_index().get_index(Product), goods)


@transaction.atomic
def customers():
    """Each with an address to ship to."""
    people = get_user_model().objects
    there = list(people.filter(email__endswith="@orders.example").order_by("pk"))
    if there:
        return there
    Country = get_model("address", "Country")
    gb = Country.objects.create(
        iso_3166_1_a2="GB", printable_name="United Kingdom", name="United Kingdom", is_shipping_country=True
    )
    for number in range(CUSTOMERS):
        user = people.create(username=f"customer-{number}", email=f"{number}@orders.example", first_name="Ada")
        user.addresses.create(last_name="Baker", line1="1 High Street", line4="Bristol", postcode="BS1 4DJ", country=gb)
        there.append(user)
    return there


def session(user) -> str:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies["sessionid"].value


def add(code: str) -> str:
    return f"/basket/add/{Product.objects.get(upc=code).pk}/"


fill(int(sys.argv[1]))
with connection.cursor() as cursor:
    cursor.execute("ANALYZE")
ordered = [ware.code for ware in ORDERED]
StockRecord.objects.filter(product__upc__in=ordered).update(num_in_stock=PLENTY)
ada = get_user_model().objects.get_or_create(username="ada", email="ada@example.com")[0]
shown = {
    "listing": "/catalogue/",
    "product": Product.objects.get(upc=SHOWN.code).get_absolute_url(),
    "add": add(ADDED.code),
    "session": session(ada),
    "adds": [add(code) for code in ordered],
    "sessions": [session(user) for user in customers()],
}
print(json.dumps(shown))

"""Many goods at once, as full as staff make them and written in bulk: 10,000 in some seconds, found by the search.

fill(1_000)                 # the house has 1,000 goods
buyer = buyer_with_prices() # a person whose account has a price list of its own, for half of them
fill(10_000)                # 9,000 more; the buyer's list grows with them
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection, transaction
from oscar.core.loading import get_model
from PIL import Image
from wagtail.images import get_image_model

from shop.cafes.models import Cafe
from shop.goods import pictures
from shop.pricing.models import AccountPriceList, ListPrice, PriceList
from tests.factories import CafeFactory, MemberFactory, ProductClassFactory, TradeAccountFactory
from tests.testbed.wares import CAFES, COLOURS, SHELVES, Ware, wares

BATCH = 2000
BY_THE_CASE, OWN = "Many goods by the case", "Many goods for one"
ALLERGENS = (None, (), ("gluten",), ("gluten", "milk"), ("milk", "eggs"), ("nuts",))
DIETS = ((), ("vegetarian",), ("vegan", "vegetarian"))


def fill(count: int) -> None:
    """Until there are so many: goods with a page of their own; every twelfth has three variants besides."""
    product = get_model("catalogue", "Product")
    first = product.objects.filter(upc__startswith="MG-", parent=None).count()
    new = list(wares(first=first, count=max(count - first, 0)))
    with transaction.atomic():
        write(new)
    look_at_the_tables()
    call_command("update_index", verbosity=0)
    look_at_the_tables()


def look_at_the_tables() -> None:
    """As PostgreSQL does by itself after a while: what it plans for empty tables takes minutes with full ones."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def write(new: list[Ware]) -> None:
    product = get_model("catalogue", "Product")
    kind = ProductClassFactory(name="Goods")
    goods = bulk(product(product_class=kind, structure=structure(ware), **facts(ware)) for ware in new)
    bulk(
        product(structure=product.CHILD, parent=parent, title=name, slug=name, upc=f"{ware.code}-{name}")
        for ware, parent in zip(new, goods, strict=True)
        for name in ware.variants
    )
    in_categories(new, goods)
    with_pictures(goods)
    offer(new)
    name_prices(new)


def structure(ware: Ware) -> str:
    product = get_model("catalogue", "Product")
    return product.PARENT if ware.variants else product.STANDALONE


def facts(ware: Ware) -> dict[str, Any]:
    number = ware.number
    seasonal = {"season_first": date(2020, 2, 1), "season_last": date(2020, 9, 30), "season_yearly": True}
    by_case = {"sold_by": "case", "pieces": 12, "pack": "12 × 400 g", "net_content": Decimal("4.8"), "maximum": 40}
    in_steps = {"minimum": 2, "step": 2, "pack": "2 × 800 g", "net_content": Decimal("0.8")}
    weighed = {"priced_by": "weight", "net_content": Decimal("1.25"), "pack": "about 1.25 kg"}
    return {
        "upc": ware.code,
        "title": ware.title,
        "slug": ware.slug,
        "description": ware.description,
        "tax_class_id": ("bread", "standard")[number % 2],
        "supply": "to_order" if number % 9 == 4 else "stocked",
        "lead_days": number % 3,
        "allergens": ALLERGENS[number % len(ALLERGENS)],
        "diets": DIETS[number % len(DIETS)],
        "ingredients": "*wheat* flour, water, salt",
        **(by_case, in_steps, weighed, {})[number % 4],
        **(seasonal if number % 20 == 3 else {}),
    }


def in_categories(new: list[Ware], goods: list[Any]) -> None:
    category, link = get_model("catalogue", "Category"), get_model("catalogue", "ProductCategory")
    shelves = {each.name: each for each in category.objects.filter(depth=1, name__in=SHELVES)}
    shelves |= {name: category.add_root(name=name) for name in SHELVES if name not in shelves}
    bulk(link(product=each, category=shelves[ware.shelf]) for ware, each in zip(new, goods, strict=True))


def with_pictures(goods: list[Any]) -> None:
    shown = get_model("catalogue", "ProductImage")
    images = [picture(colour) for colour in COLOURS]
    bulk(shown(product=each, original=images[each.pk % len(images)]) for each in goods)


def picture(colour: str) -> Any:
    if kept := get_image_model().objects.filter(title=colour).first():
        return kept
    file = BytesIO()
    Image.new("RGB", (640, 480), colour).save(file, "PNG")
    image = pictures.keep(file=ContentFile(file.getvalue(), name=f"{colour}.png"), title=colour)
    pictures.prepare(image)
    return image


def offer(new: list[Ware]) -> None:
    record = get_model("partner", "StockRecord")
    cafes = {name: cafe(name).partner for name in CAFES}
    sold = dict(goods_of(new).exclude(structure="parent").values_list("upc", "pk"))
    bulk(
        record(
            product_id=sold[code],
            partner=cafes[ware.cafe],
            partner_sku=code,
            price=ware.price,
            price_currency="GBP",
            num_in_stock=ware.in_stock,
        )
        for ware in new
        for code in codes(ware)
    )


def cafe(name: str) -> Cafe:
    return Cafe.objects.filter(partner__name=name).first() or CafeFactory(name=name)


def name_prices(new: list[Ware]) -> None:
    """For everybody: a break for one in ten. For one account: every second."""
    record = get_model("partner", "StockRecord")
    records = record.objects.filter(product__in=goods_of(new)).order_by("pk")
    everybody = PriceList.objects.get_or_create(name=BY_THE_CASE, defaults={"is_for_everybody": True})[0]
    own = PriceList.objects.get_or_create(name=OWN)[0]

    def named() -> Iterator[ListPrice]:
        for n, each in enumerate(records):
            if n % 10 == 0:
                yield ListPrice(price_list=everybody, stockrecord=each, from_quantity=10, price=each.price - 1)
            if n % 2:
                yield ListPrice(price_list=own, stockrecord=each, price=each.price * Decimal("0.9"))

    bulk(named())


def buyer_with_prices() -> Any:
    own = PriceList.objects.get(name=OWN)
    if given := AccountPriceList.objects.filter(price_list=own).first():
        return given.account.members.get().user
    account = TradeAccountFactory(cafe=cafe(CAFES[0]))
    AccountPriceList.objects.create(account=account, price_list=own)
    return MemberFactory(account=account, role="buyer").user


def goods_of(new: list[Ware]) -> Any:
    """With their variants."""
    product = get_model("catalogue", "Product")
    if not new:
        return product.objects.none()
    span = (new[0].code, f"{new[-1].code}-~")
    return product.objects.filter(upc__range=span)


def codes(ware: Ware) -> list[str]:
    return [f"{ware.code}-{name}" for name in ware.variants] or [ware.code]


def bulk(rows: Iterable[Any]) -> list[Any]:
    found = list(rows)
    return type(found[0]).objects.bulk_create(found, batch_size=BATCH) if found else []

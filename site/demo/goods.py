"""What the cafés make: their shelves, each piece with a picture drawn for the house.

Asked again, it leaves what is there already as staff have made it since.
"""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import resvg_py
from django.core.files.base import ContentFile
from oscar.core.loading import get_model

from demo.shelves import early_loaf, harbour_roast, liffey_larder
from demo.shelves.labels import CRATE, LABELS
from demo.shelves.ware import Ware
from shop.cafes.models import Cafe
from shop.goods import pictures
from shop.goods.models import Deposit
from shop.goods.supply import TO_ORDER

DRAWINGS = Path(__file__).parent / "pictures"
PIXELS_WIDE = 960
SHELVES = (early_loaf.GOODS, harbour_roast.GOODS, liffey_larder.GOODS)

CATEGORIES = {
    "Bread": "Long proved, baked at night, on the van by six.",
    "Pastry": "Laminated by hand and sent out fresh, or ready to bake.",
    "Cakes": "By the loaf and by the tray, for counters and meeting rooms.",
    "Coffee": "Roasted in small batches on Mondays and Wednesdays.",
    "Tea and juice": "For those who have had their coffee.",
    "Pantry": "Jars and bags that keep.",
    "Savoury": "Lunch, made this morning, and the cheese to go with it.",
}
# Beside its own picture: the drawing, and what is on it.
MORE_PICTURES = {
    "EL-SOUR": [("oven", "Hands shaping dough on a floured table"), ("early-loaf-2", "Loaves before a brick oven")],
    "EL-RYE": [("rye-news", "A dark rye loaf in slices, one of them buttered")],
    "LL-CHE": [("release-wheel", "A wheel, the first wedge cut"), ("liffey-larder-2", "The cellar where it ripens")],
}
OWN_OF_A_VARIANT = {"pack", "sold_by", "pieces", "net_content", "content_unit"}


def goods(cafes: list[Cafe]) -> None:
    """The catalogue: categories, products, stock and pictures. The cafés come in the order of their stories."""
    categories = {name: category(name, words) for name, words in CATEGORIES.items()}
    for cafe, shelf in zip(cafes, SHELVES, strict=True):
        for each in shelf:
            if not get_model("catalogue", "Product").objects.filter(upc=each.code).exists():
                put_on_shelf(each, cafe, categories[each.shelf])


def category(name: str, description: str) -> Any:
    categories = get_model("catalogue", "Category")
    found = categories.objects.filter(name=name, depth=1).first()
    return found or categories.add_root(name=name, description=description)


def put_on_shelf(each: Ware, cafe: Cafe, category: Any) -> None:
    products = get_model("catalogue", "Product")
    product = products(
        structure=products.PARENT if each.variants else products.STANDALONE,
        upc=each.code,
        title=each.title,
        description=each.description,
        product_class=get_model("catalogue", "ProductClass").objects.get_or_create(name="Goods")[0],
        **facts(each),
    )
    product.full_clean(exclude=["slug"])
    product.save()
    product.categories.add(category)
    hang_up(product, [(each.drawing, ""), *((f"scenes/{name}", on) for name, on in MORE_PICTURES.get(each.code, ()))])
    if not each.variants:
        offer(each, cafe, product)
    own = {name: value for name, value in facts(each).items() if name in OWN_OF_A_VARIANT}
    for letter, title in each.variants.items():
        variant = {"upc": f"{each.code}-{letter}", "title": title, **own}
        offer(each, cafe, products.objects.create(structure=products.CHILD, parent=product, **variant))


def hang_up(product: Any, drawings: list[tuple[str, str]]) -> None:
    for place, (name, words) in enumerate(drawings):
        image = pictures.keep(file=drawn(name), title=words or product.title)
        get_model("catalogue", "ProductImage").objects.create(
            product=product, original=image, caption=words, display_order=place
        )


def facts(each: Ware) -> dict[str, Any]:
    made = {"supply": TO_ORDER} if each.stock is None else {}
    bottles = {"deposit": crate()} if each.code == "LL-ELD" else {}
    return {**made, **LABELS[each.code].facts(), **bottles}


def crate() -> Deposit:
    return Deposit.objects.get_or_create(name=CRATE, defaults={"price": Decimal("6.40")})[0]


def offer(each: Ware, cafe: Cafe, product: Any) -> None:
    get_model("partner", "StockRecord").objects.create(
        product=product,
        partner=cafe.partner,
        partner_sku=product.upc,
        price_currency=cafe.currency,
        price=Decimal(each.price),
        num_in_stock=each.stock,
        low_stock_threshold=None if each.stock is None else 5,
    )


def drawn(name: str) -> ContentFile:
    """A drawing as a picture file: the library keeps no SVG."""
    return ContentFile(pixels(name), name=f"{Path(name).name}.png")


@cache
def pixels(name: str) -> bytes:
    """Drawn once a process, however often a shelf is filled."""
    return bytes(resvg_py.svg_to_bytes(svg_path=str(DRAWINGS / f"{name}.svg"), width=PIXELS_WIDE))

"""What the cafés make: a first shelf of it, each piece with a picture drawn for the house.

Asked again, it leaves what is there already as staff have made it since.
"""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import resvg_py
from django.core.files.base import ContentFile
from oscar.core.loading import get_model

from shop.cafes.models import Cafe
from shop.goods import pictures

DRAWINGS = Path(__file__).parent / "pictures"
PIXELS_WIDE = 960

CATEGORIES = {
    "Bread": "Long proved, baked at night, on the van by six.",
    "Pastry": "Laminated by hand and sent out fresh, or ready to bake.",
    "Cakes": "By the loaf and by the tray, for counters and meeting rooms.",
    "Coffee": "Roasted in small batches on Mondays and Wednesdays.",
    "Tea and juice": "For those who have had their coffee.",
    "Pantry": "Jars and bags that keep.",
    "Savoury": "Lunch, made this morning.",
}


@dataclass(frozen=True)
class Goods:
    code: str
    title: str
    shelf: str
    price: str
    stock: int | None
    drawing: str
    description: str


EARLY_LOAF = (
    Goods(
        "EL-SOUR", "Sourdough loaf, 900 g", "Bread", "3.20", 48, "sourdough",
        "Our house loaf. Wheat and a little rye, raised for twenty hours, with a crust that sings when it cools.\n\n"
        "Keeps for three days; makes excellent toast on the fourth.",
    ),
    Goods(
        "EL-RYE", "Rye tin loaves, case of 6", "Bread", "20.40", 3, "rye",
        "Dark, moist and made to be sliced thin. The crust is brushed with a little malt, and the loaf keeps for a "
        "week.",
    ),
    Goods(
        "EL-BAG", "Baguettes, box of 10", "Bread", "11.50", 24, "baguettes",
        "Thin crust, open crumb, baked at five. Best before the afternoon: order what you need today.",
    ),
    Goods(
        "EL-CROI", "Butter croissants, case of 24", "Pastry", "26.40", 18, "croissants",
        "Three folds, three days, and nothing but butter. Baked, ready to serve; five minutes in a warm oven make them "
        "as good as new.",
    ),
    Goods(
        "EL-CHOC", "Pain au chocolat, case of 24", "Pastry", "28.80", 12, "pain-au-chocolat",
        "The same dough as our croissants round two sticks of dark chocolate.",
    ),
    Goods(
        "EL-BUNS", "Cinnamon buns, tray of 12", "Pastry", "19.80", 0, "cinnamon-buns",
        "Soft, sticky, and iced while they are warm. They go quickly: we bake again every morning.",
    ),
    Goods(
        "EL-LEM", "Lemon drizzle loaf, 14 slices", "Cakes", "14.50", 6, "lemon-drizzle",
        "Sharp, buttery and cut into fourteen, so that nobody has to.",
    ),
    Goods(
        "EL-BROW", "Chocolate and hazelnut brownies, tray of 20", "Cakes", "24.00", 15, "brownies",
        "Dark in the middle, crackled on the top, with roasted hazelnuts throughout.",
    ),
)  # fmt: skip
HARBOUR_ROAST = (
    Goods(
        "HR-ESP", "Quayside espresso beans, 1 kg", "Coffee", "17.50", 60, "espresso-beans",
        "Cocoa, toasted almond and a short, clean finish. Made for milk, good without.",
    ),
    Goods(
        "HR-SID", "Sidama filter coffee, 1 kg", "Coffee", "21.00", 22, "filter-coffee",
        "Peach and black tea, with a long sweet end. Roasted light, for filter.",
    ),
    Goods(
        "HR-TEA", "Breakfast tea, 100 bags", "Tea and juice", "9.60", 35, "breakfast-tea",
        "A brisk blend of Assam and Kenya that stands up to milk.",
    ),
)  # fmt: skip
LIFFEY_LARDER = (
    Goods(
        "LL-APP", "Cloudy apple juice, 12 bottles", "Tea and juice", "18.00", 20, "apple-juice",
        "Pressed from Irish apples and nothing else. Twelve bottles of 250 ml.",
    ),
    Goods(
        "LL-BRU", "Crème brûlée tarts, box of 8", "Cakes", "22.00", 9, "creme-brulee-tarts",
        "Vanilla custard under a thin sheet of burnt sugar, in butter pastry.",
    ),
    Goods(
        "LL-JAM", "Strawberry jam, 6 jars", "Pantry", "19.50", 40, "strawberry-jam",
        "More fruit than sugar, boiled in small pans. Six jars of 340 g.",
    ),
    Goods(
        "LL-GRA", "Honey granola, 3 kg", "Pantry", "16.20", 14, "granola",
        "Oats, seeds and cranberries, baked slowly with honey. About sixty bowls.",
    ),
    Goods(
        "LL-QUI", "Leek and cheddar quiche, 12 slices", "Savoury", "18.90", None, "quiche",
        "Made to order with our own eleven-month cheddar. Good cold, better warm.",
    ),
)  # fmt: skip
SHELVES = (EARLY_LOAF, HARBOUR_ROAST, LIFFEY_LARDER)


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


def kind(*, counted: bool) -> Any:
    name = "Stocked goods" if counted else "Made to order"
    return get_model("catalogue", "ProductClass").objects.get_or_create(name=name, defaults={"track_stock": counted})[0]


def put_on_shelf(each: Goods, cafe: Cafe, category: Any) -> None:
    product = get_model("catalogue", "Product").objects.create(
        upc=each.code,
        title=each.title,
        description=each.description,
        product_class=kind(counted=each.stock is not None),
    )
    product.categories.add(category)
    get_model("partner", "StockRecord").objects.create(
        product=product,
        partner=cafe.partner,
        partner_sku=each.code,
        price_currency=cafe.currency,
        price=Decimal(each.price),
        num_in_stock=each.stock,
        low_stock_threshold=None if each.stock is None else 5,
    )
    image = pictures.keep(file=drawn(each.drawing), title=each.title)
    get_model("catalogue", "ProductImage").objects.create(product=product, original=image)


def drawn(name: str) -> ContentFile:
    """A drawing as a picture file: the library keeps no SVG."""
    svg = DRAWINGS / f"{name}.svg"
    return ContentFile(bytes(resvg_py.svg_to_bytes(svg_path=str(svg), width=PIXELS_WIDE)), name=f"{name}.png")

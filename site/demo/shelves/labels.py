"""What stands on each label: how a piece of the shelf is sold, what is in it, how it is kept."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from shop.goods.quantities import BY_WEIGHT, CASE, KILOGRAM, LITRE
from shop.goods.supply import UNLIMITED

CRATE = "Wooden crate with 20 bottles"
VEGAN, VEGETARIAN = ("vegan", "vegetarian"), ("vegetarian",)


@dataclass(frozen=True)
class Label:
    pack: str
    content: str | None
    contains: str = ""
    may_contain: str = ""
    ingredients: str = ""
    tax: str = "food"
    storage: str = "dry"
    keeps: int | None = None
    diets: tuple[str, ...] = ()
    rest: tuple[tuple[str, Any], ...] = ()

    def facts(self) -> dict[str, Any]:
        """As the product's columns have them."""
        return {
            "pack": self.pack,
            "net_content": self.content and Decimal(self.content),
            "allergens": self.contains.split(),
            "may_contain": self.may_contain.split(),
            "ingredients": self.ingredients,
            "tax_class_id": self.tax,
            "storage": self.storage,
            "shelf_life_days": self.keeps,
            "diets": self.diets,
            **dict(self.rest),
        }


def case(pieces: int, **rest: Any) -> tuple[tuple[str, Any], ...]:
    return tuple({"sold_by": CASE, "pieces": pieces, **rest}.items())


def also(**rest: Any) -> tuple[tuple[str, Any], ...]:
    return tuple(rest.items())


WHEAT = "*Wheat* flour (with calcium, iron, niacin, thiamin)"

LABELS = {
    "EL-SOUR": Label(
        "900 g",
        "0.9",
        "gluten",
        "sesame",
        f"{WHEAT}, water, *rye* flour, salt.",
        "bread",
        keeps=3,
        diets=VEGAN,
        rest=also(minimum=2, step=2, lead_days=1),
    ),
    "EL-RYE": Label(
        "6 × 800 g",
        "4.8",
        "gluten",
        "sesame nuts",
        "*Rye* flour, water, *wheat* flour, *barley* malt, salt.",
        "bread",
        keeps=7,
        diets=VEGAN,
        rest=case(6, maximum=2, lead_days=1),
    ),
    "EL-BAG": Label(
        "10 × 250 g",
        "2.5",
        "gluten",
        "sesame",
        f"{WHEAT}, water, salt, yeast.",
        "bread",
        keeps=1,
        diets=VEGAN,
        rest=case(10, lead_days=1),
    ),
    "EL-CROI": Label(
        "24 × 70 g",
        "1.68",
        "gluten eggs milk",
        "nuts soya",
        f"{WHEAT}, butter (*milk*) 26 %, water, sugar, *eggs*, yeast, salt.",
        "cakes",
        keeps=1,
        diets=VEGETARIAN,
        rest=case(24, lead_days=1),
    ),
    "EL-CHOC": Label(
        "24 × 80 g",
        "1.92",
        "gluten eggs soya milk",
        "nuts",
        f"{WHEAT}, butter (*milk*), dark chocolate 12 % (cocoa, sugar, *soya* lecithin), sugar, *eggs*, yeast, salt.",
        "cakes",
        keeps=1,
        diets=VEGETARIAN,
        rest=case(24, lead_days=1),
    ),
    "EL-BUNS": Label(
        "12 × 95 g",
        "1.14",
        "gluten eggs milk",
        "nuts",
        f"{WHEAT}, *milk*, sugar, butter (*milk*), *eggs*, cinnamon, yeast, salt.",
        "cakes",
        keeps=2,
        diets=VEGETARIAN,
        rest=case(12),
    ),
    "EL-LEM": Label(
        "14 × 65 g",
        "0.91",
        "gluten eggs milk",
        "nuts",
        f"{WHEAT}, sugar, butter (*milk*), *eggs*, lemon 8 %, raising agent.",
        "cakes",
        keeps=5,
        diets=VEGETARIAN,
    ),
    "EL-BROW": Label(
        "20 × 70 g",
        "1.4",
        "gluten eggs soya milk nuts",
        "peanuts",
        f"Sugar, dark chocolate (cocoa, sugar, *soya* lecithin), *eggs*, butter (*milk*), {WHEAT}, *hazelnuts* 9 %.",
        "cakes",
        keeps=6,
        diets=VEGETARIAN,
        rest=case(20),
    ),
    "EL-ROLL": Label(
        "24 × 60 g",
        "1.44",
        "gluten milk sesame",
        "soya",
        f"{WHEAT}, water, *milk*, *sesame*, poppy and pumpkin seeds, yeast, salt.",
        "bread",
        keeps=2,
        diets=VEGETARIAN,
        rest=case(24, lead_days=1),
    ),
    "EL-BGL": Label(
        "30 × 85 g",
        "2.55",
        "gluten sesame",
        "milk",
        f"{WHEAT}, water, *sesame*, *barley* malt, salt, yeast.",
        "bread",
        keeps=3,
        diets=VEGAN,
        rest=case(30),
    ),
    "EL-FOC": Label(
        "20 × 90 g",
        "1.8",
        "gluten",
        "sesame",
        f"{WHEAT}, water, olive oil 9 %, rosemary, salt, yeast.",
        "bread",
        keeps=2,
        diets=VEGAN,
        rest=case(20, lead_days=1, capacity=30),
    ),
    "EL-DAN": Label(
        "15 × 90 g",
        "1.35",
        "gluten eggs milk",
        "nuts",
        f"{WHEAT}, butter (*milk*), rhubarb 18 %, *milk*, sugar, *eggs*, vanilla.",
        "cakes",
        keeps=1,
        diets=VEGETARIAN,
        rest=case(15, season_first=date(2026, 1, 10), season_last=date(2026, 6, 20), season_yearly=True, lead_days=1),
    ),
    "EL-SCO": Label(
        "24 × 80 g",
        "1.92",
        "gluten eggs milk",
        "nuts",
        f"{WHEAT}, *buttermilk*, butter (*milk*), *eggs*, sugar, raising agent.",
        "cakes",
        keeps=2,
        diets=VEGETARIAN,
        rest=case(24),
    ),
    "EL-CAR": Label(
        "16 × 120 g",
        "1.92",
        "gluten eggs milk nuts",
        "peanuts",
        f"Carrot 24 %, {WHEAT}, sugar, cream cheese (*milk*), *eggs*, rapeseed oil, *walnuts* 6 %, cinnamon.",
        "cakes",
        "chilled",
        3,
        VEGETARIAN,
    ),
    "EL-SHO": Label(
        "40 × 30 g",
        "1.2",
        "gluten soya milk",
        "nuts",
        f"{WHEAT}, butter (*milk*), sugar, chocolate 22 % (cocoa, sugar, *milk*, *soya* lecithin), salt.",
        "confectionery",
        keeps=42,
        diets=VEGETARIAN,
        rest=case(40),
    ),
    "EL-SAU": Label(
        "30 × 110 g",
        "3.3",
        "gluten eggs milk sesame",
        "mustard",
        f"Pork 41 %, {WHEAT}, butter (*milk*), water, *eggs*, sage, *sesame*, black pepper, salt.",
        storage="frozen",
        keeps=90,
        rest=case(30),
    ),
    "HR-ESP": Label("1 kg", "1", ingredients="Coffee beans.", keeps=180, diets=(*VEGAN, "organic")),
    "HR-SID": Label("1 kg", "1", ingredients="Coffee beans.", keeps=180, diets=VEGAN),
    "HR-TEA": Label("100 × 3 g", "0.3", ingredients="Black tea.", keeps=540, diets=VEGAN, rest=case(100)),
    "HR-DEC": Label("1 kg", "1", ingredients="Decaffeinated coffee.", keeps=180, diets=VEGAN),
    "HR-GUE": Label(
        "loose",
        None,
        ingredients="Coffee beans.",
        keeps=180,
        diets=VEGAN,
        rest=also(sold_by=KILOGRAM, minimum=2, lead_days=2, capacity=60),
    ),
    "HR-COL": Label(
        "12 × 250 ml",
        "3",
        ingredients="Water, coffee.",
        tax="drinks",
        keeps=120,
        diets=VEGAN,
        rest=case(12, content_unit=LITRE),
    ),
    "HR-EAR": Label(
        "500 g",
        "0.5",
        ingredients="Black tea, oil of bergamot, cornflowers.",
        keeps=540,
        diets=VEGAN,
    ),
    "HR-MIN": Label("80 × 2 g", "0.16", ingredients="Peppermint.", keeps=540, diets=(*VEGAN, "organic"), rest=case(80)),
    "HR-CHO": Label(
        "2 kg",
        "2",
        "soya milk",
        "nuts",
        "Sugar, cocoa 44 %, *milk* powder, *soya* lecithin.",
        keeps=365,
        diets=VEGETARIAN,
    ),
    "HR-VAN": Label(
        "6 × 700 ml",
        "4.2",
        ingredients="Cane sugar, water, vanilla.",
        tax="drinks",
        keeps=365,
        diets=VEGAN,
        rest=case(6, content_unit=LITRE, supply=UNLIMITED),
    ),
    "LL-APP": Label(
        "12 × 250 ml",
        "3",
        ingredients="Apples, vitamin C.",
        tax="drinks",
        keeps=270,
        diets=VEGAN,
        rest=case(12, content_unit=LITRE),
    ),
    "LL-BRU": Label(
        "8 × 110 g",
        "0.88",
        "gluten eggs milk",
        "nuts",
        f"Cream (*milk*), {WHEAT}, *eggs*, butter (*milk*), sugar, vanilla.",
        "cakes",
        "chilled",
        3,
        VEGETARIAN,
        case(8),
    ),
    "LL-JAM": Label(
        "6 × 340 g", "2.04", ingredients="Strawberries, sugar, lemon.", keeps=540, diets=VEGAN, rest=case(6)
    ),
    "LL-GRA": Label(
        "3 kg",
        "3",
        "gluten nuts sesame",
        "milk peanuts",
        "*Oats*, honey, *almonds*, pumpkin seeds, *sesame*, cranberries.",
        keeps=180,
        diets=VEGETARIAN,
    ),
    "LL-QUI": Label(
        "12 × 140 g",
        "1.68",
        "gluten eggs milk",
        "mustard",
        f"*Eggs*, leek, {WHEAT}, cheddar (*milk*), cream (*milk*), butter (*milk*).",
        storage="chilled",
        keeps=4,
        diets=VEGETARIAN,
        rest=also(lead_days=1, capacity=24),
    ),
    "LL-CHE": Label(
        "about 2.4 kg",
        "2.4",
        "milk",
        ingredients="Cheddar (*milk*), salt, rennet.",
        storage="chilled",
        keeps=60,
        rest=also(priced_by=BY_WEIGHT),
    ),
    "LL-PIE": Label(
        "12 × 260 g",
        "3.12",
        "gluten eggs milk celery",
        "mustard",
        f"Beef 34 %, {WHEAT}, stout (*barley*), butter (*milk*), carrots, *celery*, *eggs*, thyme.",
        storage="chilled",
        keeps=5,
        rest=case(12, lead_days=2),
    ),
    "LL-TOM": Label(
        "5 litres",
        "5",
        "milk celery",
        ingredients="Tomatoes, water, cream (*milk*), onion, *celery*, garlic, basil.",
        storage="chilled",
        keeps=5,
        diets=VEGETARIAN,
        rest=also(content_unit=LITRE, lead_days=1, capacity=12),
    ),
    "LL-SAL": Label(
        "loose",
        None,
        "milk sulphites",
        "sesame",
        "Chickpeas, tomatoes, feta (*milk*), red onion, lemon, mint, cumin (*sulphites*).",
        storage="chilled",
        keeps=3,
        diets=VEGETARIAN,
        rest=also(sold_by=KILOGRAM, lead_days=1, minimum=2, capacity=40),
    ),
    "LL-ELD": Label(
        "20 × 330 ml",
        "6.6",
        "sulphites",
        ingredients="Water, sugar, elderflower, lemon, *sulphites*.",
        tax="drinks",
        keeps=365,
        diets=VEGAN,
        rest=case(20, content_unit=LITRE),
    ),
    "LL-CHU": Label(
        "6 × 300 g",
        "1.8",
        "mustard sulphites",
        ingredients="Red onions, sugar, vinegar (*sulphites*), *mustard* seed, salt.",
        keeps=540,
        diets=VEGAN,
        rest=case(6),
    ),
    "LL-MAR": Label(
        "6 × 340 g",
        "2.04",
        ingredients="Sugar, Seville oranges.",
        keeps=720,
        diets=VEGAN,
        rest=case(6),
    ),
    "LL-HON": Label("3 kg", "3", ingredients="Heather honey.", keeps=1095, diets=VEGETARIAN),
    "LL-CRI": Label(
        "24 × 40 g",
        "0.96",
        may_contain="milk celery",
        ingredients="Potatoes, sunflower oil, sea salt.",
        tax="confectionery",
        keeps=120,
        diets=VEGAN,
        rest=case(24, supply=UNLIMITED),
    ),
}

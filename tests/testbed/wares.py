"""Goods by number: the same number is always the same product, for our house and for any other shop that we measure.

Standard library only, for a shop that is not ours reads this too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

CAFES = ("Early Loaf", "Harbour Roast", "Liffey Larder", "North Quay")
SHELVES = {
    "Bread": ("Loaf", "Baguette", "Roll", "Bun", "Flatbread"),
    "Pastry": ("Croissant", "Danish", "Tart", "Turnover", "Swirl"),
    "Cakes": ("Sponge", "Brownie", "Muffin", "Cookie", "Scone"),
    "Coffee": ("Espresso", "Filter", "Decaf", "Cold Brew", "Beans"),
    "Tea": ("Breakfast Tea", "Green Tea", "Infusion", "Chai", "Oolong"),
    "Pantry": ("Jam", "Chutney", "Granola", "Syrup", "Pickle"),
    "Savoury": ("Quiche", "Pie", "Soup", "Sandwich", "Salad"),
    "Dairy": ("Cheddar", "Butter", "Yoghurt", "Cream", "Curd"),
}
KINDS = tuple((shelf, kind) for shelf, kinds in SHELVES.items() for kind in kinds)
FIRSTS = (
    *("Rye", "Honey", "Seeded", "Sourdough", "Oat", "Spelt", "Malted", "Smoked", "Salted", "Wild", "Toasted", "Dark"),
    *(
        "Golden",
        "Country",
        "Harvest",
        "Orchard",
        "Coastal",
        "Old Mill",
        "Kentish",
        "Dublin",
        "Cornish",
        "Welsh",
        "Slow",
    ),
)
SECONDS = (
    *("Apple", "Walnut", "Cardamom", "Fig", "Hazelnut", "Lemon", "Ginger", "Poppy", "Raisin", "Thyme", "Cherry"),
    *("Pumpkin", "Almond", "Blackberry", "Caramel", "Onion", "Olive", "Garlic", "Pear", "Rhubarb", "Cinnamon", "Plum"),
    *("Vanilla", "Orange", "Rosemary", "Date", "Maple", "Quince", "Fennel"),
)
COLOURS = ("sienna", "peru", "wheat")
VARIANTS = ("small", "medium", "large")


@dataclass(frozen=True)
class Ware:
    number: int

    @property
    def code(self) -> str:
        return f"MG-{self.number:06}"

    @property
    def shelf(self) -> str:
        return KINDS[self.number % len(KINDS)][0]

    @property
    def title(self) -> str:
        first, second = FIRSTS[self.number % len(FIRSTS)], SECONDS[self.number % len(SECONDS)]
        return f"{first} {KINDS[self.number % len(KINDS)][1]} with {second} no. {self.number}"

    @property
    def slug(self) -> str:
        return self.title.lower().replace(".", "").replace(" ", "-")

    @property
    def description(self) -> str:
        return (
            f"{self.title}: made this morning, packed by hand and on the van before six. It keeps for three days in a "
            "cool place, and a day longer in its paper."
        )

    @property
    def cafe(self) -> str:
        return CAFES[self.number % len(CAFES)]

    @property
    def price(self) -> Decimal:
        return Decimal(250 + self.number * 37 % 2000) / 100

    @property
    def in_stock(self) -> int:
        return self.number * 7 % 60

    @property
    def variants(self) -> tuple[str, ...]:
        return VARIANTS if self.number % 12 == 4 else ()


def wares(*, first: int, count: int) -> Iterator[Ware]:
    return (Ware(number) for number in range(first, first + count))


# One whose page is shown, and one that anybody can put into a basket.
SHOWN, ADDED = Ware(7), Ware(12)
# Five that are ordered together: of one café, at any time of the year, and never sold out.
ORDERED, PLENTY = tuple(Ware(number) for number in (7, 11, 15, 19, 27)), 1_000_000

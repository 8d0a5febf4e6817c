"""Liffey Larder, Dublin: cheese, soups, pies and preserves."""

from demo.shelves.ware import Ware

GOODS = (
    Ware(
        "LL-APP", "Cloudy apple juice, 12 bottles", "Tea and juice", "18.00", 20, "apple-juice",
        "Pressed from Irish apples and nothing else. Twelve bottles of 250 ml.",
    ),
    Ware(
        "LL-BRU", "Crème brûlée tarts, box of 8", "Cakes", "22.00", 9, "creme-brulee-tarts",
        "Vanilla custard under a thin sheet of burnt sugar, in butter pastry.",
    ),
    Ware(
        "LL-JAM", "Strawberry jam, 6 jars", "Pantry", "19.50", 40, "strawberry-jam",
        "More fruit than sugar, boiled in small pans. Six jars of 340 g.",
    ),
    Ware(
        "LL-GRA", "Honey granola, 3 kg", "Pantry", "16.20", 14, "granola",
        "Oats, seeds and cranberries, baked slowly with honey. About sixty bowls.",
    ),
    Ware(
        "LL-QUI", "Leek and cheddar quiche, 12 slices", "Savoury", "18.90", None, "quiche",
        "Made to order with our own eleven-month cheddar. Good cold, better warm.",
    ),
    Ware(
        "LL-CHE", "Eleven-month cheddar, small wheel, about 2.4 kg", "Savoury", "18.00", 8, "cheddar",
        "Bound in cloth and turned by hand every week for eleven months. Nutty and a little sharp, with crystals that "
        "crunch.\n\nNo two wheels weigh the same: we weigh yours when we pack it.",
    ),
    Ware(
        "LL-PIE", "Beef and stout pies, case of 12", "Savoury", "38.40", 10, "stout-pies",
        "Shin of beef, cooked overnight in stout with carrots and thyme, in a pastry that stands up by itself. Baked; "
        "warm for twenty minutes.",
    ),
    Ware(
        "LL-TOM", "Tomato and basil soup, 5 litres", "Savoury", "23.50", None, "tomato-soup",
        "Roasted tomatoes, a whole bulb of garlic to the pot, and basil at the very end. Made the morning you need it; "
        "twenty bowls, with cream or without.",
    ),
    Ware(
        "LL-SAL", "Spiced chickpea salad, per kg", "Savoury", "9.80", None, "chickpea-salad",
        "Chickpeas with cumin and lemon, cherry tomatoes, red onion, feta and a handful of mint. Say how many "
        "kilograms: one feeds five at lunch.",
    ),
    Ware(
        "LL-ELD", "Sparkling elderflower, crate of 20", "Tea and juice", "26.00", 17, "elderflower",
        "Picked in June, steeped with lemon and made to sparkle. Dry rather than sweet.\n\n"
        "Twenty bottles of 330 ml in a wooden crate. The driver takes crate and bottles back, and we fill them again.",
    ),
    Ware(
        "LL-CHU", "Red onion chutney, 6 jars", "Pantry", "21.60", 33, "red-onion-chutney",
        "Onions cooked for four hours with vinegar, dark sugar and mustard seed, until the spoon stands. It was made "
        "for our cheddar. Six jars of 300 g.",
    ),
    Ware(
        "LL-MAR", "Seville marmalade, 6 jars", "Pantry", "20.40", 0, "seville-marmalade",
        "Bitter oranges, cut thick. We boil it once a year, in January, and when the last jar has gone it has gone. "
        "Six jars of 340 g.",
    ),
    Ware(
        "LL-HON", "Heather honey, 3 kg", "Pantry", "41.00", 7, "heather-honey",
        "From hives on the Wicklow hills. Dark and thick as jelly, with a taste of caramel and smoke; wonderful on "
        "the granola.",
    ),
    Ware(
        "LL-CRI", "Sea salt crisps, 24 bags", "Pantry", "20.40", None, "crisps",
        "Irish potatoes, sliced thick and fried in small pans. Twenty-four bags of 40 g for the shelf beside the till.",
    ),
)  # fmt: skip

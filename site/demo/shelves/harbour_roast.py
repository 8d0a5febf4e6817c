"""Harbour Roast, Cardiff: coffee, tea and what goes into a cup."""

from demo.shelves.ware import Ware

GOODS = (
    Ware(
        "HR-ESP", "Quayside espresso beans, 1 kg", "Coffee", "17.50", 60, "espresso-beans",
        "Cocoa, toasted almond and a short, clean finish. Made for milk, good without.",
    ),
    Ware(
        "HR-SID", "Sidama filter coffee, 1 kg", "Coffee", "21.00", 22, "filter-coffee",
        "Peach and black tea, with a long sweet end. Roasted light, for filter.",
    ),
    Ware(
        "HR-TEA", "Breakfast tea, 100 bags", "Tea and juice", "9.60", 35, "breakfast-tea",
        "A brisk blend of Assam and Kenya that stands up to milk.",
    ),
    Ware(
        "HR-DEC", "Lantern decaf, 1 kg", "Coffee", "19.80", 18, "decaf",
        "Toffee and red apple, for those who want to sleep. The caffeine is taken out with spring water, and the "
        "flavour stays.",
        variants={
            "B": "Lantern decaf, whole beans, 1 kg",
            "E": "Lantern decaf, ground for espresso, 1 kg",
            "F": "Lantern decaf, ground for filter, 1 kg",
        },
    ),
    Ware(
        "HR-GUE", "Guest espresso, roasted to order, per kg", "Coffee", "24.50", None, "guest-espresso",
        "A small lot from one farm, another one every month. We roast as many kilograms as you ask for and send them "
        "out two days later, with a card that tells where they grew.",
    ),
    Ware(
        "HR-COL", "Cold brew coffee, 12 cans", "Coffee", "24.00", 26, "cold-brew",
        "Steeped for eighteen hours and never heated: smooth, dark and faintly sweet, with nothing added. Twelve cans "
        "of 250 ml.",
    ),
    Ware(
        "HR-EAR", "Earl Grey, loose leaf, 500 g", "Tea and juice", "15.40", 13, "earl-grey",
        "Ceylon leaves with oil of bergamot and a few blue cornflowers. A tin makes some two hundred cups.",
    ),
    Ware(
        "HR-MIN", "Peppermint tea, 80 pyramids", "Tea and juice", "11.20", 31, "peppermint-tea",
        "Whole leaves, cut once, in bags with room to unfold. Bright and cool, and as welcome at ten at night as at "
        "ten in the morning.",
    ),
    Ware(
        "HR-CHO", "Drinking chocolate, 2 kg", "Pantry", "25.50", 19, "drinking-chocolate",
        "Flakes of real chocolate, 44 per cent cocoa. Two spoons in hot milk make a thick cup; three make a "
        "reputation.",
    ),
    Ware(
        "HR-VAN", "Vanilla syrup, 6 bottles", "Pantry", "33.00", None, "vanilla-syrup",
        "Cane sugar, water and split pods, simmered slowly. Six bottles of 700 ml, with one pump in every case.",
    ),
)  # fmt: skip

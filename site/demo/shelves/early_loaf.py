"""Early Loaf, Bristol: bread, pastry and cakes."""

from demo.shelves.ware import Ware

GOODS = (
    Ware(
        "EL-SOUR", "Sourdough loaf, 900 g", "Bread", "3.20", 48, "sourdough",
        "Our house loaf. Wheat and a little rye, raised for twenty hours, with a crust that sings when it cools.\n\n"
        "Keeps for three days; makes excellent toast on the fourth.",
    ),
    Ware(
        "EL-RYE", "Rye tin loaves, case of 6", "Bread", "20.40", 3, "rye",
        "Dark, moist and made to be sliced thin. The crust is brushed with a little malt, and the loaf keeps for a "
        "week.",
    ),
    Ware(
        "EL-BAG", "Baguettes, box of 10", "Bread", "11.50", 24, "baguettes",
        "Thin crust, open crumb, baked at five. Best before the afternoon: order what you need today.",
    ),
    Ware(
        "EL-CROI", "Butter croissants, case of 24", "Pastry", "26.40", 18, "croissants",
        "Three folds, three days, and nothing but butter. Baked, ready to serve; five minutes in a warm oven make them "
        "as good as new.",
    ),
    Ware(
        "EL-CHOC", "Pain au chocolat, case of 24", "Pastry", "28.80", 12, "pain-au-chocolat",
        "The same dough as our croissants round two sticks of dark chocolate.",
    ),
    Ware(
        "EL-BUNS", "Cinnamon buns, tray of 12", "Pastry", "19.80", 0, "cinnamon-buns",
        "Soft, sticky, and iced while they are warm. They go quickly: we bake again every morning.",
    ),
    Ware(
        "EL-LEM", "Lemon drizzle loaf, 14 slices", "Cakes", "14.50", 6, "lemon-drizzle",
        "Sharp, buttery and cut into fourteen, so that nobody has to.",
    ),
    Ware(
        "EL-BROW", "Chocolate and hazelnut brownies, tray of 20", "Cakes", "24.00", 15, "brownies",
        "Dark in the middle, crackled on the top, with roasted hazelnuts throughout.",
    ),
    Ware(
        "EL-ROLL", "Seeded rolls, bag of 24", "Bread", "9.60", 30, "seeded-rolls",
        "Soft inside, with a lid of sesame, poppy and pumpkin seeds. They hold a fried egg as well as a slice of "
        "ham.\n\nFreeze what you don't need on the day.",
    ),
    Ware(
        "EL-BGL", "Sesame bagels, bag of 30", "Bread", "16.50", 22, "sesame-bagels",
        "Boiled, then baked, so that they are chewy under a shiny crust. Split and toast them; they want cream cheese.",
    ),
    Ware(
        "EL-FOC", "Rosemary focaccia, tray of 20", "Bread", "18.40", None, "rosemary-focaccia",
        "Baked in the tray with plenty of olive oil, then scattered with rosemary and flaked salt. We cut it into "
        "twenty, or leave it whole if you write so on the order.",
    ),
    Ware(
        "EL-DAN", "Rhubarb Danish, tray of 15", "Pastry", "22.50", 4, "rhubarb-danish",
        "Crisp layers round vanilla custard, with three batons of poached rhubarb on each. In season from January "
        "until the rhubarb gives up.",
    ),
    Ware(
        "EL-SCO", "Buttermilk scones, tray of 24", "Cakes", "17.80", 16, "scones",
        "Tall, tender and glazed with egg. Warm them, split them, and let your guests argue about whether jam or "
        "cream goes on first.",
    ),
    Ware(
        "EL-CAR", "Carrot cake, 16 slices", "Cakes", "26.00", 5, "carrot-cake",
        "Two spiced layers with walnuts and a good deal of carrot, under cream cheese icing. It arrives cut, and "
        "keeps for three days in the fridge.",
    ),
    Ware(
        "EL-SHO", "Chocolate-dipped shortbread, tin of 40", "Cakes", "27.20", 28, "shortbread",
        "All-butter fingers, baked pale and dipped in milk or dark chocolate. The tin keeps them for six weeks, if "
        "it is kept out of reach.",
    ),
    Ware(
        "EL-SAU", "Sausage rolls, ready to bake, case of 30", "Savoury", "31.50", 11, "sausage-rolls",
        "Coarse pork with sage and black pepper, rolled in our own puff pastry. From the freezer to the oven: "
        "twenty-five minutes, and the whole street knows.",
    ),
)  # fmt: skip

"""What must be known of food before it is ordered: the 14 allergens of EU 1169/2011, what it suits, how it is kept."""

ALLERGENS = {
    "gluten": "Gluten (cereals)",
    "crustaceans": "Crustaceans",
    "eggs": "Eggs",
    "fish": "Fish",
    "peanuts": "Peanuts",
    "soya": "Soya",
    "milk": "Milk",
    "nuts": "Nuts",
    "celery": "Celery",
    "mustard": "Mustard",
    "sesame": "Sesame",
    "sulphites": "Sulphites",
    "lupin": "Lupin",
    "molluscs": "Molluscs",
}
DIETS = {"vegan": "Vegan", "vegetarian": "Vegetarian", "organic": "Organic", "halal": "Halal"}
STORAGE = {
    "dry": "Cool and dry",
    "chilled": "Chilled, 0 to 5 °C",
    "frozen": "Frozen, −18 °C or below",
}


def allergen_names(codes: tuple[str, ...]) -> list[str]:
    return [ALLERGENS[code] for code in codes]


def diet_names(codes: tuple[str, ...]) -> list[str]:
    return [DIETS[code] for code in codes]


def emphasised(ingredients: str) -> list[tuple[str, bool]]:
    """Pieces of "*Wheat* flour, water" by turns, and whether each names an allergen and so stands out."""
    pieces = ingredients.split("*")
    if len(pieces) % 2 == 0:  # a star without its fellow is a star
        pieces[-2:] = ["*".join(pieces[-2:])]
    return [(piece, bool(place % 2)) for place, piece in enumerate(pieces) if piece]

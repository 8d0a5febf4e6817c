"""Drawn scenes in the picture library, each once: a bakery at night, a quay, a cellar."""

from functools import cache
from typing import Any

import resvg_py
from django.core.files.base import ContentFile
from wagtail.images import get_image_model
from wagtail.models import Collection

from demo.goods import DRAWINGS

PIXELS_WIDE = 1440
COLLECTION = "Pages"
SCENES = {
    "hero": "Bread, coffee and cheese on a table between fields, the van behind it",
    "early-loaf": "The bakery in Bristol, loaves in its window",
    "early-loaf-2": "A brick oven with loaves on the peel, and racks beside it",
    "harbour-roast": "The roastery on the quay in Cardiff",
    "harbour-roast-2": "A drum roaster, beans turning in its tray",
    "liffey-larder": "The delicatessen in Dublin",
    "liffey-larder-2": "A vaulted cellar full of cheeses",
    "oven": "Hands shaping dough on a floured table",
    "rye-news": "A dark rye loaf in slices, one of them buttered",
    "beans-news": "Sacks of green coffee among the hills it grows on",
    "cellar-news": "A cellar in a hillside, its doors open on shelves of cheese",
    "market-news": "A market stall under an awning",
    "van-news": "A delivery van on a country road at first light",
    "release-mincepies": "Mince pies on a stand by a snowy window",
    "release-wheel": "A wheel of cheese, the first wedge cut, with grapes and crackers",
    "social": "Bread, coffee and cheese on one table",
}


# Where the eye shall stay when a wide drawing is cut: from the left and from the top, in parts of its size.
FOCUS = {"hero": (0.95, 0.6)}


def scene(name: str) -> Any:
    title = SCENES[name]
    images = get_image_model().objects
    return images.filter(title=title, collection=collection()).first() or kept(name, title)


def kept(name: str, title: str) -> Any:
    file = ContentFile(drawn(name), name=f"{name}.png")
    image = get_image_model()(title=title, description=f"{title}.", file=file, collection=collection())
    across, down = FOCUS.get(name, (None, None))
    if across and down:
        image.focal_point_x, image.focal_point_y = int(image.width * across), int(image.height * down)
        image.focal_point_width = image.focal_point_height = image.height // 2
    image.save()
    return image


@cache
def drawn(name: str) -> bytes:
    svg = DRAWINGS / "scenes" / f"{name}.svg"
    return bytes(resvg_py.svg_to_bytes(svg_path=str(svg), width=PIXELS_WIDE))


def collection() -> Collection:
    found = Collection.objects.filter(name=COLLECTION, depth=2).first()
    return found or Collection.get_first_root_node().add_child(name=COLLECTION)

"""The pictures and goods that a page's fields and blocks have chosen: asked for once, for the whole page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from oscar.core.loading import get_model
from wagtail.blocks import StreamValue
from wagtail.images import get_image_model

from home import pictures
from shop.goods import queries


@dataclass(frozen=True)
class Chosen:
    pictures: dict[int, Any] = field(default_factory=dict)
    goods: dict[int, Any] = field(default_factory=dict)

    def picture(self, pk: int | None) -> Any:
        return self.pictures.get(pk) if pk else None

    def products(self, keys: Iterable[int]) -> list[Any]:
        """In the order in which they were chosen; what is no longer sold is left out."""
        return [self.goods[key] for key in dict.fromkeys(keys) if key in self.goods]


def chosen(
    streams: Iterable[StreamValue], *, images: Iterable[int | None] = (), products: Iterable[int] = ()
) -> Chosen:
    image, product = get_image_model(), get_model("catalogue", "Product")
    wanted: dict[Any, set[int]] = {image: {key for key in images if key}, product: set(products)}
    for stream in streams:
        for model, key, *_ in stream.stream_block.extract_references(stream):
            if model in wanted:
                wanted[model].add(int(key))
    return Chosen(
        pictures=pictures.found(wanted[image]),
        goods=queries.products().in_bulk(wanted[product]) if wanted[product] else {},
    )

"""Who changed what of the goods. Whoever writes a price, a stock or a fact says so here, in the same transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import structlog

from shop.edition.watching import unseen
from shop.goods.models import GoodsChange

LONGEST = 300
AT_ONCE = 500
PRICE, STOCK, SHOWN, ARCHIVED = "Price", "Number in stock", "Shown in the shop", "Archived"

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Change:
    """Values as people read them. partner: the café whose price or stock it is; None for what all share."""

    what: str
    old: object = ""
    new: object = ""
    partner: Any = None


def record(*, product: Any, by: Any, changes: Iterable[Change]) -> None:
    rows = [_row(product, change, by) for change in changes]
    if not rows:
        return
    with unseen():
        GoodsChange.objects.bulk_create(rows)
    log.info("goods changed", product=product.pk, by=by and by.pk, what=[row.what for row in rows])


def record_many(*, changes: Iterable[tuple[Any, Change]], by: Any) -> None:
    """For whoever writes goods by the thousand: each change with its product."""
    rows = [_row(product, change, by) for product, change in changes]
    with unseen():
        GoodsChange.objects.bulk_create(rows, batch_size=AT_ONCE)
    log.info("goods changed", by=by and by.pk, changes=len(rows))


def _row(product: Any, change: Change, by: Any) -> GoodsChange:
    return GoodsChange(
        product=product,
        of=_shortened(f"{product.get_title()}, {product.upc}" if product.upc else product.get_title()),
        partner=change.partner,
        is_of_one_cafe=change.partner is not None,
        by=by,
        what=_shortened(change.what, 120),
        old=_shortened(in_words(change.old)),
        new=_shortened(in_words(change.new)),
    )


def in_words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _shortened(text: str, longest: int = LONGEST) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"

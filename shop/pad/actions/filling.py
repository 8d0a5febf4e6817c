"""Many lines at once into a basket: each so many in all, however often it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from shop.pad.domain.refusals import OtherCurrency, TooManyPieces

PRICES = ["price_excl_tax", "price_incl_tax"]


@dataclass(frozen=True)
class Filled:
    added: int
    changed: int
    removed: int

    @property
    def any(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@transaction.atomic
def fill(*, basket: Any, wanted: Mapping[Any, int]) -> Filled:
    """wanted: by the pad's row, 0 takes it out. Whether so many may be bought was asked before."""
    if not basket.pk:
        basket.save()
    basket.hold()
    own = list(basket.lines.order_by("pk"))
    _refuse(own, wanted)
    by_product = {line.product_id: line for line in reversed(own)}
    begun, changed, removed = [], [], []
    for row, quantity in wanted.items():
        line = by_product.get(row.pk)
        if line is None and quantity:
            begun.append(_begun(basket, row, quantity))
        elif line is not None and not quantity:
            removed.append(line.pk)
        elif line is not None and line.quantity != quantity:
            changed.append(_changed(line, basket, row, quantity))
    model = basket.lines.model
    model.objects.bulk_create(begun)
    model.objects.bulk_update(changed, ["quantity", *PRICES, "date_updated"])
    if removed:
        basket.lines.filter(pk__in=removed).delete()
    basket.reset_offer_applications()
    return Filled(len(begun), len(changed), len(removed))


def _refuse(own: list[Any], wanted: Mapping[Any, int]) -> None:
    touched = {row.pk for row in wanted}
    staying = [line for line in own if line.product_id not in touched]
    currencies = {line.price_currency for line in staying} | {row.currency for row, count in wanted.items() if count}
    if len(currencies) > 1:
        raise OtherCurrency
    most = settings.OSCAR_MAX_BASKET_QUANTITY_THRESHOLD  # type: ignore[misc]
    if sum(line.quantity for line in staying) + sum(wanted.values()) > most:
        raise TooManyPieces(most)


def _begun(basket: Any, row: Any, quantity: int) -> Any:
    price = row.price_at(quantity)
    return basket.lines.model(
        basket=basket,
        product=row.product,
        stockrecord=row.record,
        line_reference=basket._create_line_reference(row.product, row.record, []),
        quantity=quantity,
        price_currency=price.currency,
        price_excl_tax=price.excl_tax,
        price_incl_tax=price.incl_tax,
        tax_code=price.tax_code,
    )


def _changed(line: Any, basket: Any, row: Any, quantity: int) -> Any:
    line.basket, line.product, line.stockrecord = basket, row.product, row.record
    line.requantify(quantity)
    line.date_updated = timezone.now()
    return line

"""Low-stock alerts, as Oscar's dashboard lists them."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from oscar.core.loading import get_model


def review_level(*, record: Any) -> None:
    review_levels(records=[record])


def review_levels(*, records: Iterable[Any]) -> None:
    """Open or close their alerts. Should two have been opened at the same instant, both close together."""
    StockAlert = get_model("partner", "StockAlert")
    low: dict[int, Any] = {}
    enough: list[int] = []
    for record in records:
        if record.is_below_threshold:
            low[record.pk] = record
        else:
            enough.append(record.pk)
    opened = StockAlert.objects.filter(status=StockAlert.OPEN)
    if enough:
        opened.filter(stockrecord__in=enough).update(status=StockAlert.CLOSED, date_closed=timezone.now())
    if low:
        known = set(opened.filter(stockrecord__in=low).values_list("stockrecord", flat=True))
        StockAlert.objects.bulk_create(
            StockAlert(stockrecord=record, threshold=record.low_stock_threshold)
            for pk, record in low.items()
            if pk not in known
        )

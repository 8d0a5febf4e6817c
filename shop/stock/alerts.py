"""Low-stock alerts, as Oscar's dashboard lists them."""

from django.utils import timezone
from oscar.core.loading import get_model


def review_level(*, record) -> None:
    """Open or close a record's alert. Should two have been opened at the same instant, both close together."""
    StockAlert = get_model("partner", "StockAlert")
    opened = StockAlert.objects.filter(stockrecord=record, status=StockAlert.OPEN)
    if not record.is_below_threshold:
        opened.update(status=StockAlert.CLOSED, date_closed=timezone.now())
    elif not opened.exists():
        StockAlert.objects.create(stockrecord=record, threshold=record.low_stock_threshold)

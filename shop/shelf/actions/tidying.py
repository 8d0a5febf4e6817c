"""The rows of an import are kept for a month; that it was, and by whom, stays."""

from datetime import datetime, timedelta

from django.db import transaction

from shop.shelf.models import Import, ImportRow

KEPT = timedelta(days=30)


def tidy(*, now: datetime) -> int:
    """What was never written is thrown away with its rows."""
    old = Import.objects.filter(at__lt=now - KEPT, rows_are_gone=False).exclude(state__in=["checking", "writing"])
    pks = list(old.values_list("pk", flat=True))
    with transaction.atomic():
        ImportRow.objects.filter(of__in=pks).delete()
        unwritten = Import.objects.filter(pk__in=pks).exclude(state="written")
        unwritten.update(state="dropped", finished_at=now)
        Import.objects.filter(pk__in=pks).update(rows_are_gone=True)
    return len(pks)

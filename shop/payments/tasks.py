from celery import shared_task
from django.utils import timezone

from shop.payments.actions import reconciling
from shop.payments.ledger import Reconciliation


@shared_task
def reconcile(run: int | None = None, after: int = 0) -> None:
    """In pieces, each of which asks for the next."""
    now = timezone.now()
    begun = reconciling.begin(now=now) if run is None else Reconciliation.objects.get(pk=run)
    reached = reconciling.go_on(run=begun, after=after, now=now)
    if reached is not None:
        reconcile.delay(begun.pk, reached)

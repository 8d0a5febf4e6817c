from celery import shared_task
from django.utils import timezone

from shop.taking import queries
from shop.taking.actions.beginning import discard
from shop.taking.domain import KEPT_FOR


@shared_task
def tidy() -> None:
    """What was begun and never placed, and what led back to what was."""
    for taking in queries.over(timezone.now(), KEPT_FOR).iterator():
        discard(taking=taking)

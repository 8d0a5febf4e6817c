from celery import shared_task
from django.utils import timezone

from shop.ordering.actions.sweeping import sweep


@shared_task
def settle_what_was_left() -> None:
    sweep(now=timezone.now())

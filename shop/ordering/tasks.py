from celery import shared_task
from django.utils import timezone

from shop.ordering.actions.noticing import look_for_what_was_not_told
from shop.ordering.actions.sweeping import sweep


@shared_task
def settle_what_was_left() -> None:
    sweep(now=timezone.now())


@shared_task
def look_for_disputes() -> None:
    look_for_what_was_not_told(now=timezone.now())

from celery import shared_task
from django.utils import timezone

from shop.outbox import actions
from shop.outbox.domain import DELIVERY_SECONDS


@shared_task(soft_time_limit=DELIVERY_SECONDS - 5, time_limit=DELIVERY_SECONDS)
def deliver(pk: int, attempts: int) -> None:
    actions.deliver(pk=pk, attempts=attempts, now=timezone.now())


@shared_task
def sweep() -> None:
    actions.sweep(now=timezone.now())


@shared_task
def tidy() -> None:
    actions.tidy(now=timezone.now())

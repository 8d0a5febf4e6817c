from celery import shared_task
from django.utils import timezone

from shop.updates.actions import telling


@shared_task
def tell_due() -> None:
    telling.tell_due(now=timezone.now())


@shared_task
def tidy() -> None:
    telling.tidy(now=timezone.now())

from celery import shared_task
from django.utils import timezone

from shop.files import actions


@shared_task
def sweep() -> None:
    actions.sweep(now=timezone.now())

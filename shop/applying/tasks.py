from celery import shared_task
from django.utils import timezone

from shop.applying.actions import forgetting


@shared_task
def tidy() -> None:
    forgetting.tidy(now=timezone.now())

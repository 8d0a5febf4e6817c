from celery import shared_task
from django.utils import timezone

from shop.edition import actions


@shared_task
def tidy() -> None:
    actions.tidy(now=timezone.now())

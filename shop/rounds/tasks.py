from celery import shared_task
from django.utils import timezone

from shop.rounds.actions import making


@shared_task
def make_rounds() -> None:
    making.make_rounds(now=timezone.now())

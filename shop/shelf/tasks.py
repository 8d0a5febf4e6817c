from celery import shared_task
from django.utils import timezone

from shop.shelf.actions import asking, tidying, working


@shared_task
def work(pk: int) -> None:
    working.work(pk=pk, now=timezone.now())


@shared_task
def sweep() -> None:
    asking.sweep(now=timezone.now())


@shared_task
def tidy() -> None:
    tidying.tidy(now=timezone.now())

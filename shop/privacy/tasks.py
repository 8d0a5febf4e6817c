from celery import shared_task
from django.utils import timezone

from shop.privacy.actions import erasing, outliving


@shared_task
def carry_out_due() -> None:
    erasing.carry_out_due(now=timezone.now())


@shared_task
def let_go() -> None:
    outliving.let_go(now=timezone.now())

from celery import shared_task
from django.core.management import call_command


@shared_task
def publish_scheduled() -> None:
    """What is due to appear or to go, by the minute."""
    call_command("publish_scheduled")

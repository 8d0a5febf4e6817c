"""The task queue: a real broker by CELERY_BROKER_URL, else threads in one server process (operations.embedded)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("cafedjango")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

"""Addresses for operators, and of uploaded pictures."""

from django.conf import settings
from django.urls import path

from operations import health, media
from operations.metrics import metrics

# Answered by middleware.Probes, before anything looks at hosts and sessions.
PROBES = {"/healthz": health.alive, "/readyz": health.ready, "/metrics": metrics}

urlpatterns = [] if settings.S3_BUCKET else [path("media/<path:path>", media.show, name="media")]

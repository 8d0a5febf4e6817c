"""One line an event, with the request's id: JSON for machines, a table for people. Tasks carry the id of who asked."""

import logging
import sys
from typing import Any

import structlog

from config.env import env, refuse
from operations.logs import hide_secrets

LOG_FORMAT = env("LOG_FORMAT", default="console")
LOG_LEVEL = env("LOG_LEVEL", default="INFO").upper()
# People at a terminal want what went wrong; machines want a line for each task that ended as well.
DJANGO_STRUCTLOG_CELERY_DEFAULT_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_CELERY_TASK_SUCCESS_LOG_LEVEL = logging.INFO if LOG_FORMAT == "json" else logging.DEBUG
DJANGO_STRUCTLOG_CELERY_TASK_FAILURE_LOG_LEVEL = logging.WARNING

RENDERERS: dict[str, list[Any]] = {
    "json": [structlog.processors.format_exc_info, hide_secrets, structlog.processors.JSONRenderer()],
    "console": [
        hide_secrets,
        structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
        ),
    ],
}
if LOG_FORMAT not in RENDERERS or LOG_LEVEL not in logging.getLevelNamesMapping():
    refuse("LOG_FORMAT must be json or console, LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR")

EVERY_EVENT: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "house": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *RENDERERS[LOG_FORMAT]],
            "foreign_pre_chain": EVERY_EVENT,
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "house"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # Their own handlers go, so that every line has one form; operations.middleware.RequestLog tells of requests.
        "django": {"handlers": []},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
        "gunicorn.error": {
            "handlers": [],
            "propagate": True,
            "level": "INFO" if LOG_FORMAT == "json" else "WARNING",
        },
    },
}

logging.captureWarnings(True)
structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *EVERY_EVENT,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

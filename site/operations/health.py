"""Is the process alive, and can it serve? Asked every few seconds: never waits long, never says why in public."""

import secrets
import threading
from functools import lru_cache
from time import monotonic
from typing import ClassVar

import structlog
from celery import current_app
from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

PATIENCE = 2.0

log = structlog.get_logger("house.health")


@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "ok"})


@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    known_migrations()
    checks = [Check.under_way(name) for name in CHECKS]
    deadline = monotonic() + PATIENCE
    answers = {check.name: check.answer_by(deadline) for check in checks}
    return JsonResponse(answers, status=200 if set(answers.values()) == {"ok"} else 503)


class Check(threading.Thread):
    """One question in a thread of its own: a database that doesn't answer must not hold the page nor gather threads."""

    running: ClassVar[dict[str, "Check"]] = {}

    @classmethod
    def under_way(cls, name: str) -> "Check":
        check = cls.running.get(name)
        if check is None or not check.is_alive():
            check = cls.running[name] = cls(name)
        return check

    def __init__(self, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.answer = "no answer"
        self.start()

    def run(self) -> None:
        try:
            self.answer = CHECKS[self.name]()
        except Exception as error:
            self.answer = "down"
            log.warning("not ready", part=self.name, error=type(error).__name__)
        finally:
            connection.close()

    def answer_by(self, deadline: float) -> str:
        self.join(max(0.0, deadline - monotonic()))
        return self.answer


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def migrations() -> str:
    return "ok" if known_migrations() <= set(MigrationRecorder(connection).applied_migrations()) else "pending"


@lru_cache
def known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).graph.nodes)


def shared_cache() -> str:
    word, shared = secrets.token_hex(8), getattr(cache, "strict", cache)
    shared.set(f"readyz-{word}", word, 10)
    return "ok" if shared.get(f"readyz-{word}") == word else "down"


def broker() -> str:
    with current_app.connection_for_write(connect_timeout=PATIENCE) as link:
        link.ensure_connection(max_retries=1, interval_start=0)
    return "ok"


CHECKS = {"database": database, "migrations": migrations, "cache": shared_cache, "broker": broker}

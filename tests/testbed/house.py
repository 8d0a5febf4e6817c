"""The demo house, seeded once into a template and copied for each module that opens its doors."""

import fcntl
import hashlib
import logging
import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from django.conf import settings
from django.contrib.sites.models import Site
from django.core.cache import caches
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler, get_internal_wsgi_application
from django.core.signals import got_request_exception
from django.db import connection
from django.test import Client, override_settings
from oscar.core.loading import get_model
from wagtail.models import Page

from config import ROOT
from config.settings import sandbox
from tests.testbed import database, furniture

# The house's own: Django's test runner puts another in its place.
MAIL = "shop.outbox.backend.OutboxBackend"


def seeds() -> str:
    """A hash of what the demo is made of, without its past orders: a changed seed is never served from an old
    template."""
    digest = hashlib.sha256(database.fingerprint().encode())
    for file in [*sorted((ROOT / "site" / "demo").rglob("*")), Path(furniture.__file__), Path(__file__)]:
        if file.is_file() and not {"__pycache__", "history"} & set(file.parts):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def seeded_database() -> Iterator[None]:
    """A copy of the demo's database, in place of the one the tests had."""
    before = settings.DATABASES["default"]["NAME"]
    folder = settings.STATE_DIR / "test"
    engine = database.SQLite(folder) if connection.vendor == "sqlite" else database.PostgreSQL()
    template = engine.name(f"demo_{seeds()}")
    with (folder / f"{connection.vendor}.demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not engine.exists(template):
            half_made = engine.name("half_seeded")
            engine.drop(half_made)
            engine.copy(engine.name(f"template_{database.fingerprint()}"), half_made)
            database.use(half_made)
            forget_what_was_cached()
            with no_log(), override_settings(EMAIL_BACKEND=MAIL):
                call_command("demo", history=False, verbosity=0)
                furniture.furnish()
                draw_all_pictures()
            connection.close()
            engine.rename(half_made, template)
        mine = engine.name(f"house_{os.getpid()}")
        engine.drop(mine)
        engine.copy(template, mine)
    database.use(mine)
    forget_what_was_cached()
    try:
        with override_settings(EMAIL_BACKEND=MAIL):
            yield
    finally:
        connection.close()
        engine.drop(mine)
        database.use(before)
        forget_what_was_cached()


def draw_all_pictures() -> None:
    """Once, where each test would otherwise draw those of the pages that it opens first."""
    for page in Page.objects.live().filter(depth__gt=1):
        Client().get(page.url)
    for product in get_model("catalogue", "Product").objects.browsable():
        Client().get(product.get_absolute_url())


def forget_what_was_cached() -> None:
    for cache in caches.all(initialized_only=True):
        cache.clear()
    Site.objects.clear_cache()


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """The tests look at answers, not at a log."""


@contextmanager
def no_log() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def tell(**kwargs: object) -> None:
    """What made an answer a 500, where pytest shows it beside the failure."""
    traceback.print_exc(limit=-6)


@contextmanager
def open_doors() -> Iterator[str]:
    """The house on a port of its own, in threads of this process; yields its address."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.daemon_threads = True
    server.set_app(get_internal_wsgi_application())
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    got_request_exception.connect(tell)
    here = f"http://127.0.0.1:{server.server_port}"
    bank = {"SITE_URL": here, "BANK_API_URL": sandbox.api(here), "SANDBOX_BANK": sandbox.bank(site=here)}
    try:
        with no_log(), override_settings(VISITOR_PAGES=True, **bank):
            yield here
    finally:
        got_request_exception.disconnect(tell)
        server.shutdown()
        server.server_close()
        thread.join()

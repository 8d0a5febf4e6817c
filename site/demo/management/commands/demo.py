"""`make demo-reset`, and the first start of `make run`."""

import logging
import time

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from demo.reset import empty_house
from demo.seed import seed


class Command(BaseCommand):
    help = "Seed the demo, once."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--reset", action="store_true", help="Throw everything away first, your own changes too.")
        parser.add_argument("--no-history", dest="history", action="store_false", help="Without past orders: quicker.")

    def handle(self, *, reset, history, **options):
        if not settings.DEMO:
            raise CommandError("This house is no demo: set DEMO=true first, where nothing real can be lost.")
        logging.disable(logging.INFO)  # Wagtail tells each page and each search entry.
        try:
            self.prepare(reset, history)
        finally:
            logging.disable(logging.NOTSET)

    def prepare(self, reset, history):
        if reset:
            self.stdout.write("Throwing the demo away and preparing the database (half a minute) ...")
            empty_house()
        started = time.monotonic()
        if seed(now=timezone.now(), with_history=history):
            self.stdout.write(f"Seeded the demo in {time.monotonic() - started:.0f} s.")

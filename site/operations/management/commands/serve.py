"""`make run`: prepare what is missing, say where to look, and become the web server."""

import os
import socket
import sys

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from shop.accounts.demo import PASSWORD, PEOPLE


class Command(BaseCommand):
    help = "Prepare the database, seed the demo once, and serve the site."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, port, **options):
        refuse_a_busy_port(port)
        self.prepare_database()
        if settings.DEMO:
            call_command("demo")
        self.welcome(port)
        become_the_server(port)

    def prepare_database(self):
        settings.STATE_DIR.mkdir(parents=True, exist_ok=True)
        try:
            executor = MigrationExecutor(connection)
            pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
            if pending:
                self.stdout.write(f"Preparing the database: {len(pending)} steps (the first time, half a minute) ...")
                call_command("migrate", verbosity=0)
        except DatabaseError as error:
            raise CommandError(unusable(error)) from error
        finally:
            connection.close()

    def welcome(self, port):
        here = f"http://127.0.0.1:{port}"
        lines = ["", f"CafeDjango is on {here}/  (Ctrl-C ends it)", ""]
        if settings.DEMO:
            lines += [f"  Sign in at {here}/accounts/login/ with the password  {PASSWORD}", ""]
            lines += [f"    {person.email:<26} {person.job:<14} {person.sees}" for person in PEOPLE]
            lines += ["", f"  Mail that the site sends: {here}/outbox/", ""]
        if settings.SANDBOX:
            lines += [f"  The bank that customers pay by: {here}/sandbox/bank/", ""]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def refuse_a_busy_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OverflowError as error:
            raise CommandError(f"{port} is not a port: choose one between 1024 and 65535.") from error
        except OSError as error:
            raise CommandError(f"Port {port} is busy. Choose another one: make run PORT={port + 1}") from error


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def unusable(error):
    if connection.vendor == "sqlite":
        file = settings.DATABASES["default"]["NAME"]
        return f"The database file {file} can't be used ({error}). `make demo-reset` puts it aside and makes a new one."
    return f"The database can't be reached: {str(error).splitlines()[0]}"


def become_the_server(port):
    os.environ["PYTHONPATH"] = os.pathsep.join([str(settings.ROOT / "site"), str(settings.ROOT)])
    os.environ.setdefault("SITE_URL", f"http://127.0.0.1:{port}")
    if settings.SANDBOX:
        os.environ.setdefault("BANK_API_URL", f"http://127.0.0.1:{free_port()}/sandbox/bank/api/")
    server = [sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn", "--bind", f"127.0.0.1:{port}"]
    os.execv(sys.executable, [*server, "config.wsgi:application"])

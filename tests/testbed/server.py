"""The real site under its production server: several processes, several threads, a database of its own."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

from config import ROOT
from tests.testbed import postgres
from tests.testbed.ports import free_port

STARTS_WITHIN = 60
STOPS_WITHIN = 15


class DidNotStart(Exception):
    pass


@dataclass
class Served:
    """A running site: where it answers, what it writes to, and its log."""

    port: int
    database: str
    log: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def database_url(name: str) -> str:
    """How a process of its own reaches a database of this process's engine."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(postgres.address(settings.STATE_DIR))._replace(path=f"/{name}"))


@contextmanager
def running_site(database: str, *, log: Path, processes: int = 2, threads: int = 16, **env: str) -> Iterator[Served]:
    """Serve this database until the block ends. The port is ours before the server starts, so nobody can take it."""
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listener, log.open("wb") as written:
        served = Served(listener.getsockname()[1], database, log)
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "config.wsgi:application", "--preload"),
                *("--bind", f"fd://{listener.fileno()}", "--worker-class", "gthread"),
                *("--workers", str(processes), "--threads", str(threads), "--timeout", "120"),
                *("--graceful-timeout", "1", "--config", os.devnull),
            ],
            cwd=ROOT,
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "tests.testbed.settings",
                "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
                "TEST_DATABASE": "postgres" if connection.vendor == "postgresql" else "sqlite",
                "DATABASE_URL": database_url(database),
                "STATE_DIR": str(settings.STATE_DIR),
                "SITE_URL": served.address,
                "BANK_API_URL": f"http://127.0.0.1:{free_port()}/sandbox/bank/api/",
            }
            | env,
            stdout=written,
            stderr=subprocess.STDOUT,
            pass_fds=[listener.fileno()],
            preexec_fn=end_with_parent,
        )
        try:
            wait_until_ready(served, server)
            yield served
        finally:
            stop(server)


def end_with_parent() -> None:
    """Should the tests be killed, the server is told to stop (Linux's PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def wait_until_ready(served: Served, server: subprocess.Popen) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and server.poll() is None:
        line = HTTPConnection("127.0.0.1", served.port, timeout=5)
        try:
            line.request("GET", "/test/ready/")
            if line.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            line.close()
    raise DidNotStart(served.log.read_text())


def stop(server: subprocess.Popen) -> None:
    server.terminate()
    try:
        server.wait(STOPS_WITHIN)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()

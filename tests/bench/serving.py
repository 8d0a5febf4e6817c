"""The shops and their servers: each one process of gunicorn with four threads."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import ClassVar

from tests.bench.building import ROOT
from tests.bench.pages import Load, Shown
from tests.testbed.ports import free_port
from tests.testbed.processes import program

THREADS = "4"
STARTS_WITHIN, ANSWERS_WITHIN = 60, 300
PLAIN = ("--worker-class", "gthread", "--workers", "1", "--threads", THREADS, "--config", os.devnull)
OURS = ("--config", "python:config.gunicorn")


@dataclass(frozen=True)
class Server:
    port: int

    def look(self, load: Load) -> float:
        """Seconds until the answer, which must be the right one."""
        begun = time.perf_counter()
        answer, _ = self.ask(load.method, load.path, load.body, load.headers)
        seconds = time.perf_counter() - begun
        if answer.status != load.expects or load.cookie not in str(answer.headers):
            raise AssertionError(f"{load.server}: {load.path} answers {answer.status}\n{answer.headers}")
        return seconds

    def ask(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> tuple[HTTPResponse, bytes]:
        line = HTTPConnection("127.0.0.1", self.port, timeout=ANSWERS_WITHIN)
        line.request(method, path, body, dict(headers))
        answer = line.getresponse()
        text = answer.read()
        line.close()
        return answer, text


@dataclass(frozen=True)
class Shop:
    state: Path
    database: str
    python: Path | str = sys.executable

    settings = ""
    application = ""
    flags = PLAIN
    commands: ClassVar[tuple[tuple[str, ...], ...]] = (("django", "migrate", "--verbosity=0"),)
    filling = ""

    @property
    def env(self) -> dict[str, str]:
        return {
            "STATE_DIR": str(self.state),
            "DATABASE_URL": self.database,
            "DJANGO_SETTINGS_MODULE": self.settings,
            "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
            "LOG_LEVEL": "ERROR",
            "WEB_THREADS": THREADS,
        }

    def build(self) -> None:
        self.state.mkdir(parents=True)
        for command in self.commands:
            self.run(*command)

    def fill(self, count: int) -> Shown:
        return Shown(**json.loads(self.run(self.filling, str(count)).splitlines()[-1]))

    def run(self, *module: str) -> str:
        command = [self.python, "-m", *module]
        done = subprocess.run(
            command, cwd=ROOT, env=os.environ | self.env, stdout=subprocess.PIPE, text=True, check=True
        )
        return done.stdout

    def server(self, **env: str) -> AbstractContextManager[Server]:
        return serve(self.python, self.application, *self.flags, log=self.state / "log.txt", env=self.env | env)


class Ours(Shop):
    settings = "config.settings.dev"
    application = "config.wsgi:application"
    flags = OURS
    commands = (*Shop.commands, ("django", "demo", "--no-history"))
    filling = "tests.bench.filling"

    def with_nothing_kept(self) -> AbstractContextManager[Server]:
        return self.server(DJANGO_SETTINGS_MODULE="tests.bench.nothing_kept")


class Stock(Shop):
    settings = "tests.bench.stock.settings"
    application = "tests.bench.stock.wsgi:application"
    filling = "tests.bench.stock.filling"


def bare(folder: Path) -> AbstractContextManager[Server]:
    return serve(sys.executable, "tests.bench.bare:application", *PLAIN, log=folder / "bare.txt", env={})


@contextmanager
def serve(python: Path | str, application: str, *flags: str, log: Path, env: dict[str, str]) -> Iterator[Server]:
    server = Server(free_port())
    address = f"127.0.0.1:{server.port}"
    command = [str(python), "-m", "gunicorn", "--bind", address, "--log-level", "error", *flags, application]
    with program(command, log=log, env=env) as process:
        until = time.monotonic() + STARTS_WITHIN
        while not answers(server):
            if process.poll() is not None or time.monotonic() > until:
                raise TimeoutError(f"{application} did not start:\n{log.read_text()}")
            time.sleep(0.1)
        yield server


def answers(server: Server) -> bool:
    line = HTTPConnection("127.0.0.1", server.port, timeout=ANSWERS_WITHIN)
    try:
        line.request("GET", "/")
        line.getresponse().read()
    except OSError:
        return False
    finally:
        line.close()
    return True

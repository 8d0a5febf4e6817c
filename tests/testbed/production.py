"""A machine on the Internet: its whole environment, its server, and manage.py there (production.py check --deploy)."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from subprocess import Popen

ROOT = Path(__file__).resolve().parents[2]

COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "Kq3vX0t8Zb5nW1yRcE7uJ2mP9sLdF4hGaT6oVxYiNeBwQzUrSgHk",
    "SITE_URL": "https://shop.example.com",
    "ALLOWED_HOSTS": "shop.example.com",
    "TRUSTED_PROXIES": "1",
    "EMAIL_FROM": "CafeDjango <hello@example.com>",
    "EMAIL_URL": "smtp+tls://user:word@mail.example.com:587",
    "METRICS_TOKEN": "b8Yt2Lq9Xw4Rz6Nv1Kc3Md5P",
}
SERVER = [sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn"]
# What the proxy in front says of a visitor.
THROUGH_THE_PROXY = {"Host": "shop.example.com", "X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.7"}


def environment(**changes: str) -> dict[str, str]:
    """What a process is given there; of this process's own, only where to find programs."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV") if name in os.environ}
    return kept | {"PYTHONPATH": f"{ROOT / 'site'}:{ROOT}"} | COMPLETE | changes


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    text: str


@dataclass(frozen=True)
class Production:
    port: int
    log: Path
    process: Popen

    def get(self, path: str, *, method: str = "GET", form: str | None = None, **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {name.replace("_", "-"): text for name, text in headers.items()}
        if form is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, form, sent)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read().decode())
        finally:
            connection.close()

    def post(self, path: str, form: str, **headers: str) -> Answer:
        return self.get(path, method="POST", form=form, **headers)

    def visit(self, path: str, **headers: str) -> Answer:
        return self.get(path, **(THROUGH_THE_PROXY | headers))


@contextmanager
def production(folder: Path, **changes: str) -> Iterator[Production]:
    from tests.testbed.ports import free_port
    from tests.testbed.processes import eventually, program

    port, log = free_port(), folder / "server.log"
    settings = environment(PORT=str(port), STATE_DIR=str(folder), **changes)

    def is_up() -> bool:
        try:
            return house.get("/healthz").status == 200
        except OSError:
            return False

    with program(SERVER, log=log, env=settings) as process:
        house = Production(port, log, process)
        eventually(is_up, within=60, what="the server answers", log=log)
        yield house


@contextmanager
def production_on_its_own_database(folder: Path, purpose: str, **changes: str) -> Iterator[Production]:
    """Inside, the test's own queries go there too."""
    from django.db import connection

    from tests.testbed.database import fresh_database, use
    from tests.testbed.server import database_url

    before = connection.settings_dict["NAME"]
    with fresh_database(purpose) as name:
        try:
            with production(folder, DATABASE_URL=database_url(name), **changes) as house:
                yield house
        finally:
            use(before)


if __name__ == "__main__":
    os.execve(sys.executable, [sys.executable, str(ROOT / "manage.py"), *sys.argv[1:]], environment())

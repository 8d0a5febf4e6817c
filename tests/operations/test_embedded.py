"""The task worker inside the server, under gunicorn with three processes."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.request import urlopen

import pytest
from django.db import connection

from config import ROOT
from tests.testbed.database import fresh_database, use
from tests.testbed.ports import free_port
from tests.testbed.processes import eventually, group_members, program
from tests.testbed.server import database_url
from tests.testbed.smtp import smtp_sink

pytestmark = pytest.mark.timeout(300)

PROCESSES = 3
ENDS_WITHIN = 40


@pytest.fixture(scope="module")
def database(django_db_setup, django_db_blocker):
    tests_own = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        with fresh_database("embedded") as name:
            use(tests_own)
            yield name
        use(tests_own)


class Server:
    def __init__(self, process, address, log, processes):
        self.process, self.address, self.log, self.count = process, address, log, processes

    def ask(self, path):
        with urlopen(f"{self.address}{path}", timeout=20) as answer:
            return json.load(answer)

    def processes(self):
        """What each process says of itself; asked until all have answered."""
        found = {}
        until = time.monotonic() + 40
        while len(found) < self.count and time.monotonic() < until:
            said = self.ask("/test/who/")
            found[said["process"]] = said["threads"]
        return found

    def holders(self):
        return [process for process, threads in self.processes().items() if "embedded-worker" in threads]

    def write_from_each(self, subject):
        """Mails until each process has written one; what they are called."""
        subjects, written_by = [], set()
        until = time.monotonic() + 40
        while len(written_by) < self.count and time.monotonic() < until:
            subjects.append(f"{subject}-{len(subjects)}")
            written_by.add(self.ask(f"/test/write/?subject={subjects[-1]}")["process"])
        assert len(written_by) == self.count
        return subjects


@contextmanager
def serving(database, state, mail_port, *, processes=PROCESSES):
    port = free_port()
    env = {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
        "DATABASE_URL": database_url(database),
        "STATE_DIR": str(state),
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "WEB_CONCURRENCY": str(processes),
    }
    command = [sys.executable, "-m", "gunicorn", "--chdir", "site", "--config", "python:config.gunicorn"]
    command += ["--bind", f"127.0.0.1:{port}", "tests.operations.embedded_site:application"]
    log = state / "server.log"
    with program(command, log=log, env=env) as process:
        server = Server(process, f"http://127.0.0.1:{port}", log, processes)
        eventually(lambda: answers(server), within=90, what="the server answers", log=log)
        yield server


def answers(server):
    try:
        return server.ask("/test/who/")
    except OSError:
        return None


@pytest.mark.one_engine
@pytest.mark.heavy
def test_one_process_of_the_server_works_and_another_takes_over_when_it_dies(database, tmp_path):
    with smtp_sink() as sink, serving(database, tmp_path, sink.port) as server:
        eventually(server.holders, within=60, what="a process works", log=server.log)
        (first,) = server.holders()
        assert (tmp_path / "embedded-worker.lock").read_text() == f"{first}\n"

        before = server.write_from_each("Before")
        eventually(lambda: set(before) <= set(sink.subjects()), within=30, what="all mails are out", log=server.log)

        os.kill(first, signal.SIGKILL)
        eventually(lambda: set(server.holders()) - {first}, within=60, what="another one works", log=server.log)
        (second,) = server.holders()
        assert second != first

        after = server.write_from_each("After")
        eventually(lambda: set(after) <= set(sink.subjects()), within=30, what="all mails are out", log=server.log)
        assert sorted(sink.subjects()) == sorted(before + after), "nothing was sent twice"


@pytest.mark.one_engine
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.heavy
def test_the_server_ends_cleanly_and_leaves_no_process(database, tmp_path, number):
    with smtp_sink() as sink, serving(database, tmp_path, sink.port) as server:
        eventually(server.holders, within=60, what="a process works", log=server.log)
        assert len(group_members(server.process)) == PROCESSES + 1
        os.kill(server.process.pid, number)
        assert server.process.wait(ENDS_WITHIN) == 0
        assert group_members(server.process) == []
        said = server.log.read_text()
        assert "Traceback" not in said
        assert "celery" not in said.lower()


@pytest.mark.one_engine
@pytest.mark.heavy
def test_the_mail_in_hand_is_finished_before_the_server_ends(database, tmp_path):
    with smtp_sink() as sink, serving(database, tmp_path, sink.port, processes=1) as server:
        eventually(server.holders, within=60, what="it works", log=server.log)
        sink.pause = 2
        server.ask("/test/write/?subject=Slow")
        time.sleep(1)
        server.process.terminate()
        assert server.process.wait(ENDS_WITHIN) == 0
        assert len(sink.messages) == 1


def test_a_lone_process_sends_at_once(database, tmp_path):
    with smtp_sink() as sink, serving(database, tmp_path, sink.port, processes=1) as server:
        eventually(server.holders, within=60, what="it works", log=server.log)
        server.ask("/test/write/?subject=Warm-up")
        eventually(lambda: sink.messages, within=60, what="the first mail is out", log=server.log)
        server.ask("/test/write/?subject=Quick")
        eventually(lambda: len(sink.messages) == 2, within=3, what="the second is out at once", log=server.log)


@pytest.mark.one_engine
def test_commands_start_no_worker():
    asked = "import threading; print([thread.name for thread in threading.enumerate()])"
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", asked],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.dev"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.strip() == "['MainThread']", done.stderr

"""Celery's own worker processes on real brokers, killed without warning."""

import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from config import ROOT
from shop.outbox import actions
from shop.outbox.domain import LEASE
from shop.outbox.models import Message
from tests.testbed import brokers
from tests.testbed.ports import free_port
from tests.testbed.processes import eventually, program, signal_group
from tests.testbed.server import database_url
from tests.testbed.smtp import smtp_sink

pytestmark = pytest.mark.timeout(300)

AT_ONCE = 4
WORKER = [sys.executable, "-m", "celery", "--app", "config.celery", "--workdir", str(ROOT / "site"), "worker"]


@pytest.fixture
def house(committed, tmp_path):
    """What a process of its own needs to work on this test's database, apart from broker and mail server."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
        "TEST_DATABASE": "postgres" if connection.vendor == "postgresql" else "sqlite",
        "DATABASE_URL": database_url(committed),
        "STATE_DIR": str(settings.STATE_DIR),
        "CELERY_SKIP_CHECKS": "1",
    }


def worker(env, folder, *options):
    clock = ["--beat", "--schedule", str(folder / "schedule")]
    return program([*WORKER, "--concurrency", str(AT_ONCE), *clock, *options], log=folder / "worker.log", env=env)


def write(what, env):
    command = [sys.executable, "-m", "tests.shop.outbox.write_mail", str(what)]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=110)
    assert done.returncode == 0, done.stderr
    return float(done.stdout), done.stderr


def kill_in_the_middle(count, sink, env, folder):
    """Write the mails, let a worker send some, and kill it while it holds others."""
    sink.pause = 0.3
    write(count, env)
    with worker(env, folder) as process:
        log = folder / "worker.log"
        eventually(lambda: len(sink.messages) >= count // 5, within=90, what="some mails are out", log=log)
        signal_group(process, signal.SIGKILL)
        process.wait()
    held = Message.objects.filter(lease__isnull=False).count()
    assert held, "the worker was killed with mails in hand"
    sink.pause = 0


def all_arrived(count, sink, folder, *, within):
    wanted = {f"Mail {number}" for number in range(count)}
    eventually(
        lambda: set(sink.subjects()) >= wanted, within=within, what="all mails are out", log=folder / "worker.log"
    )
    # A mail that left just before the kill leaves again: its worker could not write down that it was out.
    eventually(lambda: not Message.objects.exclude(status="sent").exists(), within=90, what="all are known to be out")
    twice = [subject for subject, times in Counter(sink.subjects()).items() if times > 1]
    assert len(twice) <= AT_ONCE, "only what was in hand may go out twice"


@pytest.mark.one_engine
@pytest.mark.heavy
@pytest.mark.timeout(400)
@pytest.mark.parametrize("broker", [brokers.redis, brokers.rabbitmq], ids=["Redis", "RabbitMQ"])
def test_of_a_hundred_mails_in_a_killed_workers_hands_all_are_out_within_a_minute(broker, house, tmp_path):
    with broker(tmp_path) as address, smtp_sink() as sink:
        env = house | {"CELERY_BROKER_URL": address, "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}"}
        kill_in_the_middle(100, sink, env, tmp_path)
        with worker(env, tmp_path):
            all_arrived(100, sink, tmp_path, within=60 + 15)


@pytest.mark.one_engine
@pytest.mark.heavy
def test_no_mail_is_lost_with_a_killed_worker(house, tmp_path):
    with brokers.redis(tmp_path) as address, smtp_sink() as sink:
        env = house | {"CELERY_BROKER_URL": address, "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}"}
        kill_in_the_middle(20, sink, env, tmp_path)
        # The claims run out: waiting half a minute for it would show no more.
        Message.objects.filter(lease__isnull=False).update(next_attempt_at=timezone.now() - LEASE)
        with worker(env, tmp_path):
            write("sweep", env)
            all_arrived(20, sink, tmp_path, within=60)


@pytest.mark.parametrize("scheme", ["redis", "amqp"])
def test_with_the_broker_down_the_callers_work_stands_and_is_quick(scheme, house, post_office, tasks_done):
    env = house | {"CELERY_BROKER_URL": f"{scheme}://127.0.0.1:{free_port()}/", "EMAIL_URL": "dummymail://"}
    took, said = write(3, env)
    assert said.count("The task broker can't be reached") == 3
    assert took < 10
    actions.sweep(now=timezone.now() + timedelta(seconds=1))
    tasks_done()
    assert sorted(post_office.subjects()) == ["Mail 0", "Mail 1", "Mail 2"]

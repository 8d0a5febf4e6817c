"""Operators and balancers ask often: an answer is quick, short, and gives nothing away."""

import socket
import time
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tests.testbed.ports import free_port
from tests.testbed.processes import group_members
from tests.testbed.production import production, production_on_its_own_database


def threads_of(house):
    return sum(len(list(Path(f"/proc/{pid}/task").iterdir())) for pid in group_members(house.process))


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker, tmp_path_factory):
    """A production server on a migrated database of its own."""
    folder = tmp_path_factory.mktemp("house")
    with django_db_blocker.unblock(), production_on_its_own_database(folder, "health") as running:
        yield running


def test_a_house_in_order_says_so_of_each_part(house):
    answer = house.get("/readyz")
    assert answer.status == 200
    assert answer.text == '{"database": "ok", "migrations": "ok", "cache": "ok", "broker": "ok"}'


def test_a_migration_that_waits_is_not_ready(house):
    applied = MigrationRecorder(connection).migration_qs
    last = applied.filter(app="accounts").latest("id")
    try:
        applied.filter(pk=last.pk).delete()
        answer = house.get("/readyz")
        assert answer.status == 503
        assert '"migrations": "pending"' in answer.text
        assert '"database": "ok"' in answer.text
    finally:
        last.save(force_insert=True)
    assert house.get("/readyz").status == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_probe_by_address_and_plain_http_is_answered_and_never_kept(house, path):
    answer = house.get(path, Host="10.0.0.7")
    assert answer.status == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Set-Cookie"] is None


@pytest.fixture(scope="module")
def deaf_port():
    """Takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        yield listener.getsockname()[1]


@pytest.fixture(scope="module")
def cut_off(deaf_port, tmp_path_factory):
    """A server whose database hangs, and whose cache and broker are gone."""
    nobody = free_port()
    with production(
        tmp_path_factory.mktemp("cut_off"),
        DATABASE_URL=f"postgres://house:hidden-word@127.0.0.1:{deaf_port}/house",
        REDIS_URL=f"redis://:hidden-word@127.0.0.1:{nobody}/0",
        CELERY_BROKER_URL=f"redis://:hidden-word@127.0.0.1:{nobody}/1",
    ) as running:
        yield running


@pytest.mark.one_engine
def test_a_process_that_lost_everything_is_still_alive(cut_off):
    assert cut_off.get("/healthz").status == 200


@pytest.mark.one_engine
def test_what_hangs_and_what_is_gone_is_named_within_seconds_and_without_a_secret(cut_off):
    began = time.monotonic()
    answer = cut_off.get("/readyz")
    assert time.monotonic() - began < 5
    assert answer.status == 503
    assert answer.text == '{"database": "no answer", "migrations": "no answer", "cache": "down", "broker": "down"}'
    assert "hidden-word" not in f"{answer.headers}{cut_off.log.read_text()}"


@pytest.mark.one_engine
@pytest.mark.heavy
def test_asking_again_and_again_gathers_no_threads(cut_off):
    cut_off.get("/readyz")
    before = threads_of(cut_off)
    for _ in range(4):
        cut_off.get("/readyz")
    # Two parts hang: eight threads, were each asked anew. The server's own may be one or two more.
    assert threads_of(cut_off) <= before + 2

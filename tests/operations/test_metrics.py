"""Figures for Prometheus: true over all processes, and for nobody without the token."""

import re

import pytest

from tests.testbed.brokers import redis
from tests.testbed.production import COMPLETE, production, production_on_its_own_database

pytestmark = pytest.mark.one_engine

BEARER = f"Bearer {COMPLETE['METRICS_TOKEN']}"
SIGN_INS = 'django_http_responses_total_by_status_view_method_total{method="GET",status="200",view="account_login"}'


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker, tmp_path_factory):
    """Two processes, which share nothing but what they were told to share."""
    folder = tmp_path_factory.mktemp("house")
    with (
        django_db_blocker.unblock(),
        redis(folder) as broker,
        production_on_its_own_database(
            folder,
            "metrics",
            DJANGO_SETTINGS_MODULE="config.settings.dev",
            WEB_CONCURRENCY="2",
            ALLOWED_HOSTS="127.0.0.1",
            DEMO="false",
            REDIS_URL=broker,
            CELERY_BROKER_URL=broker,
        ) as running,
    ):
        yield running


@pytest.fixture(scope="module")
def untold(tmp_path_factory):
    """A server that was given no token."""
    with production(tmp_path_factory.mktemp("untold"), METRICS_TOKEN="") as running:
        yield running


@pytest.mark.parametrize(
    "shown", ["", "Bearer", "Bearer wrong", f"{BEARER}x", BEARER.lower(), "Basic dTp3", "Bearer \xe9"]
)
def test_without_the_token_there_are_no_figures(house, shown):
    answer = house.get("/metrics", Authorization=shown)
    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.text == ""


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer "])
def test_where_no_token_is_set_there_is_no_such_page(untold, shown):
    assert untold.get("/metrics", Authorization=shown).status == 404


def test_requests_are_counted_over_all_processes(house):
    before = count(house, SIGN_INS)
    for _ in range(40):
        assert house.get("/accounts/login/").status == 200
    assert [count(house, SIGN_INS) for _ in range(8)] == [before + 40] * 8


def test_a_made_up_method_takes_no_room_of_its_own(house):
    for number in range(5):
        house.get("/accounts/login/", method=f"MADEUP{'ABCDE'[number]}")
    figures = house.get("/metrics", Authorization=BEARER).text
    assert "MADEUP" not in figures
    assert 'method="<invalid method>"' in figures


def count(house, name):
    answer = house.get("/metrics", Authorization=BEARER)
    assert answer.status == 200
    assert "no-store" in answer.headers["Cache-Control"]
    found = re.search(rf"^{re.escape(name)} (\S+)$", answer.text, re.MULTILINE)
    return float(found[1]) if found else 0

"""A hundred guesses at once, at several processes of the real server that share their counts in Redis."""

import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests
from django.db import connection

from tests.factories import PASSWORD, UserFactory
from tests.shop.accounts.doors import doors
from tests.testbed.database import fresh_database, use
from tests.testbed.debian import needs
from tests.testbed.race import race
from tests.testbed.server import Served, running_site

REACHED = "password you specified are not correct"
REFUSED = "Too many failed login attempts"
THE_DOOR = "/accounts/login/"
DOORS = [THE_DOOR, *(path for name, path in doors() if "login" in name and not path.startswith("/accounts/"))]

# The counts are in the shared cache, whatever the database.
pytestmark = pytest.mark.one_engine


@contextmanager
def redis() -> Iterator[str]:
    program = needs("redis-server")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", "/tmp"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 10
        while time.monotonic() < until:
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(10)


@contextmanager
def behind_a_proxy(log: Path, **environment: str) -> Iterator[Served]:
    """Four processes, and in front of them one proxy of ours, which says for whom it asks."""
    tests_own = connection.settings_dict["NAME"]
    with fresh_database("guessing") as name, pytest.MonkeyPatch.context() as patched:
        for variable, value in {"TRUSTED_PROXIES": "1", **environment}.items():
            patched.setenv(variable, value)
        with running_site(name, log=log, processes=4) as site:
            yield site
    use(tests_own)


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Served]:
    log = tmp_path_factory.mktemp("guessing") / "log.txt"
    with redis() as address, django_db_blocker.unblock(), behind_a_proxy(log, REDIS_URL=address) as site:
        yield site


def try_to_enter(
    house: Served, email: str, password: str, *, client_ip: str = "203.0.113.7", door: str = THE_DOOR
) -> requests.Response:
    """Post to the door, and post again wherever that leads, as a browser would not and a guesser does."""
    with requests.Session() as browser:
        browser.headers["X-Forwarded-For"] = client_ip
        page = browser.get(f"{house.address}{door}", timeout=60)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
        names = dict.fromkeys(("login", "username", "login-username"), email)
        secrets = dict.fromkeys(("password", "login-password"), password)
        data = {"csrfmiddlewaretoken": token, **names, **secrets}
        answer = browser.post(f"{house.address}{door}", data, timeout=60, allow_redirects=False)
        while answer.is_redirect and THE_DOOR in answer.headers["Location"]:
            way_on = urljoin(answer.url, answer.headers["Location"])
            answer = browser.post(way_on, data, timeout=60, allow_redirects=False)
        return answer


def count(answers: list[requests.Response]) -> tuple[int, int]:
    """How many reached the password, and how many were refused before it."""
    assert {answer.status_code for answer in answers} == {200}
    return sum(REACHED in answer.text for answer in answers), sum(REFUSED in answer.text for answer in answers)


def test_the_doors_are_those_we_know():
    assert {"/account/login/", "/cms/login/", "/dashboard/login/", "/django-admin/login/", "/_util/login/"} < set(DOORS)


@pytest.mark.parametrize(
    ("guesses", "at"),
    [
        pytest.param(24, DOORS, id="at all doors in turn"),
        *(pytest.param(100, [door], marks=pytest.mark.heavy, id=f"100 at {door}") for door in DOORS),
    ],
)
def test_five_guesses_reach_the_password_and_nobody_else_is_locked_out(guesses, at, house):
    ada, neighbour = UserFactory(), UserFactory()
    home = f"203.0.113.{len(at)}{DOORS.index(at[0])}"  # a connection may fail twenty times a minute
    answers = race(
        [
            lambda n=n: try_to_enter(house, ada.email, f"guess {n}", client_ip=home, door=at[n % len(at)])
            for n in range(guesses)
        ]
    )
    reached, refused = count(answers)
    assert 1 <= reached <= 5
    assert reached + refused == guesses
    assert REFUSED in try_to_enter(house, ada.email, PASSWORD, client_ip=home).text
    assert REFUSED in try_to_enter(house, ada.email, PASSWORD, client_ip="198.51.100.1").text
    assert try_to_enter(house, neighbour.email, PASSWORD, client_ip=home).status_code == 302
    assert try_to_enter(house, neighbour.email, PASSWORD, client_ip="198.51.100.1").status_code == 302


def test_guesses_at_many_people_from_one_place_are_refused_and_elsewhere_is_free(house):
    people = UserFactory.create_batch(24)
    answers = [try_to_enter(house, each.email, "summer-2026", client_ip="203.0.113.99") for each in people]
    assert sum(REACHED in answer.text for answer in answers) == 20
    assert try_to_enter(house, people[-1].email, PASSWORD, client_ip="198.51.100.2").status_code == 302


def test_a_forged_header_in_front_of_the_proxy_s_own_gains_nothing(house):
    ada = UserFactory()
    for n in range(8):
        last = try_to_enter(house, ada.email, "a guess", client_ip=f"192.0.2.{n}, 203.0.113.50")
    assert REFUSED in last.text
    people = UserFactory.create_batch(24)
    for n, each in enumerate(people):
        last = try_to_enter(house, each.email, "summer-2026", client_ip=f"192.0.2.{n}, 203.0.113.50")
    assert REFUSED in last.text


@pytest.mark.heavy
def test_control_processes_that_count_each_for_itself_let_more_than_five_through(
    django_db_setup, django_db_blocker, tmp_path
):
    with django_db_blocker.unblock(), behind_a_proxy(tmp_path / "log.txt", REDIS_URL="") as alone:
        ada = UserFactory()
        answers = race([lambda n=n: try_to_enter(alone, ada.email, f"guess {n}") for n in range(30)])
    assert sum(REACHED in answer.text for answer in answers) > 5

"""What the server writes: one JSON object a line, one line a request, under an id, and never a secret."""

import json
import re
import subprocess
import sys

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection

from operations.logs import hide_secrets
from tests.testbed.processes import eventually
from tests.testbed.production import production_on_its_own_database

pytestmark = pytest.mark.one_engine

PASSWORD = "a-word-that-must-not-be-seen"


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker, tmp_path_factory):
    with (
        django_db_blocker.unblock(),
        production_on_its_own_database(
            tmp_path_factory.mktemp("house"),
            "logs",
            DJANGO_SETTINGS_MODULE="config.settings.dev",
            ALLOWED_HOSTS="127.0.0.1",
            DEMO="false",
            LOG_FORMAT="json",
        ) as running,
    ):
        ada = get_user_model().objects.create_user("ada@example.com")
        ada.password = PBKDF2PasswordHasher().encode(PASSWORD, "salt", 1000)
        ada.save()
        EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
        yield running


def lines(house):
    return [json.loads(line) for line in house.log.read_text().splitlines()]


def requests(house, path):
    return [line for line in lines(house) if line["event"] == "request" and line["path"] == path]


def test_every_line_is_an_object_with_time_level_and_origin(house):
    house.get("/")
    house.get("/nothing-here/")
    house.get("/accounts/login/", Host="elsewhere.example.com")
    assert lines(house)
    assert all({"timestamp", "level", "logger", "event"} <= line.keys() for line in lines(house))


def test_a_request_is_one_line_that_says_who_what_how_and_how_long(house):
    answer = house.get("/accounts/signup/?next=/basket/")
    (line,) = requests(house, "/accounts/signup/")
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert (line["method"], line["status"], line["user_id"]) == ("GET", 200, None)
    assert 0 < line["duration_ms"] < 30_000


@pytest.mark.parametrize("given", ["0f3c9a77-6a0c-4a68-9d3e-1f6f0a2f9d11", "trace_1234", "a" * 64])
def test_an_id_that_the_proxy_gave_is_kept(house, given):
    assert house.get("/healthz", X_Request_ID=given).headers["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["short", "a" * 65, 'x"} {"forged": 1', "<script>alert(1)", "12345678\t9"])
def test_an_id_that_could_forge_a_log_is_replaced(house, given):
    assert re.fullmatch(r"[0-9a-f]{32}", house.get("/healthz", X_Request_ID=given).headers["X-Request-ID"])


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/static/css/app.css"])
def test_probes_and_files_are_not_worth_a_line(house, path):
    assert house.get(path).status == 200
    assert requests(house, path) == []


def test_no_secret_that_a_person_sends_is_written(house):
    page = house.get("/accounts/login/")
    cookie = page.headers["Set-Cookie"].split(";")[0]
    token = cookie.partition("=")[2]
    form = f"csrfmiddlewaretoken={token}&login=ada@example.com&password={PASSWORD}"
    signed_in = house.post("/accounts/login/", form, Cookie=cookie)
    assert signed_in.status == 302
    session = dict(part.split("=", 1) for part in re.findall(r"sessionid=[^;]+", str(signed_in.headers)))["sessionid"]
    house.get("/account/", Cookie=f"sessionid={session}", Authorization="Bearer hidden-bearer")
    house.get("/accounts/password/reset/key/3-hidden-key/")
    house.get("/accounts/confirm-email/hidden-confirmation/")
    house.get("/search/?q=hidden-question")
    written = house.log.read_text()
    for secret in (PASSWORD, token, session, "hidden-"):
        assert secret not in written
    (line,) = requests(house, "/account/")
    assert line["user_id"] == get_user_model().objects.get().pk


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("/wholesale/apply/Mg:1vAb3-x_9:Kq2-Z_/", "/wholesale/apply/[hidden]/"),
        ("/wholesale/apply/Mg%3A1vAb3-x_9/delivery/?back=1", "/wholesale/apply/[hidden]/delivery/?back=1"),
        ("/invitations/7:1vAb3-x_9:Kq2-Z_/", "/invitations/[hidden]/"),
        ("/accounts/password/reset/key/3-d41d8/", "/accounts/password/reset/key/[hidden]/"),
        ("/accounts/confirm-email/MQ:1vA:x-_/", "/accounts/confirm-email/[hidden]/"),
        ("/checkout/payment/x7_-Kq/pay/", "/checkout/payment/[hidden]/pay/"),
        ("/updates/WzcsIngiXQ:Kq2-Z_/withdraw/", "/updates/[hidden]/withdraw/"),
        ("/updates/tell-me/7/", "/updates/tell-me/7/"),
        ("/orders/7GJ4-K2/Kq2-Z_x/", "/orders/7GJ4-K2/[hidden]/"),
        ("https://shop.example/orders/7GJ4-K2/Kq2-Z_x/pay/", "https://shop.example/orders/7GJ4-K2/[hidden]/pay/"),
        ("/orders/7GJ4-K2/calendar/", "/orders/7GJ4-K2/calendar/"),
        ("/account/orders/7GJ4-K2/", "/account/orders/7GJ4-K2/"),
        ("/dashboard/orders/7GJ4-K2/letters/7/", "/dashboard/orders/7GJ4-K2/letters/7/"),
        ("/wholesale/apply/", "/wholesale/apply/"),
        ("/wholesale/apply/?from=7", "/wholesale/apply/?from=7"),
        ("/invitations/", "/invitations/"),
        ("/account/team/7/", "/account/team/7/"),
    ],
)
def test_an_address_that_works_without_signing_in_is_written_without_its_key(address, written):
    told = hide_secrets(None, "info", {"path": address, "event": f"Not Found: {address}", "traceback": f'"{address}"'})
    assert told == {"path": written, "event": f"Not Found: {written}", "traceback": f'"{written}"'}


def test_a_failure_is_written_with_its_traceback_under_the_id_of_its_request(house):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE wagtailcore_pageviewrestriction RENAME TO away")
    try:
        answer = house.get("/?made-anew")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE away RENAME TO wagtailcore_pageviewrestriction")
    assert answer.status == 500
    assert "Something went wrong on our side" in answer.text
    told = [line for line in lines(house) if line.get("request_id") == answer.headers["X-Request-ID"]]
    assert [line["event"] for line in told] == ["Internal Server Error: /", "request"]
    assert "Traceback" in told[0]["exception"]


def test_a_task_is_logged_with_the_id_of_the_request_that_asked_for_it(house):
    page = house.get("/accounts/password/reset/")
    cookie = page.headers["Set-Cookie"].split(";")[0]
    form = f"csrfmiddlewaretoken={cookie.partition('=')[2]}&email=ada@example.com"
    asked = house.post("/accounts/password/reset/", form, Cookie=cookie)
    assert asked.status == 302

    def told():
        return [
            line
            for line in lines(house)
            if line.get("request_id") == asked.headers["X-Request-ID"] and line["event"] == "task_succeeded"
        ]

    eventually(told, within=20, what="a task of that request is logged", log=house.log)
    assert told()[0]["task"].startswith("shop.outbox")


def test_the_first_requests_of_a_process_share_one_variable_for_their_id():
    """structlog makes it at the first binding; made by two threads at once, the slower one's request would fail."""
    made = "from structlog.contextvars import _CONTEXT_VARS as made; assert ('structlog_request_id' in made) is {}"
    loaded = "import django; django.setup(); import operations.middleware"
    program = f"{made.format(False)}\n{loaded}\n{made.format(True)}"
    subprocess.run([sys.executable, "-c", program], check=True, cwd="site")

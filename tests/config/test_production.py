"""A machine on the Internet does not start unsafe, and says in one line what it wants."""

import json
import subprocess
import sys

import pytest

from config.checks import DEV_EMAIL_FROM, DEV_HOSTS, DEV_SECRET_KEY, problems
from tests.testbed.ports import free_port
from tests.testbed.production import COMPLETE, ROOT, SERVER, environment

pytestmark = pytest.mark.one_engine

MANAGE = [sys.executable, "manage.py"]
BANK = {
    "BANK_API_URL": "https://bank.example/v1/",
    "BANK_API_KEY": "shown-to-the-bank",
    "BANK_WEBHOOK_SECRET": "signed-with-this",
    "BANK_ACCOUNT": "10000001",
}
SECRET = {
    "BANK_API_KEY",
    "BANK_WEBHOOK_SECRET",
    "SECRET_KEY",
    "METRICS_TOKEN",
    "STRIPE_SECRET_KEY",
    "STRIPE_WEBHOOK_SECRET",
}
NEEDED = {"SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "TRUSTED_PROXIES", "EMAIL_URL", "EMAIL_FROM"}


def start(command: list[str], **changes: str) -> subprocess.CompletedProcess[str]:
    settings = environment(**{"PORT": str(free_port())} | changes)
    return subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    "command",
    [
        pytest.param([*MANAGE, "migrate"], id="manage.py"),
        pytest.param([*MANAGE, "serve"], id="a command of ours"),
        pytest.param(SERVER, id="web server"),
        pytest.param([sys.executable, "-m", "celery", "--workdir", "site", "--app", "config", "worker"], id="worker"),
    ],
)
def test_nothing_starts_without_its_settings_and_one_line_names_them_all(command):
    started = start(command, **dict.fromkeys(NEEDED, ""))
    assert started.returncode != 0
    assert started.stdout == ""
    assert started.stderr.count("\n") == 1
    assert {name for name in NEEDED if name in started.stderr} == NEEDED


@pytest.fixture(scope="module")
def complete():
    """What production's settings come to, as far as they are checked."""
    script = (
        "import json; from config.settings import production; settings = vars(production).items(); "
        "print(json.dumps(dict(pair for pair in settings if pair[0].isupper()), default=lambda _: None, skipkeys=True))"
    )
    return json.loads(start([sys.executable, "-c", script]).stdout)


def test_a_complete_environment_is_accepted(complete):
    assert list(problems(complete)) == []


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "k" * 49}, "SECRET_KEY"),
        ({"SECRET_KEY": DEV_SECRET_KEY}, "SECRET_KEY"),
        ({"METRICS_TOKEN": "easy"}, "METRICS_TOKEN"),
        ({"DEMO": True}, "DEMO"),
        ({"SITE_URL": "http://shop.example.com"}, "SITE_URL"),
        ({"SITE_URL": "https://"}, "SITE_URL"),
        ({"SITE_URL": "https://shop.example.com/shop"}, "SITE_URL"),
        ({"ALLOWED_HOSTS": DEV_HOSTS}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": ["*"]}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": ["elsewhere.example.com"]}, "ALLOWED_HOSTS"),
        ({"TRUSTED_PROXIES": None}, "TRUSTED_PROXIES"),
        ({"OUTBOX_DELIVERY_BACKEND": "django.core.mail.backends.console.EmailBackend"}, "EMAIL_URL"),
        ({"ANYMAIL_ESP": "postmark"}, "ANYMAIL_SETTINGS"),
        ({"DEFAULT_FROM_EMAIL": DEV_EMAIL_FROM}, "EMAIL_FROM"),
        ({"WEB_CONCURRENCY": 2, "EMBEDDED_WORKER": False}, "REDIS_URL"),
        ({"WEB_CONCURRENCY": 2, "REDIS_URL": "redis://cache"}, "CELERY_BROKER_URL"),
        ({"STRIPE_SECRET_KEY": "sk_live_1"}, "STRIPE_WEBHOOK_SECRET"),
        ({"STRIPE_WEBHOOK_SECRET": "whsec_1"}, "STRIPE_SECRET_KEY"),
        ({"STRIPE_API_BASE": "https://cards.example.com"}, "STRIPE_API_BASE"),
        ({"SANDBOX": True}, "SANDBOX"),
        (BANK | {"BANK_WEBHOOK_SECRET": ""}, "BANK_WEBHOOK_SECRET"),
        (BANK | {"BANK_API_URL": "http://bank.example/"}, "BANK_API_URL"),
        ({"S3_BUCKET": "pictures"}, "S3_PRIVATE_BUCKET"),
        ({"S3_BUCKET": "pictures", "S3_PRIVATE_BUCKET": "pictures"}, "S3_PRIVATE_BUCKET"),
        ({"S3_PRIVATE_BUCKET": "files"}, "S3_BUCKET"),
        ({"STORAGES": {"default": {"OPTIONS": {"access_key": "a", "secret_key": None}}}}, "S3_ACCESS_KEY_ID"),
    ],
)
def test_what_is_unsafe_is_named_alone_and_not_quoted(complete, changes, named):
    (problem,) = problems({**complete, **changes})
    assert problem.startswith(named)
    assert not any(changes[name] in problem for name in changes if name in SECRET and changes[name])


@pytest.mark.parametrize(
    "changes",
    [
        {"ALLOWED_HOSTS": [".example.com"]},
        {"TRUSTED_PROXIES": 0},
        {"METRICS_TOKEN": ""},
        {"ANYMAIL_ESP": "postmark", "ANYMAIL": {"POSTMARK_SERVER_TOKEN": "t"}, "OUTBOX_DELIVERY_BACKEND": "anymail"},
        {"WEB_CONCURRENCY": 4, "REDIS_URL": "redis://cache", "EMBEDDED_WORKER": False},
        {"STRIPE_SECRET_KEY": "a", "STRIPE_WEBHOOK_SECRET": "c"},
        BANK,
    ],
)
def test_what_is_safe_is_let_through(complete, changes):
    assert list(problems({**complete, **changes})) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEB_CONCURRENCY", "two"),
        ("DATABASE_URL", "not-an-address"),
        ("EMAIL_URL", "pigeon://hidden-word@loft"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_value_that_cannot_be_read_is_named_without_a_traceback(name, value):
    started = start([*MANAGE, "check"], **{name: value})
    assert started.returncode != 0
    assert name in started.stderr
    assert "Traceback" not in started.stderr
    assert "hidden-word" not in started.stderr


@pytest.mark.parametrize(("said", "asked"), [("", "True"), ("true", "True"), ("false", "False")])
def test_staff_need_a_second_step_unless_somebody_says_otherwise(said, asked):
    script = "from config.settings.production import STAFF_TWO_FACTOR; print(STAFF_TWO_FACTOR)"
    assert start([sys.executable, "-c", script], STAFF_TWO_FACTOR=said).stdout.strip() == asked


def test_the_demos_bank_is_not_there():
    script = (
        "import django; django.setup(); from django.apps import apps; from django.urls import resolve\n"
        "print(apps.is_installed('sandbox'), any(model._meta.app_label == 'sandbox' for model in apps.get_models()))\n"
        "print('sandbox' in str(resolve('/sandbox/bank/').func.__module__))"
    )
    assert start([sys.executable, "-c", script]).stdout.split() == ["False", "False", "False"]


def test_a_secret_may_begin_with_a_dollar():
    script = "from config.settings import production; print(production.SECRET_KEY)"
    dollar = "$" + COMPLETE["SECRET_KEY"]
    assert start([sys.executable, "-c", script], SECRET_KEY=dollar).stdout.strip() == dollar


@pytest.mark.parametrize("settings", ["config.settings.production", "config.settings.dev"])
@pytest.mark.heavy
def test_django_finds_nothing_unsafe_to_deploy(settings):
    checked = start([*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], DJANGO_SETTINGS_MODULE=settings)
    assert checked.returncode == 0, checked.stderr
    assert "System check identified no issues" in checked.stdout

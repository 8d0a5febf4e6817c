"""What a machine on the Internet must have, or nothing starts there: neither web server, worker nor manage.py."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from config.env import refuse

# For one's own machine only; production knows them and refuses them.
DEV_SECRET_KEY = "only-for-one's-own-machine-production-refuses-to-start-with-this"  # noqa: S105
DEV_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
DEV_EMAIL_FROM = "CafeDjango <hello@cafedjango.example>"
STRIPES_OWN_API = "https://api.stripe.com"

Settings = Mapping[str, Any]


def refuse_if_unsafe(settings: Settings) -> None:
    if found := list(problems(settings)):
        refuse("; ".join(found))


def problems(settings: Settings) -> Iterator[str]:
    """Each begins with the variable's name and says what to do; none quotes a value."""
    for topic in (secrets, addresses, mail, several_processes, cards, bank, files):
        yield from topic(settings)


def secrets(settings: Settings) -> Iterator[str]:
    if len(settings["SECRET_KEY"]) < 50 or settings["SECRET_KEY"] == DEV_SECRET_KEY:
        yield "SECRET_KEY must be 50 or more random characters of your own"
    if 0 < len(settings["METRICS_TOKEN"]) < 24:
        yield "METRICS_TOKEN must be 24 or more random characters, or unset"
    if settings["DEMO"]:
        yield "DEMO must be off: its passwords are public"


def addresses(settings: Settings) -> Iterator[str]:
    site = urlsplit(settings["SITE_URL"])
    if site.scheme != "https" or not site.hostname or site.path or site.query:
        yield "SITE_URL must be the site's address, such as https://shop.example.com"
    hosts = settings["ALLOWED_HOSTS"]
    if hosts == DEV_HOSTS or "*" in hosts:
        yield "ALLOWED_HOSTS must name the hosts that the site answers to, such as shop.example.com"
    elif site.hostname and not any(site.hostname == host or f".{site.hostname}".endswith(host) for host in hosts):
        yield "ALLOWED_HOSTS must include the host of SITE_URL"
    if settings["TRUSTED_PROXIES"] is None:
        yield "TRUSTED_PROXIES must say how many proxies stand in front, the one that ends TLS included (0 if none)"


def mail(settings: Settings) -> Iterator[str]:
    if settings["ANYMAIL_ESP"]:
        if not settings["ANYMAIL"]:
            yield "ANYMAIL_SETTINGS must hold the keys of ANYMAIL_ESP"
    elif not settings["OUTBOX_DELIVERY_BACKEND"].endswith("smtp.EmailBackend"):
        yield "EMAIL_URL must name a mail server (smtp+tls://user:password@host:587), or ANYMAIL_ESP a mail provider"
    if settings["DEFAULT_FROM_EMAIL"] == DEV_EMAIL_FROM:
        yield "EMAIL_FROM must be an address of yours"


def several_processes(settings: Settings) -> Iterator[str]:
    if settings["WEB_CONCURRENCY"] > 1:
        if not settings["REDIS_URL"]:
            yield "REDIS_URL must be set while WEB_CONCURRENCY is above 1: each process would count rate limits alone"
        if settings["EMBEDDED_WORKER"]:
            yield "CELERY_BROKER_URL must be set while WEB_CONCURRENCY is above 1: tasks in memory would be lost"


def cards(settings: Settings) -> Iterator[str]:
    names = ("STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET")
    missing = [name for name in names if not settings[name]]
    if len(missing) == 1:
        yield f"{missing[0]} must be set too: Stripe needs both, or none"
    if settings["STRIPE_API_BASE"] != STRIPES_OWN_API:
        yield "STRIPE_API_BASE must be unset: cards are for Stripe alone"


def bank(settings: Settings) -> Iterator[str]:
    if settings["SANDBOX"]:
        yield "SANDBOX must be off: its bank's money is not real, and its secrets are public"
    names = ("BANK_API_URL", "BANK_API_KEY", "BANK_WEBHOOK_SECRET", "BANK_ACCOUNT")
    missing = [name for name in names if not settings[name]]
    if 0 < len(missing) < len(names):
        yield f"{' and '.join(missing)} must be set too: paying by bank needs all four, or none"
    elif settings["BANK_API_URL"] and not settings["BANK_API_URL"].startswith("https://"):
        yield "BANK_API_URL must begin with https://"


def files(settings: Settings) -> Iterator[str]:
    keys = settings["STORAGES"]["default"].get("OPTIONS", {})
    if bool(keys.get("access_key")) != bool(keys.get("secret_key")):
        yield "S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY must be set together, or neither (a machine's role)"
    if settings["S3_BUCKET"] and settings["S3_PRIVATE_BUCKET"] in ("", settings["S3_BUCKET"]):
        yield "S3_PRIVATE_BUCKET must name a bucket of its own: what is in S3_BUCKET, everybody can read"
    if settings["S3_PRIVATE_BUCKET"] and not settings["S3_BUCKET"]:
        yield "S3_BUCKET must be set too where S3_PRIVATE_BUCKET is"

"""The services a machine may have. Each is chosen by its variable alone; with none set, everything is embedded."""

from contextlib import suppress
from pathlib import Path
from typing import cast

from celery.schedules import crontab

from config import ROOT
from config.checks import DEV_EMAIL_FROM, STRIPES_OWN_API
from config.env import env

STATE_DIR = Path(env("STATE_DIR", default=str(ROOT / "var")))

# Database: SQLite waits its turn instead of failing (WAL, IMMEDIATE, 20 s); PostgreSQL keeps its connections.
SQLITE = {
    "CONN_MAX_AGE": 60,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
}
POSTGRES = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "DISABLE_SERVER_SIDE_CURSORS": True}
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{STATE_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"].update(SQLITE)
    with suppress(OSError):  # where nothing may be written, the database says so when it is asked
        Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
else:
    DATABASES["default"].update(POSTGRES)

# Cache: shared by Redis; without it a server may have only one process (checked in config.checks).
REDIS_URL = env("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "operations.steady_cache.SteadyRedisCache",
            "LOCATION": REDIS_URL,
            # Who waits longer than this had better do without.
            "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "house"}}
# Visitors' pages, and parts of pages, have their own stores: they never crowd out each other, nor what counts sign-ins.
for store in ("pages", "parts"):
    CACHES[store] = CACHES["default"] | ({"KEY_PREFIX": store} if REDIS_URL else {"LOCATION": store})
if not REDIS_URL:
    CACHES["pages"]["BACKEND"] = "operations.unchanging_cache.UnchangingCache"
WEB_CONCURRENCY = env.int("WEB_CONCURRENCY", default=1)

# Tasks: a broker and its own worker processes, else a worker thread in one server process.
CELERY_BROKER_URL = env("CELERY_BROKER_URL", default="memory://localhost/")
EMBEDDED_WORKER = CELERY_BROKER_URL.startswith("memory://")
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 3
CELERY_TIMEZONE = "Europe/London"
# Who asks for a task while the broker is down waits a moment, not for its return.
CELERY_BROKER_TRANSPORT_OPTIONS = {"max_retries": 1, "interval_start": 0.2, "interval_max": 0.2}
if CELERY_BROKER_URL.startswith("redis"):
    # A killed worker's tasks come back after this; it must exceed the time limit, or they would run twice.
    CELERY_BROKER_TRANSPORT_OPTIONS |= {
        "visibility_timeout": CELERY_TASK_TIME_LIMIT + 60,
        "socket_connect_timeout": CELERY_BROKER_CONNECTION_TIMEOUT,
        "socket_timeout": 5,
    }
if EMBEDDED_WORKER:
    CELERY_BROKER_TRANSPORT_OPTIONS |= {"polling_interval": 0.1}
    CELERY_WORKER_ENABLE_REMOTE_CONTROL = False

# The clock: celery beat, or the embedded one. Tasks asked for in a server process without the worker wait for a sweep,
# so the embedded clock runs it oftener.
SWEEP_SECONDS = 5 if EMBEDDED_WORKER else 20
CELERY_BEAT_SCHEDULE_FILENAME = str(STATE_DIR / "celerybeat")
CELERY_BEAT_SCHEDULE = {
    "send the mail that waits": {
        "task": "shop.outbox.tasks.sweep",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS},
    },
    "publish what is due": {
        "task": "home.tasks.publish_scheduled",
        "schedule": crontab(),
        "options": {"expires": 60},
    },
    "delete old mail": {"task": "shop.outbox.tasks.tidy", "schedule": crontab(minute=20)},
    "sweep up private files without a row": {"task": "shop.files.tasks.sweep", "schedule": crontab(hour=3, minute=40)},
    "forget old applications": {"task": "shop.applying.tasks.tidy", "schedule": crontab(hour=3, minute=10)},
    "delete who asked for it": {"task": "shop.privacy.tasks.carry_out_due", "schedule": crontab(hour=4, minute=10)},
    "let go what was kept six years": {"task": "shop.privacy.tasks.let_go", "schedule": crontab(hour=4, minute=40)},
    "tell who waits for goods": {
        "task": "shop.updates.tasks.tell_due",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 240},
    },
    "forget orders that staff began to take": {
        "task": "shop.taking.tasks.tidy",
        "schedule": crontab(hour=3, minute=35),
    },
    "forget who was told": {"task": "shop.updates.tasks.tidy", "schedule": crontab(hour=3, minute=25)},
    "count the words that can be found": {"task": "shop.finding.tasks.recount", "schedule": crontab(hour=2, minute=40)},
    "settle what was left between orders and payments": {
        "task": "shop.ordering.tasks.settle_what_was_left",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS},
    },
    "go on with imports": {
        "task": "shop.shelf.tasks.sweep",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS},
    },
    "forget the rows of old imports": {"task": "shop.shelf.tasks.tidy", "schedule": crontab(hour=3, minute=20)},
    "hold the books against the bank's": {
        "task": "shop.payments.tasks.reconcile",
        "schedule": crontab(hour=2, minute=10),
    },
    "look for disputes that nobody told of": {
        "task": "shop.ordering.tasks.look_for_disputes",
        "schedule": crontab(hour=2, minute=50),
    },
    "make rounds ahead": {"task": "shop.rounds.tasks.make_rounds", "schedule": crontab(minute=10)},
    "forget old editions": {"task": "shop.edition.tasks.tidy", "schedule": crontab(minute=50)},
}

# Rounds are made so many days ahead: that far customers may order.
ROUNDS_DAYS_AHEAD = env.int("ROUNDS_DAYS_AHEAD", default=28)

# Mail: every message goes to the outbox table first; this is what carries it out of the house.
EMAIL_BACKEND = "shop.outbox.backend.OutboxBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("EMAIL_FROM", default=DEV_EMAIL_FROM)
ANYMAIL_ESP = env("ANYMAIL_ESP", default="")
ANYMAIL = env.dict("ANYMAIL_SETTINGS", default={})
if ANYMAIL_ESP:
    OUTBOX_DELIVERY_BACKEND = f"anymail.backends.{ANYMAIL_ESP}.EmailBackend"
else:
    _mail = env.email_url("EMAIL_URL", default="dummymail://")
    OUTBOX_DELIVERY_BACKEND = _mail["EMAIL_BACKEND"]
    EMAIL_HOST = _mail["EMAIL_HOST"]
    EMAIL_PORT = _mail["EMAIL_PORT"] or 25
    EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"]
    EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
    EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
    EMAIL_TIMEOUT = 20

# Files: a bucket, else a folder.
S3_BUCKET = env("S3_BUCKET", default="")
MEDIA_ROOT = STATE_DIR / "media"
MEDIA_URL = "/media/"
# What only some may see is never where pictures are served from: a folder of its own, or a bucket that nobody reads.
S3_PRIVATE_BUCKET = env("S3_PRIVATE_BUCKET", default="")
PRIVATE_ROOT = STATE_DIR / "private"
# A form with files; one file alone may be 10 MB (shop.files).
LARGEST_FORM = 32 * 1024 * 1024
# The order pad has a field for each of the goods (shop.pad.queries.MOST_ROWS), a pasted order four for each line.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3_000
FILE_UPLOAD_HANDLERS = [
    "shop.files.bounds.BodyLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
STATIC_ROOT: Path | None = Path(env("STATIC_ROOT", default=str(STATE_DIR / "static")))
STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "shop.files.storage.PrivateFolder"},
    "staticfiles": {"BACKEND": "config.stylesheets.OneRoundTrip"},
}
MEDIA_HOSTS: list[str] = []
if S3_BUCKET:
    S3_ENDPOINT_URL = env("S3_ENDPOINT_URL", default=None)
    MEDIA_HOSTS = [S3_ENDPOINT_URL or f"https://{S3_BUCKET}.s3.amazonaws.com"]
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": S3_ENDPOINT_URL,
            "region_name": env("S3_REGION", default=None),
            "access_key": env("S3_ACCESS_KEY_ID", default=None),
            "secret_key": env("S3_SECRET_ACCESS_KEY", default=None),
            "file_overwrite": False,
            "querystring_auth": False,
        },
    }
if S3_BUCKET and S3_PRIVATE_BUCKET:
    STORAGES["private"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            **cast(dict[str, object], STORAGES["default"]["OPTIONS"]),
            "bucket_name": S3_PRIVATE_BUCKET,
            "querystring_auth": True,
            "querystring_expire": 60,
        },
    }

# Backups: what `manage.py backup --encrypt` locks them with, and `manage.py restore` opens them with.
BACKUP_PASSPHRASE = env("BACKUP_PASSPHRASE", default="")

# Search: the database's own index (FTS5, tsvector), else OpenSearch.
OPENSEARCH_URL = env("OPENSEARCH_URL", default="")
WAGTAILSEARCH_BACKENDS: dict[str, dict[str, object]] = {"default": {"BACKEND": "shop.finding.engine"}}
if OPENSEARCH_URL:
    WAGTAILSEARCH_BACKENDS["default"] = {
        "BACKEND": "shop.finding.engine.opensearch",
        "URLS": [OPENSEARCH_URL],
        "INDEX_PREFIX": "cafedjango_",
    }

# Cards: the keys of Stripe, both or none (checked in config.checks).
STRIPE_SECRET_KEY = env("STRIPE_SECRET_KEY", default="")
STRIPE_WEBHOOK_SECRET = env("STRIPE_WEBHOOK_SECRET", default="")
# Another one than Stripe's own, on one's own machine.
STRIPE_API_BASE = env("STRIPE_API_BASE", default=STRIPES_OWN_API).rstrip("/")

# The bank that customers pay by: all four, or none and nobody does (checked in config.checks).
BANK_API_URL = env("BANK_API_URL", default="")
BANK_API_KEY = env("BANK_API_KEY", default="")
BANK_WEBHOOK_SECRET = env("BANK_WEBHOOK_SECRET", default="")
BANK_ACCOUNT = env("BANK_ACCOUNT", default="")
# Where its customers pay, if that is another host than the API's: forms may lead there.
BANK_PAGES_URL = env("BANK_PAGES_URL", default="")
# The demo's own bank instead (dev and tests): another company, on its own pages at /sandbox/bank/.
SANDBOX = env.bool("SANDBOX", default=False)
# How long somebody may take to pay. After that the order lapses, and what it reserved is free again.
PAYMENT_MINUTES = env.int("PAYMENT_MINUTES", default=30)

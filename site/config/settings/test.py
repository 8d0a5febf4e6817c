"""The test bed: either engine, quick passwords, no network."""

from .base import *  # noqa: F403
from .base import DATABASES, STATE_DIR, STORAGES

SECRET_KEY = "only-for-tests"  # noqa: S105
DEMO = True
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
CELERY_TASK_ALWAYS_EAGER = True
EMBEDDED_WORKER = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A named file, so that the migrated database is kept between runs (--reuse-db) and threads share it.
    DATABASES["default"]["TEST"] = {"NAME": str(STATE_DIR / "test.sqlite3")}

"""The test bed: either engine (TEST_DATABASE=postgres for the other), quick passwords, no network."""

from config.env import env
from tests.testbed import postgres

from .base import *
from .base import STATE_DIR, STORAGES
from .services import POSTGRES

SECRET_KEY = "only-for-tests"  # noqa: S105
DEMO = True
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
MEDIA_ROOT = STATE_DIR / "test" / "media"
PRIVATE_ROOT = STATE_DIR / "test" / "private"
EMBEDDED_WORKER = False
VISITOR_PAGES = False
if env("TEST_DATABASE", default="sqlite") == "postgres":
    DATABASES = {"default": {**env.db_url_config(postgres.address(STATE_DIR)), **POSTGRES}}

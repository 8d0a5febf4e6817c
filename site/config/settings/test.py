"""The test bed: either engine (TEST_DATABASE=postgres for the other), quick passwords, no network."""

from config.env import env
from tests.testbed import postgres

from . import sandbox
from .base import *
from .base import INSTALLED_APPS, SITE_URL, STATE_DIR, STORAGES
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
SANDBOX = True
INSTALLED_APPS = [*INSTALLED_APPS, "sandbox"]
SANDBOX_BANK = sandbox.bank(site=SITE_URL)
BANK_API_URL = env("BANK_API_URL", default=sandbox.api(SITE_URL))
BANK_API_KEY, BANK_WEBHOOK_SECRET, BANK_ACCOUNT = sandbox.API_KEY, sandbox.WEBHOOK_SECRET, sandbox.COLLECTED_IN
VISITOR_PAGES = False
if env("TEST_DATABASE", default="sqlite") == "postgres":
    DATABASES = {"default": {**env.db_url_config(postgres.address(STATE_DIR)), **POSTGRES}}

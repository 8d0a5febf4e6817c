"""The demo on one's own machine: safe on 127.0.0.1, nothing to set."""

from config.checks import DEV_SECRET_KEY
from config.env import env

from . import sandbox
from .base import *

DEBUG = env.bool("DEBUG", default=False)
# Changed templates show at once.
VISITOR_PAGES = not DEBUG
DEMO = env.bool("DEMO", default=True)
SECRET_KEY = env("SECRET_KEY", default=DEV_SECRET_KEY)

# Customers pay at the demo's own bank, where no other is named.
SANDBOX = env.bool("SANDBOX", default=True)
if SANDBOX:
    INSTALLED_APPS += ["sandbox"]  # noqa: F405
    SANDBOX_BANK = sandbox.bank(site=SITE_URL)  # noqa: F405
    BANK_API_URL = env("BANK_API_URL", default=sandbox.api(SITE_URL))  # noqa: F405
    BANK_API_KEY, BANK_WEBHOOK_SECRET, BANK_ACCOUNT = sandbox.API_KEY, sandbox.WEBHOOK_SECRET, sandbox.COLLECTED_IN

# Static files straight from their folders, never collected; DEBUG also looks for changed ones at every request.
STATIC_ROOT = None
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"}  # noqa: F405
WHITENOISE_USE_FINDERS = True

# One's own machine speaks plain HTTP: no HSTS, no redirect to https, no cookies for https only.
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]
